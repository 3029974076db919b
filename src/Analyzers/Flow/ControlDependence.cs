namespace NdisRules.Analyzers.Flow;

/// <summary>
/// Which conditions decide whether a block runs. A block depends on the last block of every branch that can still avoid it:
/// those above it on which it is not a post-dominator (Ferrante, Ottenstein and Warren, 1987).
/// </summary>
sealed class ControlDependence
{
    readonly SortedSet<int>[] controllers;

    public ControlDependence(BlockGraph graph)
    {
        var parent = PostDominatorTree.Of(graph);
        controllers = [.. Enumerable.Range(0, graph.Count).Select(_ => new SortedSet<int>())];
        for (var block = 0; block < graph.Count; block++)
        {
            if (graph.After(block).Count < 2)
                continue;
            foreach (var next in graph.After(block))
                for (var runner = next; runner >= 0 && runner != parent[block] && controllers[runner].Add(block);)
                    runner = parent[runner];
        }
    }

    /// <summary>The blocks whose outcome decides whether <paramref name="block"/> runs, in order.</summary>
    public IReadOnlyCollection<int> ControllersOf(int block) => controllers[block];
}
