namespace NdisRules.Analyzers.Flow;

/// <summary>Immediate post-dominators by the iterative scheme of Cooper, Harvey and Kennedy, on the graph turned round.</summary>
static class PostDominatorTree
{
    /// <summary>For each block the next one that every path to the exit must pass; -1 for the exit and for blocks that never get there.</summary>
    public static int[] Of(BlockGraph graph)
    {
        var before = Reversed(graph);
        var order = ReversePostorder(before, graph.Exit, graph.Count);
        var (rank, parent) = (new int[graph.Count], new int[graph.Count]);
        for (var i = 0; i < graph.Count; i++)
            rank[i] = parent[i] = -1;
        for (var i = 0; i < order.Count; i++)
            rank[order[i]] = i;

        parent[graph.Exit] = graph.Exit;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 1; i < order.Count; i++)
            {
                var block = order[i];
                var nearest = -1;
                foreach (var next in graph.After(block))
                    if (rank[next] >= 0 && parent[next] >= 0)
                        nearest = nearest < 0 ? next : Common(nearest, next, parent, rank);
                changed |= parent[block] != nearest;
                parent[block] = nearest;
            }
        }

        parent[graph.Exit] = -1;
        return parent;
    }

    static int Common(int left, int right, int[] parent, int[] rank)
    {
        while (left != right)
        {
            while (rank[left] > rank[right])
                left = parent[left];
            while (rank[right] > rank[left])
                right = parent[right];
        }

        return left;
    }

    static List<int>[] Reversed(BlockGraph graph)
    {
        var before = new List<int>[graph.Count];
        for (var block = 0; block < graph.Count; block++)
            before[block] = new(2);
        for (var block = 0; block < graph.Count; block++)
            foreach (var next in graph.After(block))
                before[next].Add(block);
        return before;
    }

    static List<int> ReversePostorder(List<int>[] before, int root, int count)
    {
        var seen = new bool[count];
        var postorder = new List<int>(count);
        var stack = new Stack<(int Block, int Next)>();
        seen[root] = true;
        stack.Push((root, 0));
        while (stack.Count > 0)
        {
            var (block, next) = stack.Pop();
            if (next == before[block].Count)
            {
                postorder.Add(block);
                continue;
            }

            stack.Push((block, next + 1));
            var predecessor = before[block][next];
            if (seen[predecessor])
                continue;
            seen[predecessor] = true;
            stack.Push((predecessor, 0));
        }

        postorder.Reverse();
        return postorder;
    }
}
