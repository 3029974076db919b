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
/// <param name="changing">The variables that functions inside it write.</param>
/// <param name="numbers">The numbers that stand for symbols in the words of this body: to spell out their names takes longer than all the rest.</param>
/// <param name="read">Takes what it looks at.</param>
/// <param name="cancellation">Ends the search early.</param>
sealed class ConditionReader(MethodBodies bodies, Body body, HashSet<ISymbol> changing, Dictionary<ISymbol, int> numbers, AskedCondition read, CancellationToken cancellation)
{
    /// <summary>How many calls away what is looked at may lie.</summary>
    const int Depth = 3;

    /// <summary>The words, and whether the condition says that they are not so.</summary>
    public (string Words, bool IsNegated)? Read(IOperation? condition) => condition.Unconverted() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Read(not.Operand) is var (words, isNegated) ? (words, !isNegated) : null,
        IBinaryOperation binary when IsPlain(binary.OperatorMethod) => Compared(binary),
        IIsTypeOperation test => Of(test.ValueOperand) is { } value ? ($"{value} is {IdOf(test.TypeOperand)}", test.IsNegated) : null,
        IIsPatternOperation test => Of(test.Value) is { } value ? Matched(value, test.Pattern) : null,
        IIsNullOperation test => Of(test.Operand) is { } value ? (Equal(value, "null"), false) : null,
        { } other => Of(other) is { } words ? (words, false) : null,
        null => null,
    };

    (string Words, bool IsNegated)? Compared(IBinaryOperation binary)
        => Of(binary.LeftOperand) is not { } left || Of(binary.RightOperand) is not { } right ? null
            : binary.OperatorKind == BinaryOperatorKind.ExclusiveOr && binary.Type?.SpecialType == SpecialType.System_Boolean ? (Equal(left, right), true)
            : Compared(binary.OperatorKind, left, right);

    /// <summary>One of two comparisons that are each other's opposite, with its sides in order.</summary>
    static (string Words, bool IsNegated) Compared(BinaryOperatorKind kind, string left, string right) => kind switch
    {
        BinaryOperatorKind.Equals => (Equal(left, right), false),
        BinaryOperatorKind.NotEquals => (Equal(left, right), true),
        BinaryOperatorKind.LessThan => ($"{left} < {right}", false),
        BinaryOperatorKind.GreaterThanOrEqual => ($"{left} < {right}", true),
        BinaryOperatorKind.GreaterThan => ($"{right} < {left}", false),
        BinaryOperatorKind.LessThanOrEqual => ($"{right} < {left}", true),
        _ => ($"({left} {kind} {right})", false),
    };

    /// <summary>A pattern that asks what an operator asks has its words. The name that it may declare is no part of the question.</summary>
    (string Words, bool IsNegated)? Matched(string value, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => Matched(value, negated.Pattern) is var (words, isNegated) ? (words, !isNegated) : null,
        IConstantPatternOperation constant => Of(constant.Value) is { } expected ? (Equal(value, expected), false) : null,
        IRelationalPatternOperation relational => Of(relational.Value) is { } bound ? Compared(relational.OperatorKind, value, bound) : null,
        ITypePatternOperation type => ($"{value} is {IdOf(type.MatchedType)}", false),
        IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } type } => ($"{value} is {IdOf(type)}", false),
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } any when SymbolEqualityComparer.Default.Equals(any.MatchedType, any.InputType) => (Equal(value, "null"), true),
        _ => Pattern(pattern) is { } words ? ($"({value} is {words})", false) : null,
    };

    static string Equal(string left, string right) => string.CompareOrdinal(left, right) <= 0 ? $"{left} = {right}" : $"{right} = {left}";

    string? Of(IOperation? operation)
    {
        if (operation?.ConstantValue is { HasValue: true, Value: var constant })
            return constant is null ? "null" : $"{constant.GetType().Name} {System.Convert.ToString(constant, CultureInfo.InvariantCulture)}";
        return operation switch
        {
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
            IConversionOperation conversion when IsPlain(conversion.OperatorMethod) => Of(conversion.Operand) is { } operand ? conversion.Conversion.IsNumeric || conversion.OperatorMethod is not null ? $"({IdOf(conversion.Type)}){operand}" : operand : null,
            ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => Variable(local),
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None or RefKind.In } parameter } => Variable(parameter),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => "this",
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } => "it",
            IDefaultValueOperation value => $"default {IdOf(value.Type)}",
            ITypeOfOperation type => $"typeof {IdOf(type.TypeOperand)}",
            IFieldReferenceOperation { Field.IsVolatile: false } field => On(field.Instance) is { } instance ? Member(instance, field.Field) : null,
            IPropertyReferenceOperation property => Property(property),
            IArrayElementReferenceOperation element => LooksInto(element.ArrayReference) && Of(element.ArrayReference) is { } array && All(element.Indices) is { } indices ? $"{array}[{indices}]" : null,
            IInvocationOperation call => IsPure(call.TargetMethod, Depth) && On(call.Instance) is { } instance && All(call.Arguments.Select(static argument => argument.Value)) is { } arguments ? $"{instance}{IdOf(call.TargetMethod)}({arguments})" : null,
            IUnaryOperation unary when IsPlain(unary.OperatorMethod) => Of(unary.Operand) is { } operand ? $"({unary.OperatorKind} {operand})" : null,
            IBinaryOperation binary when IsPlain(binary.OperatorMethod) => Compared(binary) is var (words, isNegated) ? $"({(isNegated ? "not " : "")}{words})" : null,
            IIsTypeOperation test => Of(test.ValueOperand) is { } value ? $"({value} is {(test.IsNegated ? "not " : "")}{IdOf(test.TypeOperand)})" : null,
            IIsNullOperation or IIsPatternOperation => Read(operation) is var (words, isNegated) ? $"({(isNegated ? "not " : "")}{words})" : null,
            _ => null,
        };
    }

    string? All(IEnumerable<IOperation> operations)
    {
        var words = new StringBuilder();
        foreach (var operation in operations)
        {
            if (Of(operation) is not { } one)
                return null;
            words.Append(one).Append(", ");
        }

        return words.ToString();
    }

    string? Pattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Of(constant.Value),
        IRelationalPatternOperation relational => Of(relational.Value) is { } bound ? $"{relational.OperatorKind} {bound}" : null,
        INegatedPatternOperation negated => Pattern(negated.Pattern) is { } inner ? $"not {inner}" : null,
        IBinaryPatternOperation both => Pattern(both.LeftPattern) is { } left && Pattern(both.RightPattern) is { } right ? $"({left} {both.OperatorKind} {right})" : null,
        ITypePatternOperation type => IdOf(type.MatchedType),
        IDiscardPatternOperation => "_",
        IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true } recursive => Properties(recursive),
        _ => null,
    };

    string? Properties(IRecursivePatternOperation recursive)
    {
        var words = new StringBuilder(IdOf(recursive.MatchedType)).Append(" { ");
        foreach (var property in recursive.PropertySubpatterns)
        {
            if (Of(property.Member) is not { } member || Pattern(property.Pattern) is not { } pattern)
                return null;
            words.Append(member).Append(": ").Append(pattern).Append(", ");
        }

        return words.Append('}').ToString();
    }

    /// <summary>A variable of the body that no function inside it writes; those of the code around it may change at any call.</summary>
    string? Variable(ISymbol variable)
    {
        if (!SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, body.Symbol) || changing.Contains(variable))
            return null;
        read.Variables.Add(variable);
        return IdOf(variable);
    }

    string? On(IOperation? instance) => instance is null ? "" : Of(instance) is { } words ? words + "." : null;

    string Member(string instance, ISymbol member)
    {
        if (member is not (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null }))
            read.Members.Add(member.OriginalDefinition);
        return instance + IdOf(member);
    }

    string? Property(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (On(reference.Instance) is not { } instance || All(reference.Arguments.Select(static argument => argument.Value)) is not { } arguments)
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
        return callee.Operations.All.All(operation => OnlyComputes(operation, depth));
    }

    bool OnlyComputes(IOperation operation, int depth)
    {
        switch (operation)
        {
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
                return operation is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IDefaultValueOperation or ITypeOfOperation or IArgumentOperation or IParenthesizedOperation
                    or IFlowCaptureOperation or IFlowCaptureReferenceOperation or IIsNullOperation or IIsTypeOperation or IIsPatternOperation or IPatternOperation or IPropertySubpatternOperation or IExpressionStatementOperation;
        }
    }

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
