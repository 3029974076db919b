using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>
/// The plain graph of block numbers that liveness and control dependence walk: Roslyn's branches, and what they leave out, the
/// ways from a try into its handlers and out of a finally to every place that was waiting for it.
/// </summary>
sealed class BlockGraph
{
    readonly SortedSet<int>[] successors;

    public BlockGraph(ControlFlowGraph graph)
    {
        successors = [.. graph.Blocks.Select(_ => new SortedSet<int>())];
        Exit = graph.Blocks.Length - 1;
        foreach (var block in graph.Blocks)
        {
            Add(graph, block.ConditionalSuccessor);
            Add(graph, block.FallThroughSuccessor);
            foreach (var handler in HandlersAround(block))
                successors[block.Ordinal].Add(handler.FirstBlockOrdinal);
        }
    }

    public int Count => successors.Length;

    /// <summary>The number of the exit block.</summary>
    public int Exit { get; }

    public IReadOnlyCollection<int> After(int block) => successors[block];

    /// <summary>The block that a branch comes to first: that of the finally on its way, or its destination.</summary>
    public static int? FirstOn(ControlFlowBranch? branch)
        => branch is { FinallyRegions: [var region, ..] } ? region.FirstBlockOrdinal : branch?.Destination?.Ordinal;

    void Add(ControlFlowGraph graph, ControlFlowBranch? branch)
    {
        if (branch is null)
            return;
        var from = branch.Source.Ordinal;
        foreach (var region in branch.FinallyRegions)
        {
            successors[from].Add(region.FirstBlockOrdinal);
            from = region.LastBlockOrdinal;
        }

        if (branch.Destination is { } destination)
            successors[from].Add(destination.Ordinal);
        else if (branch.FinallyRegions.IsEmpty && branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            successors[from].Add(graph.Blocks.Length - 1);
    }

    static IEnumerable<ControlFlowRegion> HandlersAround(BasicBlock block)
    {
        foreach (var region in Regions.Around(block))
            if (region.Kind == ControlFlowRegionKind.Try)
                foreach (var handler in region.EnclosingRegion!.NestedRegions)
                    if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                        yield return handler;
    }
}
