using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Tests: what a comparison, a pattern or a conversion says about the values it looks at. A test whose outcome is not known comes
/// out both ways, each with what it teaches, so that a flag computed from a test stays tied to it.
/// </summary>
sealed partial class Evaluator
{
    /// <summary>The outcomes of "value == constant", or of "value != constant".</summary>
    static IReadOnlyList<Outcome> EqualTo(World world, Value value, object? constant, bool equal)
    {
        if (value.Equal(constant) is { } known)
            return Outcome.One(world, Value.Of(known == equal));
        if (value.Origin is not { } origin)
            return Outcome.One(world, Value.Unknown);
        var outcomes = new List<Outcome>(2);
        if (world.Assume(origin, constant, equal: true) is { } same)
            outcomes.Add(new(same, Value.Of(equal)));
        if (world.Assume(origin, constant, equal: false) is { } different)
            outcomes.Add(new(different, Value.Of(!equal)));
        return outcomes;
    }

    /// <summary>Evaluates what a branch hangs on; a variable that is tested as it stands is known on either side.</summary>
    public IReadOnlyList<Outcome> EvaluateCondition(IOperation condition, World world)
        => Evaluate(condition, world).Then((after, value) => value.AsBool is null ? EqualTo(after, value, true, equal: true) : Outcome.One(after, value));

    static IReadOnlyList<Outcome> Inverted(IReadOnlyList<Outcome> outcomes)
        => outcomes.Then((after, value) => value.AsBool is { } truth
            ? Outcome.One(after, Value.Of(!truth))
            : EqualTo(after, value, false, equal: true));

    IReadOnlyList<Outcome> Unary(IUnaryOperation unary, World world)
    {
        if (unary.OperatorMethod is { } method && (run.Types.Has(unary.Operand.Type) || Rule.Types.Has(unary.Operand.Type) || Rule.RowOf(method) is { Kind: RowKind.Null }))
            return method.Name switch
            {
                "op_LogicalNot" or "op_False" => Evaluate(unary.Operand, world).Then((after, value) => EqualTo(after, value, null, equal: true)),
                "op_True" => Evaluate(unary.Operand, world).Then((after, value) => EqualTo(after, value, null, equal: false)),
                _ => Parts(unary, world),
            };
        if (unary.OperatorMethod is { DeclaringSyntaxReferences.IsEmpty: false })
            return Evaluate(unary.Operand, world).Then((after, value) => Operator(unary, after, value) ?? Look(after, value, unary).Then((looked, _) => Outcome.One(looked, Value.Unknown)));
        return unary is { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null }
            ? Inverted(Evaluate(unary.Operand, world))
            : Parts(unary, world);
    }

    /// <summary>A user's own operator or conversion with source is a call; null when it is not looked into.</summary>
    IReadOnlyList<Outcome>? Operator(IOperation operation, World world, params Value[] operands)
        => Accessors.OperatorOf(operation) is { DeclaringSyntaxReferences.IsEmpty: false } method && Rule.RowOf(method) is null ? Implicit(operation, method, place: null, world, Value.Unknown, operands) : null;

    IReadOnlyList<Outcome> Binary(IBinaryOperation binary, World world)
        => AskedBeforeStep(binary, world) ?? AskedForZero(binary, world) ?? AskedAsBits(binary, world) ?? Evaluate(binary.LeftOperand, world).Then((middle, left) => Evaluate(binary.RightOperand, middle).Then((after, right) => Operator(binary, after, left, right)
            ?? (BeyondAll(binary, left, right) is { } isSo ? Outcome.One(after, Value.Of(isSo)) : null)
            ?? (binary.IsLifted ? OfThree(binary.OperatorKind, after, left, right) : null)
            ?? (Displaced(binary, binary.OperatorKind, left, right) is { } displaced ? Outcome.One(after, displaced) : Combine(binary.OperatorKind, after, left, right, binary.LeftOperand))));

    /// <summary>A number that is never negative is zero or more than that, however it is asked.</summary>
    IReadOnlyList<Outcome>? AskedForZero(IBinaryOperation binary, World world) => NeverNegative.AskedForZero(binary) is not var (number, isZero) ? null : Evaluate(number, world).Then((after, value) =>
        value.Equal(0L) is { } known ? Outcome.One(after, Value.Of(known == isZero))
            : binary.LeftOperand.ConstantValue is { HasValue: true, Value: var bound } ? Combine(binary.OperatorKind, after, Value.Of(bound), value, counter: null)
            : Combine(binary.OperatorKind, after, value, Value.Of(binary.RightOperand.ConstantValue.Value), number));

    /// <summary>Whether a comparison with the least or the greatest number of a type holds for every number; null where it does not say.</summary>
    static bool? BeyondAll(IBinaryOperation binary, Value left, Value right)
    {
        if (binary.IsLifted)
            return null;
        var (kind, bound) = right.Constant is long ? (binary.OperatorKind, right.Constant) : (NeverNegative.Mirrored(binary.OperatorKind), left.Constant);
        var (least, most) = binary.LeftOperand.Type?.SpecialType switch
        {
            SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
            SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
            SpecialType.System_UInt32 => (0, uint.MaxValue),
            _ => ((long, long)?)null,
        } ?? default;
        return least == most ? null : kind switch
        {
            BinaryOperatorKind.LessThanOrEqual when most.Equals(bound) => true,
            BinaryOperatorKind.GreaterThan when most.Equals(bound) => false,
            BinaryOperatorKind.GreaterThanOrEqual when least.Equals(bound) => true,
            BinaryOperatorKind.LessThan when least.Equals(bound) => false,
            _ => null,
        };
    }

    /// <summary>A number that is compared with a constant through another integer type of the same size: <c>(uint)status == TooSmall</c> says as much of the number as it is.</summary>
    IReadOnlyList<Outcome>? AskedAsBits(IBinaryOperation binary, World world)
    {
        if (binary is not { OperatorMethod: null, IsLifted: false, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals })
            return null;
        var (asked, constant) = binary.RightOperand.ConstantValue.HasValue ? (binary.LeftOperand, binary.RightOperand.ConstantValue) : (binary.RightOperand, binary.LeftOperand.ConstantValue);
        return constant.HasValue && asked is IConversionOperation { OperatorMethod: null, Operand: var number } && SameBits(constant.Value, number.Type) is { } same
            ? Evaluate(number, world).Then((after, value) => Compare(after, value, Value.Of(same), binary.OperatorKind == BinaryOperatorKind.Equals)) : null;
    }

    /// <summary>The constant as the other integer type of its size has it; null for any other type.</summary>
    static object? SameBits(object? constant, ITypeSymbol? type) => (constant, type?.SpecialType) switch
    {
        (uint bits, SpecialType.System_Int32) => unchecked((int)bits),
        (int bits, SpecialType.System_UInt32) => unchecked((uint)bits),
        (ulong bits, SpecialType.System_Int64) => unchecked((long)bits),
        (long bits, SpecialType.System_UInt64) => unchecked((ulong)bits),
        _ => null,
    };

    /// <summary>A comparison of a constant with what was there before a step, on either side.</summary>
    IReadOnlyList<Outcome>? AskedBeforeStep(IBinaryOperation binary, World world)
    {
        if (binary is not { OperatorMethod: null, IsLifted: false })
            return null;
        if (binary.RightOperand.ConstantValue is { HasValue: true, Value: var right } && PostfixIn(binary.LeftOperand) is { } first)
            return BeforeStep(first, world, (asked, before) => Combine(binary.OperatorKind, asked, before, Value.Of(right), counter: null));
        return binary.LeftOperand.ConstantValue is { HasValue: true, Value: var left } && PostfixIn(binary.RightOperand) is { } second
            ? BeforeStep(second, world, (asked, before) => Combine(binary.OperatorKind, asked, Value.Of(left), before, counter: null)) : null;
    }

    /// <summary><c>count++ == 0</c> asks for what was there before the step: asked first, it says of what the variable holds after it, too.</summary>
    IReadOnlyList<Outcome>? BeforeStep(IIncrementOrDecrementOperation step, World world, Func<World, Value, IReadOnlyList<Outcome>> ask) => PlaceOf(step.Target, world) is { } place
        ? ask(world, world.Read(place)).Then((asked, truth) => Evaluate(step, asked).Then((stepped, _) => Outcome.One(stepped, truth))) : null;

    /// <summary>The step of a variable that an operand is, where it gives what was there before; null for any other.</summary>
    static IIncrementOrDecrementOperation? PostfixIn(IOperation operand)
        => operand.Unconverted() is IIncrementOrDecrementOperation { IsPostfix: true, OperatorMethod: null, Target: var target } step && IsPlainVariable(target) ? step : null;

    /// <summary>What is named without running anything.</summary>
    static bool IsPlainVariable(IOperation target) => target is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation };

    /// <summary>A <c>bool?</c> that is not true need not be false.</summary>
    static IReadOnlyList<Outcome>? OfThree(BinaryOperatorKind kind, World world, Value left, Value right)
    {
        var (value, constant) = right.AsBool is { } expected ? (left, expected) : (right, left.AsBool ?? false);
        if (kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) || (left.AsBool is null) == (right.AsBool is null) || value.Origin is not { } origin || value.Equal(constant) is not null)
            return null;
        var isEqual = kind == BinaryOperatorKind.Equals;
        return [new(world.Learn(origin, value.Given(constant, equal: true)), Value.Of(isEqual)), new(world.Learn(origin, value.Except(constant)), Value.Of(!isEqual))];
    }

    /// <param name="kind">What is done to them.</param>
    /// <param name="world">Where.</param>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <param name="counter">What the left one was read from.</param>
    IReadOnlyList<Outcome> Combine(BinaryOperatorKind kind, World world, Value left, Value right, IOperation? counter)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                return Compare(world, left, right, kind == BinaryOperatorKind.Equals);
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd when left.AsBool == false || right.AsBool == false:
                return Outcome.One(world, Value.False);
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd when left.AsBool == true:
                return Outcome.One(world, right);
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr when left.AsBool == true || right.AsBool == true:
                return Outcome.One(world, Value.True);
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr when left.AsBool == false:
                return Outcome.One(world, right);
            case BinaryOperatorKind.ExclusiveOr when left.AsBool is { } one && right.AsBool is { } other:
                return Outcome.One(world, Value.Of(one != other));
            case BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr when left.Constant is long some && right.Constant is long others:
                return Outcome.One(world, Value.Of(kind switch { BinaryOperatorKind.And => some & others, BinaryOperatorKind.Or => some | others, _ => some ^ others }));
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract:
                return Outcome.One(world, Sum(left, right, kind == BinaryOperatorKind.Add ? 1 : -1, counter));
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return right.Constant is long bound ? Within(world, left, kind, bound)
                    : left.Constant is long mirrored ? Within(world, right, NeverNegative.Mirrored(kind), mirrored)
                    : Greater(world, kind, left, right) ?? Outcome.One(world, Value.Unknown);
            default:
                return Outcome.One(world, Value.Unknown);
        }
    }

    /// <summary>Small numbers are counted, so that "taken == 1" is understood; beyond them only that there are many, or it would never rest.</summary>
    Value Sum(Value left, Value right, int sign, IOperation? counter)
        => right.Constant is long step and >= -Budget.Count and <= Budget.Count ? left.Plus(sign * step, left.IsNumber ? CountedTo(counter) : Budget.Count) : Value.Unknown;

    int CountedTo(IOperation? counter) => (counter.Unconverted() is IFieldReferenceOperation { Field: var field } ? run.Bodies.FieldCounting.Most(field) : null) ?? body.Counting.Most(counter, isCalled: run.Depth > 0);

    static IReadOnlyList<Outcome> Within(World world, Value value, BinaryOperatorKind kind, long bound)
    {
        var isBelow = kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        var lastBelow = kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual ? bound - 1 : bound;
        if (value.IsWithin(null, lastBelow) is { } below)
            return Outcome.One(world, Value.Of(below == isBelow));
        if (value.Origin is not { } origin)
            return Outcome.One(world, Value.Unknown);
        var outcomes = new List<Outcome>(2);
        if (world.AssumeWithin(origin, null, lastBelow) is { } low)
            outcomes.Add(new(low, Value.Of(isBelow)));
        if (world.AssumeWithin(origin, lastBelow + 1, null) is { } high)
            outcomes.Add(new(high, Value.Of(!isBelow)));
        return outcomes;
    }

    static IReadOnlyList<Outcome> Compare(World world, Value left, Value right, bool equal)
        => (IsVariable(right.Origin) && left.IsOtherThan(right.Origin!)) || (IsVariable(left.Origin) && right.IsOtherThan(left.Origin!)) ? Outcome.One(world, Value.Of(!equal))
            : IsVariable(left.Origin) && ReferenceEquals(left.Origin, right.Origin) ? Outcome.One(world, Value.Of(equal))
            : right.Kind == ValueKind.Constant ? EqualTo(world, left, right.Constant, equal)
            : left.Kind == ValueKind.Constant ? EqualTo(world, right, left.Constant, equal)
            : left.Kind == ValueKind.Tracked && right.Kind == ValueKind.Tracked ? Outcome.One(world, Value.Of(equal))
            : left is { Kind: ValueKind.Instance, Target: { } one } && right is { Kind: ValueKind.Instance, Target: { } other } && (ReferenceEquals(one, other) || !(one.IsExternal || other.IsExternal)) ? Outcome.One(world, Value.Of(ReferenceEquals(one, other) == equal))
            : left.Kind == ValueKind.Tracked && right.IsAnother || right.Kind == ValueKind.Tracked && left.IsAnother ? Outcome.One(world, Value.Of(!equal))
            // All names of the object are known: what is none of them is another one.
            : world.State == ObjectState.Allocated && (IsSurelyOther(left, right) || IsSurelyOther(right, left)) ? Outcome.One(world, Value.Of(!equal))
            : Outcome.One(world, Value.Unknown);

    static bool IsSurelyOther(Value tracked, Value other) => tracked.Kind == ValueKind.Tracked && other.Kind is ValueKind.Unknown or ValueKind.Limited or ValueKind.Instance && other.Origin is not null;

    IReadOnlyList<Outcome> Convert(IConversionOperation conversion, World world)
        => Evaluate(conversion.Operand, world).Then((after, value) => conversion.OperatorMethod is { } method
            ? ConvertedBy(method, conversion, after, value) : Outcome.One(after, Converted(conversion, value)));

    /// <summary>A conversion that somebody wrote: another name, an address, a view, a number, or something that has the object for a part.</summary>
    IReadOnlyList<Outcome> ConvertedBy(IMethodSymbol method, IConversionOperation conversion, World world, Value value)
    {
        if (Rule.RowOf(method) is { Kind: RowKind.Same } || (value.Kind == ValueKind.Instance && Collections.Is(conversion.Type)))
            return Outcome.One(world, value);
        if (ObjectTypes.IsAddress(method.ContainingType))
            return Outcome.One(world, ConvertedAddress(conversion, value) ?? value);
        if (run.Types.Has(conversion.Type) && value.IsNull)
            return Outcome.One(world, Value.Null);
        if (Operator(conversion, world, value) is { } ran)
            return ran;
        // A handle that an object of a library is made where a call wants one is the object's own.
        var isLookedAt = IsView(conversion.Type) || conversion.Type is { SpecialType: not SpecialType.None }
            || (conversion is { IsImplicit: true, Parent: IArgumentOperation } && method.DeclaringSyntaxReferences.IsEmpty && run.Types.Has(method.ContainingType));
        return Look(world, value, conversion, followed: isLookedAt).Then((looked, _) =>
            Outcome.One(isLookedAt ? looked : Escaped(looked, value), Through(conversion.Type, value, none)));
    }

    /// <summary>Whether an integer stays the number that it is.</summary>
    static bool IsWidening(IConversionOperation conversion) => conversion.Conversion.IsImplicit
        && conversion.Type is { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } && conversion.Operand.Type is { SpecialType: SpecialType.System_Char or >= SpecialType.System_SByte and <= SpecialType.System_UInt64 };

    /// <summary>A long number is made an index: who does that knows that it is one.</summary>
    static bool IsHandleToIndex(IConversionOperation conversion) => conversion is { Type.SpecialType: SpecialType.System_Int32, Operand.Type.SpecialType: SpecialType.System_Int64 or SpecialType.System_IntPtr };

    static Value Converted(IConversionOperation conversion, Value value)
    {
        if (ConvertedAddress(conversion, value) is { } address)
            return Lifted(conversion, address);
        if (value.Kind == ValueKind.Tracked && !ObjectTypes.IsAddress(conversion.Type) && IsView(conversion.Type) && !IsView(conversion.Operand.Type))
            return Value.View;
        if (value is { Kind: ValueKind.Constant, IsNull: false } && conversion is { Type.IsReferenceType: true, Operand.Type: { IsValueType: true } boxed } && !IsNullable(boxed))
            return value.MadeBy(boxed);
        if (conversion.Conversion.IsNumeric && value.Kind != ValueKind.Constant && !IsWidening(conversion) && !IsHandleToIndex(conversion))
            return Value.Unknown;
        return Lifted(conversion, value);
    }

    /// <summary>A nullable that is given a value has one; around a null handle, too.</summary>
    static Value Lifted(IConversionOperation conversion, Value value) => !IsNullable(conversion.Type) || IsNullable(conversion.Operand.Type) || conversion.Operand.Type is not { IsValueType: true } ? value
        : value.IsNull ? Value.NotNull : value.Kind is ValueKind.Unknown or ValueKind.Limited ? value.Except(null) : value;

    static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    IReadOnlyList<Outcome> IsType(IIsTypeOperation test, World world)
        => Evaluate(test.ValueOperand, world).Then((after, value) => OfType(after, value, test.ValueOperand.Type, test.TypeOperand))
            .Then((after, value) => test.IsNegated ? Inverted(Outcome.One(after, value)) : Outcome.One(after, value));

    /// <summary>Null is of no type; anything else is, where the static type says so already.</summary>
    IReadOnlyList<Outcome> OfType(World world, Value value, ITypeSymbol? from, ITypeSymbol to)
    {
        if (value is { Kind: ValueKind.Instance, Target.MadeType: { } exact } && IsSettled(exact) && IsSettled(to))
            return Outcome.One(world, Value.Of(IsOrInherits(exact, to)));
        if (value.Constant is string && to.SpecialType == SpecialType.System_String)
            return Outcome.One(world, Value.True);
        if (value is { Kind: ValueKind.Constant, Maker: ITypeSymbol boxed } && to.TypeKind is not (TypeKind.Interface or TypeKind.TypeParameter))
            return Outcome.One(world, Value.Of(IsOrInherits(boxed, to)));
        var inner = IsNullable(from) ? ((INamedTypeSymbol)from!).TypeArguments[0] : from;
        var always = (inner is not null && IsOrInherits(inner, to)) || (value.Kind == ValueKind.Tracked && run.Acquire?.Operation.Type is { } made && IsOrInherits(made, to)) || (value.Origin?.Kind == PlaceKind.Context && IsOfContext(to));
        if (always && from is { IsValueType: true } && !IsNullable(from))
            return Outcome.One(world, Value.True); // a handle that is null is a value all the same
        return EqualTo(world, value, null, equal: false).Then((after, notNull) =>
            notNull.AsBool == false || always ? Outcome.One(after, notNull) : [new(after, Value.True), new(world, Value.False)]);
    }

    /// <summary>Whether it is one type, whatever stands for type parameters, and no other can be converted to it but those below it.</summary>
    static bool IsSettled(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: false, ContainingType: null or { IsGenericType: false } };

    static bool IsOrInherits(ITypeSymbol type, ITypeSymbol ancestor) => type.IsOrDerivesFrom(ancestor) || type.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default);
}
