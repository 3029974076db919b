namespace NdisRules.Analyzers.Flow;

/// <summary>Which variables may still be read when a block is entered. A truth about any other variable is dead weight.</summary>
sealed class Liveness<TVariable>
    where TVariable : notnull
{
    readonly HashSet<TVariable>[] liveIn;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="reads">For each block the variables that it may read before it has written them.</param>
    /// <param name="writes">For each block the variables that it surely writes.</param>
    public Liveness(BlockGraph graph, IReadOnlyList<IReadOnlyCollection<TVariable>> reads, IReadOnlyList<IReadOnlyCollection<TVariable>> writes)
    {
        liveIn = [.. reads.Select(block => new HashSet<TVariable>(block))];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var block = graph.Count - 1; block >= 0; block--)
                foreach (var next in graph.After(block))
                    foreach (var variable in liveIn[next])
                        if (!writes[block].Contains(variable))
                            changed |= liveIn[block].Add(variable);
        }
    }

    public bool IsLiveInto(int block, TVariable variable) => liveIn[block].Contains(variable);
}
