using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Numbers that are zero or more: of them <c>n != 0</c>, <c>n &gt; 0</c> and <c>n &gt;= 1</c> ask the same.</summary>
static class NeverNegative
{
    public static bool Is(IOperation? number) => number.Unconverted() is { } asked && (asked.Type?.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UIntPtr or SpecialType.System_Char
        || asked is IPropertyReferenceOperation { Property: { Name: "Length" or "LongLength" or "Count", DeclaringSyntaxReferences.IsEmpty: true } });

    /// <summary>What is asked whether it is zero: true where the answer "yes" says that it is, false where it says that there is more; null where a comparison asks something else.</summary>
    public static (IOperation Number, bool IsZero)? AskedForZero(IBinaryOperation comparison)
    {
        if (comparison is not { OperatorMethod: null, IsLifted: false })
            return null;
        var isMirrored = comparison.LeftOperand.ConstantValue.HasValue;
        var (number, bound) = isMirrored ? (comparison.RightOperand, comparison.LeftOperand.ConstantValue) : (comparison.LeftOperand, comparison.RightOperand.ConstantValue);
        return bound.HasValue && Is(number) && AsksForZero(isMirrored ? Mirrored(comparison.OperatorKind) : comparison.OperatorKind, bound.Value) is { } isZero ? (number, isZero) : null;
    }

    /// <summary>Whether a comparison of a number that is never negative says that it is zero, or that it is not; null where it says neither.</summary>
    public static bool? AsksForZero(BinaryOperatorKind kind, object? bound) => (kind, Worlds.Value.Of(bound).Constant) switch
    {
        (BinaryOperatorKind.Equals or BinaryOperatorKind.LessThanOrEqual, 0L) or (BinaryOperatorKind.LessThan, 1L) => true,
        (BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan, 0L) or (BinaryOperatorKind.GreaterThanOrEqual, 1L) => false,
        _ => null,
    };

    /// <summary>The comparison with its sides changed.</summary>
    public static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
