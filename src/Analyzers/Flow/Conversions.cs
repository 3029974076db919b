using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Flow;

/// <summary>Sees through what the compiler puts around a value without changing it.</summary>
static class Conversions
{
    /// <summary>The operand under built-in conversions (reference, identity, boxing, nullable) and parentheses; user-defined conversions are calls and stay.</summary>
    public static IOperation? Unconverted(this IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null, Conversion.IsNumeric: false } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
