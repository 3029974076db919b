using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What runs where no call is written: of a property or indexer its getter, its setter, or both; operators and conversions.</summary>
static class Accessors
{
    public static IEnumerable<IMethodSymbol> Of(IPropertyReferenceOperation property)
    {
        var (isRead, isWritten) = property.Property.ReturnsByRef ? (true, false) : UseOf(property);
        if (isRead && property.Property.GetMethod is { } getter)
            yield return getter;
        if (isWritten && property.Property.SetMethod is { } setter)
            yield return setter;
    }

    /// <summary>The user's own operator or conversion that an operation runs; null when it runs none.</summary>
    public static IMethodSymbol? OperatorOf(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        ICompoundAssignmentOperation compound => compound.OperatorMethod,
        IIncrementOrDecrementOperation step => step.OperatorMethod,
        _ => null,
    };

    static (bool IsRead, bool IsWritten) UseOf(IOperation property)
    {
        var outer = property.Parent;
        while (outer is ITupleOperation)
            (property, outer) = (outer, outer.Parent);
        return outer switch
        {
            ISimpleAssignmentOperation or IDeconstructionAssignmentOperation when ReferenceEquals(((IAssignmentOperation)outer).Target, property) => (false, true),
            IAssignmentOperation assignment when ReferenceEquals(assignment.Target, property) => (true, true),
            IIncrementOrDecrementOperation or IFlowCaptureOperation => (true, true),
            _ => (true, false),
        };
    }
}
