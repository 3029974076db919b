using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Flow;

/// <summary>Conditions that ask nothing but whether something is null.</summary>
static class NullTests
{
    /// <summary>What a condition asks that of, and how it comes out where that is null; null for any other condition.</summary>
    public static (IOperation Operand, bool WhenNull)? Of(IOperation? condition) => condition.Unconverted() switch
    {
        IIsNullOperation { Operand: var operand } => (operand, true),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null, Operand: var inner } => Of(inner) is var (operand, whenNull) ? (operand, !whenNull) : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } comparison
            => OtherThanNull(comparison) is { } operand ? (operand, comparison.OperatorKind == BinaryOperatorKind.Equals) : null,
        IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test when IsNull(pattern.Value) => (test.Value, true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } test when IsNull(pattern.Value) => (test.Value, false),
        _ => null,
    };

    static IOperation? OtherThanNull(IBinaryOperation comparison)
        => IsNull(comparison.RightOperand) ? comparison.LeftOperand : IsNull(comparison.LeftOperand) ? comparison.RightOperand : null;

    static bool IsNull(IOperation operand) => operand.Unconverted() is { ConstantValue: { HasValue: true, Value: null } };
}
