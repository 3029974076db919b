namespace NdisRules.Analyzers.Flow;

/// <summary>Which variables, known by number, may still be read when a block is entered. A truth about any other variable is dead weight.</summary>
sealed class Liveness
{
    readonly BitTable liveIn;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="reads">For each block the variables that it may read before it has written them; becomes the answer.</param>
    /// <param name="writes">For each block the variables that it surely writes.</param>
    public Liveness(BlockGraph graph, BitTable reads, BitTable writes)
    {
        liveIn = reads;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var block = graph.Count - 1; block >= 0; block--)
                foreach (var next in graph.After(block))
                    changed |= liveIn.AddAll(block, next, except: writes);
        }
    }

    public bool IsLiveInto(int block, int variable) => liveIn[block, variable];
}
