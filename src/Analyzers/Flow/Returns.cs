using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

static class Returns
{
    /// <summary>The values that a body returns, in the order of its blocks.</summary>
    public static IEnumerable<IOperation> ReturnedValues(this ControlFlowGraph graph)
        => graph.Blocks.Where(block => block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return).Select(block => block.BranchValue).OfType<IOperation>();
}
