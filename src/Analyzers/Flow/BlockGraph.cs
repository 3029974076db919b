using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>
/// The plain graph of block numbers that liveness and control dependence walk: Roslyn's branches, and what they leave out, the
/// ways from a try into its handlers and out of a finally to every place that was waiting for it.
/// </summary>
sealed class BlockGraph
{
    /// <summary>For each block those that may come next, in order.</summary>
    readonly int[][] successors;

    public BlockGraph(ControlFlowGraph graph)
    {
        successors = new int[graph.Blocks.Length][];
        for (var block = 0; block < successors.Length; block++)
            successors[block] = [];
        Exit = graph.Blocks.Length - 1;
        foreach (var block in graph.Blocks)
        {
            Add(graph, block.ConditionalSuccessor);
            Add(graph, block.FallThroughSuccessor);
            AddHandlers(block);
        }
    }

    public int Count => successors.Length;

    /// <summary>The number of the exit block.</summary>
    public int Exit { get; }

    public int[] After(int block) => successors[block];

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
            Add(from, region.FirstBlockOrdinal);
            from = region.LastBlockOrdinal;
        }

        if (branch.Destination is { } destination)
            Add(from, destination.Ordinal);
        else if (branch.FinallyRegions.IsEmpty && branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            Add(from, Exit);
    }

    void Add(int from, int to)
    {
        var known = successors[from];
        var place = Array.BinarySearch(known, to);
        if (place >= 0)
            return;
        var grown = new int[known.Length + 1];
        Array.Copy(known, grown, ~place);
        grown[~place] = to;
        Array.Copy(known, ~place, grown, ~place + 1, known.Length - ~place);
        successors[from] = grown;
    }

    void AddHandlers(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.Outer())
            if (region.Kind == ControlFlowRegionKind.Try)
                foreach (var handler in region.EnclosingRegion!.NestedRegions)
                    if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                        Add(block.Ordinal, handler.FirstBlockOrdinal);
    }
}
