using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>What declarations, and checks of a library, say of values of which nothing else is known.</summary>
sealed partial class Evaluator
{
    /// <summary>
    /// What a member is given that is declared never to be null: then it says from there on that it was given something. The variable that it comes from may be asked for null all the same:
    /// who tests a parameter does not trust its declaration.
    /// </summary>
    static Value Declared(IOperation target, IOperation source, Value value) => value.Kind == ValueKind.Unknown && target.Unconverted() is IMemberReferenceOperation && IsDeclaredNotNull(source) ? Value.NotNull.From(value.Origin) : value;

    static bool IsDeclaredNotNull(IOperation source) => source.Unconverted() switch
    {
        IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => true,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, NullableAnnotation: NullableAnnotation.NotAnnotated } parameter } => IsReference(parameter.Type),
        IInvocationOperation { TargetMethod: { ReturnNullableAnnotation: NullableAnnotation.NotAnnotated, DeclaringSyntaxReferences.IsEmpty: true } method } => IsReference(method.ReturnType) && IsReference(method.OriginalDefinition.ReturnType) && !MayBeNull(method.GetReturnTypeAttributes()),
        IPropertyReferenceOperation { Property: { NullableAnnotation: NullableAnnotation.NotAnnotated, DeclaringSyntaxReferences.IsEmpty: true } property } => IsReference(property.Type) && IsReference(property.OriginalDefinition.Type) && !MayBeNull(property.GetAttributes()),
        _ => false,
    };

    /// <summary>Whether what a library gives out is never null, as it says.</summary>
    static bool IsNeverNull(IParameterSymbol given) => given is { RefKind: RefKind.Out, NullableAnnotation: NullableAnnotation.NotAnnotated, ContainingSymbol.DeclaringSyntaxReferences.IsEmpty: true }
        && IsReference(given.Type) && IsReference(given.OriginalDefinition.Type) && !MayBeNull(given.GetAttributes());

    static bool IsReference(ITypeSymbol type) => type is { IsReferenceType: true, TypeKind: not TypeKind.TypeParameter };

    static bool MayBeNull(IEnumerable<AttributeData> attributes) => attributes.Any(static attribute => attribute.AttributeClass?.Name.StartsWith("MaybeNull", StringComparison.Ordinal) == true);

    /// <summary>What a check that throws has found out when it returns: <c>ArgumentOutOfRangeException.ThrowIfNegative(n)</c>. Null where nothing can come back.</summary>
    static World? Checked(IMethodSymbol method, Value[] values, World world)
    {
        if (method is not { ContainingType: { Name: "ArgumentOutOfRangeException", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }, IsStatic: true } || values.Length == 0)
            return world;
        var bound = values.Length > 1 ? values[1].Constant as long? : 0;
        var (least, most) = method.Name switch
        {
            "ThrowIfNegative" => (0L, null),
            "ThrowIfNegativeOrZero" => (1L, null),
            "ThrowIfLessThan" => (bound, null),
            "ThrowIfLessThanOrEqual" => (bound + 1, null),
            "ThrowIfGreaterThan" => (null, bound),
            "ThrowIfGreaterThanOrEqual" => (null, bound - 1),
            _ => ((long?)null, (long?)null),
        };
        if (least is null && most is null)
            return world;
        return values[0].IsWithin(least, most) switch
        {
            true => world,
            false => null,
            null => values[0].Origin is { } origin ? world.AssumeWithin(origin, least, most) : world,
        };
    }

    /// <summary>What <c>string.IsNullOrEmpty</c> answers of a text that is known; null where it is not, or something else is asked.</summary>
    static Value? IsEmptyText(IMethodSymbol method, Value[] values) => method is { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } && values is [var text]
        ? text.IsNull ? Value.True : text.Constant is string known ? Value.Of(method.Name == "IsNullOrEmpty" ? known.Length == 0 : string.IsNullOrWhiteSpace(known)) : null : null;

    /// <summary>What <c>n &gt; size</c> says of the one number where something is known of the other: of more than its sign nobody keeps count.</summary>
    static IReadOnlyList<Outcome>? Greater(World world, BinaryOperatorKind kind, Value left, Value right)
    {
        var (greater, smaller, isStrict) = kind switch
        {
            BinaryOperatorKind.GreaterThan => (left, right, true),
            BinaryOperatorKind.GreaterThanOrEqual => (left, right, false),
            BinaryOperatorKind.LessThan => (right, left, true),
            BinaryOperatorKind.LessThanOrEqual => (right, left, false),
            _ => default,
        };
        if (smaller.IsWithin(0, null) == true && greater.Origin is { } more)
            return world.AssumeWithin(more, isStrict ? 1 : 0, null) is { } so ? [new(so, Value.True), new(world, Value.False)] : Outcome.One(world, Value.False);
        // Where it is not so, the other one is the greater, or both are the same.
        if (greater.IsWithin(0, null) == true && smaller.Origin is { } less)
            return world.AssumeWithin(less, isStrict ? 0 : 1, null) is { } not ? [new(world, Value.True), new(not, Value.False)] : Outcome.One(world, Value.True);
        return null;
    }
}
