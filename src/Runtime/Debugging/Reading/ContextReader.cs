namespace NdisRules.Runtime.Debugging;

/// <summary>Makes what the commands show of the context of a list: its pieces, the newest first.</summary>
static unsafe class ContextReader
{
    /// <summary>More blocks than this are taken for damage.</summary>
    const int MostBlocks = 4096;

    internal static IReadOnlyList<ContextSnapshot> Read(ObjectSpace space, Head list)
    {
        var pieces = new List<ContextSnapshot>();
        foreach (var (data, block) in Blocks(space, list.Address)) AddPieces(space, data, block, pieces);
        return pieces;
    }

    /// <summary>The blocks of a list, the newest first, and where their data begins.</summary>
    internal static IReadOnlyList<(ulong Data, ContextBlock Block)> Blocks(ObjectSpace space, ulong list)
    {
        var blocks = new List<(ulong, ContextBlock)>();
        var address = (ulong)space.Read<NetBufferListFields>(list).Context;
        while (address != 0 && blocks.Count < MostBlocks && space.Target.TryRead(address, out ContextBlock block) && block.Size is >= 0 and <= ContextBlock.LargestSize)
        {
            blocks.Add((address + (ulong)sizeof(ContextBlock), block));
            address = (ulong)block.Next;
        }
        return blocks;
    }

    static void AddPieces(ObjectSpace space, ulong data, ContextBlock block, List<ContextSnapshot> pieces)
    {
        for (var at = block.Offset; at >= 0 && at < block.Floor;)
        {
            if (!space.Target.TryRead(data + (ulong)ContextBlock.MarkOffset(block.Size, at), out ContextBlock.Mark mark) || mark.Size <= 0) break;
            pieces.Add(new ContextSnapshot($"{data + (ulong)at:x}", mark.Size, NdisPool.TagText(mark.PoolTag)));
            at += mark.Size;
        }
        if (block.Floor < block.Size) pieces.Add(new ContextSnapshot($"{data + (ulong)block.Floor:x}", block.Size - block.Floor, null));
    }
}
