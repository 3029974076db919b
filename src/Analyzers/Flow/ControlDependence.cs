namespace NdisRules.Analyzers.Flow;

/// <summary>
/// Which conditions decide whether a block runs. A block depends on the last block of every branch that can still avoid it:
/// those above it on which it is not a post-dominator (Ferrante, Ottenstein and Warren, 1987).
/// </summary>
sealed class ControlDependence
{
    /// <summary>For each block those that decide about it, in order: they are found in order.</summary>
    readonly List<int>?[] controllers;

    public ControlDependence(BlockGraph graph)
    {
        var parent = PostDominatorTree.Of(graph);
        controllers = new List<int>?[graph.Count];
        for (var block = 0; block < graph.Count; block++)
        {
            if (graph.After(block).Length < 2)
                continue;
            foreach (var next in graph.After(block))
                for (var runner = next; runner >= 0 && runner != parent[block] && Add(runner, block);)
                    runner = parent[runner];
        }
    }

    bool Add(int block, int controller)
    {
        var known = controllers[block] ??= [];
        if (known.Count > 0 && known[known.Count - 1] == controller)
            return false;
        known.Add(controller);
        return true;
    }

    /// <summary>The blocks whose outcome decides whether <paramref name="block"/> runs, in order.</summary>
    public IReadOnlyList<int> ControllersOf(int block) => controllers[block] ?? none;

    static readonly List<int> none = [];
}
