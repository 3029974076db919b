namespace NdisRules.Runtime.Tests;

/// <summary>Random sequences of context operations on one list, against a model that keeps blocks and pieces in plain lists.</summary>
public sealed class ContextModelTests
{
    const int Steps = 200_000;

    sealed class Block(int size, int offset)
    {
        public int Size { get; } = size;

        public int Offset { get; set; } = offset;

        public bool IsTheLists { get; init; }
    }

    readonly Random random = new(5);
    readonly Stack<Block> blocks = new();
    readonly Stack<(int Size, byte Fill)> pieces = new();

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void The_context_stack_does_what_the_model_does(int contextSize)
    {
        using var pool = ListPool(contextSize: contextSize);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        if (contextSize > 0) blocks.Push(new Block(contextSize, contextSize) { IsTheLists = true });
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(100 + 4 * pieces.Count) < 55) Take(nbl, 8 * random.Next(6), 8 * random.Next(6));
            else if (random.Next(20) == 0) GiveBackWrongly(nbl, 8 * random.Next(1, 8));
            else GiveBack(nbl);
            Compare(nbl);
        }
        while (pieces.Count > 0) GiveBack(nbl);
        Compare(nbl);
        NdisFreeNetBufferList(nbl);
    }

    void Take(NetBufferList nbl, int size, int backFill)
    {
        Assert.Equal(NdisStatus.Success, NdisAllocateNetBufferListContext(nbl, size, backFill, 0));
        if (size == 0) return;
        if (blocks.Count == 0 || blocks.Peek().Offset < size) blocks.Push(new Block(size + backFill, size + backFill));
        blocks.Peek().Offset -= size;
        pieces.Push((size, (byte)random.Next(256)));
        NET_BUFFER_LIST_CONTEXT_DATA_START(nbl)[..size].Fill(pieces.Peek().Fill);
    }

    void GiveBack(NetBufferList nbl)
    {
        if (!pieces.TryPop(out var piece)) return;
        Assert.Equal(-1, NET_BUFFER_LIST_CONTEXT_DATA_START(nbl)[..piece.Size].IndexOfAnyExcept(piece.Fill));
        NdisFreeNetBufferListContext(nbl, piece.Size);
        blocks.Peek().Offset += piece.Size;
        if (!blocks.Peek().IsTheLists && blocks.Peek().Offset == blocks.Peek().Size) blocks.Pop();
    }

    void GiveBackWrongly(NetBufferList nbl, int size)
    {
        if (pieces.Count > 0 && pieces.Peek().Size == size) return;
        var expected = pieces.Count == 0 ? "NDIS0007" : pieces.Any(piece => piece.Size == size) ? "NDIS0009" : "NDIS0008";
        Breaks(expected, () => NdisFreeNetBufferListContext(nbl, size));
    }

    void Compare(NetBufferList nbl)
    {
        var context = nbl.Context;
        foreach (var block in blocks)
        {
            Assert.Equal((block.Size, block.Offset), (context.Size, context.Offset));
            context = context.Next;
        }
        Assert.True(context.IsNull);
    }
}
