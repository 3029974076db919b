using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Reads a condition that does nothing but ask: its words are the same for two conditions that ask the same, however they are written, and what it
/// looks at is taken down. Null for any other.
/// </summary>
/// <param name="bodies">Where the bodies of what it calls come from.</param>
/// <param name="body">The body that asks.</param>
/// <param name="numbers">The numbers that stand for symbols in the words of this body: to spell out their names takes longer than all the rest.</param>
/// <param name="names">What its locals stand for.</param>
/// <param name="read">Takes what it looks at.</param>
/// <param name="cancellation">Ends the search early.</param>
sealed class ConditionReader(MethodBodies bodies, Body body, Dictionary<ISymbol, int> numbers, NamedValues names, AskedCondition read, CancellationToken cancellation)
{
    /// <summary>How many calls away what is looked at may lie.</summary>
    const int Depth = 3;

    /// <summary>How many names a name may stand for, one for the other: what is mixed of itself again and again would never be spelled out.</summary>
    const int Names = 3;

    /// <summary>Calls that have been spelled out: each is met in more than one place.</summary>
    readonly Dictionary<IOperation, string?> spelled = [];

    /// <summary>The words of what the callee is given that is being read.</summary>
    IReadOnlyDictionary<ISymbol, string> given = ImmutableDictionary<ISymbol, string>.Empty;

    /// <summary>The words of the object that it is called on.</summary>
    string receiver = "this";
    int depth;
    int named;

    /// <summary>The words, and whether the condition says that they are not so.</summary>
    public (string Words, bool IsNegated)? Read(IOperation? condition) => condition.Unconverted() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Read(not.Operand) is var (words, isNegated) ? (words, !isNegated) : null,
        IBinaryOperation binary when NeverNegative.AskedForZero(binary) is var (number, isZero) => Of(number) is { } count ? (Equal(count, "0"), !isZero) : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when BitIn(binary.LeftOperand, binary.RightOperand) is { } bit => Of(bit) is { } masked ? (Equal(masked, "0"), binary.OperatorKind == BinaryOperatorKind.Equals) : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var mask, RightOperand.ConstantValue: { HasValue: true, Value: var zero } } binary when IsMask(mask) && IsZero(zero) => Of(mask) is { } masked ? (Equal(masked, "0"), binary.OperatorKind == BinaryOperatorKind.NotEquals) : null,
        IInvocationOperation { TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } flags, Arguments: [{ Value: var flag }] } when IsOneBit(flag.Unconverted()?.ConstantValue.Value) => Of(flags) is { } all && Of(flag.Unconverted()) is { } one ? (Equal(Masked(all, one), "0"), true) : null,
        IInvocationOperation { TargetMethod: { Name: "Equals", IsStatic: false, ContainingType.SpecialType: SpecialType.System_String or (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr) }, Instance: { } left, Arguments: [{ Value: var right }] } => Of(left) is { } one && Of(right.Unconverted()) is { } other ? (Equal(one, other), false) : null,
        IInvocationOperation { TargetMethod: { Name: "Any", IsExtensionMethod: true }, Arguments: [{ Value: var sequence }] } when CountOf(sequence.Unconverted()?.Type) is { } count && LooksInto(sequence) => Of(sequence.Unconverted()) is { } list ? (Equal($"{list}.{IdOf(count)}", "0"), true) : null,
        // Behind for (; i < n; i++) it is the same to ask whether i == n.
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } met when IndexScan.StopsAt(met.LeftOperand, met.RightOperand, body.Operations.All) => Of(met.LeftOperand) is { } index && Of(met.RightOperand) is { } end
            ? Compared(met.OperatorKind == BinaryOperatorKind.Equals ? BinaryOperatorKind.GreaterThanOrEqual : BinaryOperatorKind.LessThan, index, end) : null,
        IBinaryOperation binary when IsPlain(binary.OperatorMethod) => Of(binary.LeftOperand) is { } left && Of(binary.RightOperand) is { } right ? Compared(KindOf(binary), left, right) : null,
        IIsTypeOperation test => Of(test.ValueOperand) is { } value ? ($"{value} is {IdOf(test.TypeOperand)}", test.IsNegated) : null,
        IIsPatternOperation test => Of(test.Value) is { } value ? Matched(value, test.Pattern, NeverNegative.Is(test.Value)) : null,
        IIsNullOperation test => Of(test.Operand) is { } value ? (Equal(value, "null"), false) : null,
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } when NamedBy(local) is { } value => Named(value, Read),
        IInvocationOperation or IPropertyReferenceOperation when Asked(condition.Unconverted()!) is { } words => words,
        { } other => Of(other) is { } words ? (words, false) : null,
        null => null,
    };

    /// <summary>What a local is a name of.</summary>
    IOperation? NamedBy(ILocalSymbol local) => named < Names && IsOwn(local) ? names.ValueOf(local, Looked) : null;

    TResult Named<TResult>(IOperation value, Func<IOperation, TResult> read)
    {
        named++;
        var result = read(value);
        named--;
        return result;
    }

    /// <summary>What a value looks at.</summary>
    AskedCondition? Looked(IOperation value)
    {
        var looked = new AskedCondition(body.Graph);
        return new ConditionReader(bodies, body, numbers, names, looked, cancellation) { named = named + 1 }.Read(value) is null ? null : looked;
    }

    /// <summary>What is asked by a member of the source that does nothing but ask: <c>bool IsFull =&gt; count == items.Length;</c></summary>
    (string Words, bool IsNegated)? Asked(IOperation call) => Within<(string, bool)?>(call, Read);

    /// <summary>The words of what such a member gives.</summary>
    string? Given(IOperation call) => Within(call, Of);

    TResult? Within<TResult>(IOperation call, Func<IOperation, TResult?> read)
    {
        var (method, instance, arguments) = call switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Instance, invocation.Arguments),
            IPropertyReferenceOperation { Property.GetMethod: { } getter } property when !bodies.Traits.IsAutoProperty(property.Property) => (getter, property.Instance, property.Arguments),
            _ => default,
        };
        if (method is null or { DeclaringSyntaxReferences.IsEmpty: true } || depth >= Depth || !IsPure(method, Depth) || OnlyValueOf(method) is not { } value)
            return default;
        var owner = instance is null ? receiver : Of(instance);
        var words = ImmutableDictionary.CreateBuilder<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var argument in arguments)
            if (argument.Parameter is { } parameter && Of(argument.Value) is { } one)
                words[parameter.OriginalDefinition] = one;
        if (owner is null || words.Count < arguments.Length)
            return default;
        var outside = (given, receiver, depth);
        (given, receiver, depth) = (words.ToImmutable(), owner, depth + 1);
        var result = read(value);
        (given, receiver, depth) = outside;
        return result;
    }

    /// <summary>The one expression that a body computes; null where it does more.</summary>
    IOperation? OnlyValueOf(IMethodSymbol method)
    {
        var blocks = bodies.OfCallee(method, cancellation)?.Graph.Blocks.Where(static block => block is { Kind: BasicBlockKind.Block, IsReachable: true }).Take(2).ToArray();
        return blocks is [{ Operations.IsEmpty: true, BranchValue: { } value, ConditionKind: ControlFlowConditionKind.None }] ? value : null;
    }

    /// <summary>What <c>(flags &amp; bit) == bit</c> asks of; null where it is not one bit.</summary>
    static IBinaryOperation? BitIn(IOperation left, IOperation right) => left.Unconverted() is IBinaryOperation mask && IsMask(mask) && mask.RightOperand.ConstantValue is { HasValue: true, Value: { } bit } && bit.Equals(right.ConstantValue.HasValue ? right.ConstantValue.Value : null) && IsOneBit(bit) ? mask : null;

    static bool IsMask(IOperation operation) => operation.Unconverted() is IBinaryOperation { OperatorKind: BinaryOperatorKind.And, OperatorMethod: null, Type.SpecialType: not SpecialType.System_Boolean };

    static string Masked(string flags, string bit) => $"({flags} {BinaryOperatorKind.And} {bit})";

    static bool IsZero(object? number) => Worlds.Value.Of(number).Constant is 0L;

    static bool IsOneBit(object? number) => Worlds.Value.Of(number).Constant is long bits && bits > 0 && (bits & (bits - 1)) == 0;

    /// <summary>The property that says how many elements a list has.</summary>
    static ISymbol? CountOf(ITypeSymbol? type) => type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } named ? named.GetMembers("Count").FirstOrDefault(static member => member is IPropertySymbol { IsStatic: false }) : null;

    /// <summary>One of two truths or the other is that they differ.</summary>
    static BinaryOperatorKind KindOf(IBinaryOperation binary) => binary is { OperatorKind: BinaryOperatorKind.ExclusiveOr, Type.SpecialType: SpecialType.System_Boolean } ? BinaryOperatorKind.NotEquals : binary.OperatorKind;

    /// <summary>One of two comparisons that are each other's opposite, with its sides in order.</summary>
    static (string Words, bool IsNegated) Compared(BinaryOperatorKind kind, string left, string right) => kind switch
    {
        BinaryOperatorKind.Equals => (Equal(left, right), false),
        BinaryOperatorKind.NotEquals => (Equal(left, right), true),
        BinaryOperatorKind.LessThan => ($"{left} < {right}", false),
        BinaryOperatorKind.GreaterThanOrEqual => ($"{left} < {right}", true),
        BinaryOperatorKind.GreaterThan => ($"{right} < {left}", false),
        BinaryOperatorKind.LessThanOrEqual => ($"{right} < {left}", true),
        _ => ($"{left} {kind} {right}", false),
    };

    static string Equal(string left, string right) => string.CompareOrdinal(left, right) <= 0 ? $"{left} = {right}" : $"{right} = {left}";

    /// <summary>A pattern that asks what an operator asks has its words. The name that it may declare is no part of the question.</summary>
    (string Words, bool IsNegated)? Matched(string value, IPatternOperation pattern, bool isNeverNegative) => pattern switch
    {
        INegatedPatternOperation negated => Matched(value, negated.Pattern, isNeverNegative) is var (words, isNegated) ? (words, !isNegated) : null,
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var number } } when isNeverNegative && NeverNegative.AsksForZero(BinaryOperatorKind.Equals, number) is true => (Equal(value, "0"), false),
        IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: var bound } } relational when isNeverNegative && NeverNegative.AsksForZero(relational.OperatorKind, bound) is { } isZero => (Equal(value, "0"), !isZero),
        IConstantPatternOperation constant => Of(constant.Value) is { } expected ? (Equal(value, expected), false) : null,
        IRelationalPatternOperation relational => Of(relational.Value) is { } bound ? Compared(relational.OperatorKind, value, bound) : null,
        ITypePatternOperation type => ($"{value} is {IdOf(type.MatchedType)}", false),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } => ($"{value} is {IdOf(type)}", false),
        IBinaryPatternOperation both => Inner(Matched(value, both.LeftPattern, isNeverNegative)) is { } left && Inner(Matched(value, both.RightPattern, isNeverNegative)) is { } right ? Compared(both.OperatorKind, left, right) : null,
        IDiscardPatternOperation => ("_", false),
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } any when SymbolEqualityComparer.Default.Equals(any.MatchedType, any.InputType) => (Equal(value, "null"), true),
        IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true } parts => All(parts.PropertySubpatterns, part => Of(part.Member) is { } member ? Inner(Matched(member, part.Pattern, NeverNegative.Is(part.Member))) : null) is { } words
            ? ($"{value} is {IdOf(parts.MatchedType)} {{ {words}}}", false) : null,
        _ => null,
    };

    /// <summary>A question that is part of another one.</summary>
    static string? Inner((string Words, bool IsNegated)? question) => question is var (words, isNegated) ? $"({(isNegated ? "not " : "")}{words})" : null;

    string? Of(IOperation? operation)
    {
        if (operation is not (IInvocationOperation or IPropertyReferenceOperation) || depth > 0)
            return Spelled(operation);
        if (!spelled.TryGetValue(operation, out var words))
            spelled.Add(operation, words = Spelled(operation));
        return words;
    }

    string? Spelled(IOperation? operation)
    {
        if (operation?.ConstantValue is { HasValue: true, Value: var constant })
            return constant is null ? "null" : $"{constant.GetType().Name} {System.Convert.ToString(constant, CultureInfo.InvariantCulture)}";
        return operation switch
        {
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
            IConversionOperation conversion when IsPlain(conversion.OperatorMethod) => Of(conversion.Operand) is { } operand ? conversion.Conversion.IsNumeric || conversion.OperatorMethod is not null ? $"({IdOf(conversion.Type)}){operand}" : operand : null,
            ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => NamedBy(local) is { } value ? Named(value, Of) : IsOwn(local) ? Variable(local) : null,
            IParameterReferenceOperation { Parameter: var parameter } when given.TryGetValue(parameter.OriginalDefinition, out var words) => words,
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None or RefKind.In } parameter } => IsOwn(parameter) ? Variable(parameter) : IsKept(parameter, body.Symbol) ? Member("", parameter) : null,
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => receiver,
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } => "it",
            IDefaultValueOperation value => $"default {IdOf(value.Type)}",
            ITypeOfOperation type => $"typeof {IdOf(type.TypeOperand)}",
            IFieldReferenceOperation { Field.IsVolatile: false } field => On(field.Instance) is { } instance ? Member(instance, field.Field) : null,
            IArrayElementReferenceOperation element => LooksInto(element.ArrayReference) && Of(element.ArrayReference) is { } array && All(element.Indices, Of) is { } indices ? $"{array}[{indices}]" : null,
            IInvocationOperation { TargetMethod: var asking, Instance: { } owner } call when ConditionEnds.AsksForElement(asking) => LooksInto(owner) && Of(owner) is { } container && All(call.Arguments, argument => Of(argument.Value)) is { } elements ? $"{container}.{asking.Name}({elements})" : null,
            IInvocationOperation or IPropertyReferenceOperation when Given(operation) is { } words => words,
            IPropertyReferenceOperation property => Property(property),
            IInvocationOperation call => IsPure(call.TargetMethod, Depth) && On(call.Instance) is { } instance && All(call.Arguments, argument => Of(argument.Value)) is { } arguments ? $"{instance}{IdOf(call.TargetMethod)}({arguments})" : null,
            IUnaryOperation { OperatorKind: not UnaryOperatorKind.Not } unary when IsPlain(unary.OperatorMethod) => Of(unary.Operand) is { } operand ? $"({unary.OperatorKind} {operand})" : null,
            IUnaryOperation or IBinaryOperation or IIsTypeOperation or IIsNullOperation or IIsPatternOperation when IsQuestion(operation) => Inner(Read(operation)),
            _ => null,
        };
    }

    /// <summary>What <see cref="Read"/> reads itself, and does not hand back.</summary>
    static bool IsQuestion(IOperation operation) => operation switch
    {
        IUnaryOperation unary => unary.OperatorMethod is null,
        IBinaryOperation binary => IsPlain(binary.OperatorMethod),
        _ => true,
    };

    static string? All<T>(IEnumerable<T> parts, Func<T, string?> wordsOf)
    {
        var words = new StringBuilder();
        foreach (var part in parts)
        {
            if (wordsOf(part) is not { } one)
                return null;
            words.Append(one).Append(", ");
        }

        return words.ToString();
    }

    /// <summary>Whether a variable is one of the body; those of the code around it may change at any call.</summary>
    bool IsOwn(ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, body.Symbol);

    /// <summary>Whether code reads the parameter of a primary constructor, which its object keeps.</summary>
    static bool IsKept(IParameterSymbol parameter, ISymbol code) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !SymbolEqualityComparer.Default.Equals(constructor, code);

    string Variable(ISymbol variable)
    {
        read.Variables.Add(variable);
        return IdOf(variable);
    }

    string? On(IOperation? instance) => instance is null ? "" : Of(instance) is { } words ? words + "." : null;

    /// <summary>Takes down a member that may change: what can only be written by a constructor changes nowhere else.</summary>
    string Member(string instance, ISymbol member)
    {
        if (member is not (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }) || body.Method?.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            read.Members.Add(member.OriginalDefinition);
        return instance + IdOf(member);
    }

    string? Property(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (On(reference.Instance) is not { } instance || All(reference.Arguments, argument => Of(argument.Value)) is not { } arguments)
            return null;
        if (IsFixed(property))
            return $"{instance}{IdOf(property)}[{arguments}]";
        if (!reference.Arguments.IsEmpty || property.GetMethod is not { } getter)
            return null;
        if (bodies.Traits.IsAutoProperty(property))
            return Member(instance, property);
        if (!property.DeclaringSyntaxReferences.IsEmpty)
            return IsPure(getter, Depth) ? instance + IdOf(property) : null;
        return property.Name is "Count" or "Length" or "IsEmpty" && LooksInto(reference.Instance) ? instance + IdOf(property) : null;
    }

    /// <summary>Takes down that an object is looked into which has a name.</summary>
    bool LooksInto(IOperation? owner)
    {
        var name = owner.Unconverted() switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation property when bodies.Traits.IsAutoProperty(property.Property) => property.Property.OriginalDefinition,
            _ => (ISymbol?)null,
        };
        return name is not null && (read.Owners.Add(name) || true);
    }

    /// <summary>An operator of the language, or of a library: those compute.</summary>
    static bool IsPlain(IMethodSymbol? @operator) => @operator is null || @operator.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether a method only computes, of what it is given and of members that are taken down.</summary>
    bool IsPure(IMethodSymbol method, int depth)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return IsFixed(method);
        if (depth == 0 || Dispatch.IsChosen(method) || method.IsAsync || method.ReturnsByRef || method.Parameters.Any(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out) || bodies.OfCallee(method, cancellation) is not { HasYield: false } callee)
            return false;
        return callee.Operations.All.All(operation => OnlyComputes(operation, callee, depth));
    }

    bool OnlyComputes(IOperation operation, Body callee, int depth)
    {
        switch (operation)
        {
            case IParameterReferenceOperation { Parameter: var parameter }:
                if (IsKept(parameter, callee.Symbol))
                    Member("", parameter);
                else
                    return IsReadable(parameter, callee);
                return true;
            case ILocalReferenceOperation { Local: var local }:
                return IsReadable(local, callee);
            case IFieldReferenceOperation { Field: var field }:
                Member("", field);
                return !field.IsVolatile;
            case IPropertyReferenceOperation { Property: var property, Arguments.IsEmpty: true }:
                if (IsFixed(property))
                    return true;
                if (!bodies.Traits.IsAutoProperty(property))
                    return property.GetMethod is { } getter && IsPure(getter, depth - 1);
                Member("", property);
                return true;
            case IInvocationOperation call:
                return IsPure(call.TargetMethod, depth - 1);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation, IsRef: false }:
                return true;
            case IUnaryOperation unary:
                return IsPlain(unary.OperatorMethod);
            case IBinaryOperation binary:
                return IsPlain(binary.OperatorMethod);
            case IConversionOperation conversion:
                return IsPlain(conversion.OperatorMethod);
            default:
                return operation is ILiteralOperation or IInstanceReferenceOperation or IDefaultValueOperation or ITypeOfOperation or IArgumentOperation or IParenthesizedOperation
                    or IFlowCaptureOperation or IFlowCaptureReferenceOperation or IIsNullOperation or IIsTypeOperation or IIsPatternOperation or IPatternOperation or IPropertySubpatternOperation or IExpressionStatementOperation;
        }
    }

    /// <summary>A variable of the callee's own, or one that it shares with the body, and then that is taken down.</summary>
    bool IsReadable(ISymbol variable, Body callee) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, callee.Symbol) || (IsOwn(variable) && Variable(variable).Length > 0);

    /// <summary>What a library's member gives is the same each time for the same values.</summary>
    static bool IsFixed(ISymbol member) => member.DeclaringSyntaxReferences.IsEmpty && member is IMethodSymbol { ReturnsVoid: false } or IPropertySymbol && member.ContainingType is { } type && (type.SpecialType, type.OriginalDefinition.SpecialType) switch
    {
        (SpecialType.System_String or SpecialType.System_Enum or (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr), _) => true,
        (_, SpecialType.System_Nullable_T) => true,
        (SpecialType.System_Array, _) => member.Name is "Length" or "LongLength" or "Rank",
        (SpecialType.System_Object, _) => member.Name is "ReferenceEquals",
        (SpecialType.System_DateTime, _) => !member.IsStatic,
        _ when type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } => type.Name is "Math" or "OperatingSystem" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory"
            ? member is IMethodSymbol { IsStatic: true } or IPropertySymbol { Name: "Length" or "IsEmpty" } : type.Name is "Guid" or "TimeSpan" or "DateTimeOffset" or "Version" or "Type" && !member.IsStatic,
        _ => (type.Name, member.Name) is ("CancellationToken", "CanBeCanceled") or ("RuntimeInformation", _),
    };

    /// <summary>Two symbols of one name are two.</summary>
    string IdOf(ISymbol? symbol)
    {
        if (symbol is null)
            return "";
        if (!numbers.TryGetValue(symbol, out var number))
            numbers.Add(symbol, number = numbers.Count);
        return "#" + number.ToString(CultureInfo.InvariantCulture);
    }
}
