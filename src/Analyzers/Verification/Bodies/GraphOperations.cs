using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Every operation of a graph in a list, block by block, outer ones before their parts, without those of the functions inside it.
/// Many look through the same body, and to walk the tree of operations costs an iterator for each of its levels.
/// </summary>
sealed class GraphOperations
{
    readonly IOperation[] all;

    /// <summary>How deep each one lies in its statement: what follows and lies deeper is a part of it.</summary>
    readonly int[] depths;

    /// <summary>Where the operations of each block begin, and where those of the last one end.</summary>
    readonly int[] begins;

    public GraphOperations(ControlFlowGraph graph)
    {
        var found = new List<IOperation>();
        var depth = new List<int>();
        var waiting = new Stack<(IOperation, int)>();
        begins = new int[graph.Blocks.Length + 1];
        foreach (var block in graph.Blocks)
        {
            begins[block.Ordinal] = found.Count;
            foreach (var operation in block.Operations)
                AddWhole(operation, found, depth, waiting);
            if (block.BranchValue is { } value)
                AddWhole(value, found, depth, waiting);
        }

        begins[graph.Blocks.Length] = found.Count;
        (all, depths) = ([.. found], [.. depth]);
    }

    public IReadOnlyList<IOperation> All => all;

    /// <summary>Those of a block, its branch value last.</summary>
    public ReadOnlySpan<IOperation> Of(int block) => all.AsSpan(begins[block], begins[block + 1] - begins[block]);

    /// <summary>The place in the list of the first operation of a block; for the number of blocks, the end of the list.</summary>
    public int BeginOf(int block) => begins[block];

    /// <summary>An operation, given by its place in the list, and all its parts.</summary>
    public ReadOnlySpan<IOperation> Whole(int place)
    {
        var end = place + 1;
        while (end < all.Length && depths[end] > depths[place])
            end++;
        return all.AsSpan(place, end - place);
    }

    public bool Contains(IOperation operation) => IndexOf(operation) >= 0;

    /// <summary>The block in which an operation of the graph lies.</summary>
    public int BlockOf(IOperation operation)
    {
        var place = IndexOf(operation);
        var block = Array.BinarySearch(begins, place);
        if (block < 0)
            return ~block - 1;
        // Of the blocks that begin there, only the last one is not empty.
        while (begins[block + 1] == place)
            block++;
        return block;
    }

    /// <summary>The place of an operation in the list; -1 when it is another graph's.</summary>
    public int IndexOf(IOperation operation)
    {
        for (var i = 0; i < all.Length; i++)
            if (ReferenceEquals(all[i], operation))
                return i;
        return -1;
    }

    /// <summary>An operation and all its parts, outer ones first.</summary>
    public static List<IOperation> Below(IOperation operation)
    {
        var found = new List<IOperation>();
        var waiting = new Stack<IOperation>();
        waiting.Push(operation);
        while (waiting.Count > 0)
        {
            var next = waiting.Pop();
            found.Add(next);
            foreach (var part in next.ChildOperations.Reverse())
                waiting.Push(part);
        }

        return found;
    }

    static void AddWhole(IOperation operation, List<IOperation> found, List<int> depths, Stack<(IOperation, int)> waiting)
    {
        waiting.Push((operation, 0));
        while (waiting.Count > 0)
        {
            var (next, depth) = waiting.Pop();
            found.Add(next);
            depths.Add(depth);
            foreach (var part in next.ChildOperations.Reverse())
                waiting.Push((part, depth + 1));
        }
    }
}
