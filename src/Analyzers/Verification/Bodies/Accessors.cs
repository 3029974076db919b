using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What the mention of a property or indexer runs: its getter, its setter, or both.</summary>
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
