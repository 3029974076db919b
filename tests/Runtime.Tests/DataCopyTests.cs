namespace NdisRules.Runtime.Tests;

public sealed class DataCopyTests : IDisposable
{
    readonly NetBufferPool pool = Pool();
    readonly Mdl[] chain = Chain(10, 0, 20, 5);
    readonly NetBuffer nb;

    public DataCopyTests()
    {
        byte next = 0;
        foreach (var mdl in chain)
            foreach (ref var one in mdl.Span) one = next++;
        nb = NdisAllocateNetBuffer(pool, chain[0], 4, 28);
    }

    public void Dispose()
    {
        NdisFreeNetBuffer(nb);
        Free(chain);
        pool.Dispose();
    }

    static byte[] Bytes(int first, int count) => [.. Enumerable.Range(first, count).Select(one => (byte)one)];

    [Fact]
    public void Bytes_that_lie_in_one_piece_are_given_where_they_lie()
    {
        Assert.True(NdisGetDataBuffer(nb, 6, default, 1, 0, out var data));
        Assert.True(data == chain[0].Span[4..10]);
        Assert.True(NdisGetDataBuffer(nb, 6, stackalloc byte[6], 1, 0, out var again));
        Assert.True(again == data);
    }

    [Fact]
    public void Bytes_that_do_not_are_copied_to_storage()
    {
        Span<byte> storage = stackalloc byte[30];
        Assert.True(NdisGetDataBuffer(nb, 28, storage, 1, 0, out var data));
        Assert.True(data == storage[..28]);
        Assert.Equal(Bytes(4, 28), data.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Without_enough_storage_there_is_nothing(int length)
    {
        Assert.False(NdisGetDataBuffer(nb, 7, new byte[length], 1, 0, out var data));
        Assert.True(data.IsEmpty);
    }

    [Fact]
    public void More_bytes_than_the_data_has_are_not_to_be_had()
    {
        Assert.False(NdisGetDataBuffer(nb, 29, new byte[100], 1, 0, out var data));
        Assert.True(data.IsEmpty);
    }

    [Fact]
    public void No_bytes_are_always_to_be_had()
    {
        Assert.True(NdisGetDataBuffer(nb, 0, default, 8, 3, out var data));
        Assert.True(data.IsEmpty);
        var nothing = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.True(NdisGetDataBuffer(nothing, 0, default, 1, 0, out _));
        NdisFreeNetBuffer(nothing);
    }

    [Fact]
    public void Bytes_that_are_not_aligned_go_to_storage()
    {
        var place = (int)(chain[0].MappedSystemVa + 4 & 7);
        Assert.True(NdisGetDataBuffer(nb, 6, default, 8, place, out var data));
        Assert.True(data == chain[0].Span[4..10]);
        Assert.True(NdisGetDataBuffer(nb, 6, default, 8, place + 16, out _));
        Assert.False(NdisGetDataBuffer(nb, 6, default, 8, place ^ 1, out _));
        Span<byte> storage = stackalloc byte[6];
        Assert.True(NdisGetDataBuffer(nb, 6, storage, 8, place ^ 1, out var copied));
        Assert.True(copied == storage);
        Assert.Equal(Bytes(4, 6), copied.ToArray());
    }

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(1, -8, 0)]
    [InlineData(1, 8, -1)]
    public void Sizes_that_mean_nothing_are_refused(int bytesNeeded, int alignMultiple, int alignOffset) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisGetDataBuffer(nb, bytesNeeded, default, alignMultiple, alignOffset, out _));

    [Fact]
    public void Fields_that_contradict_the_chain_are_refused()
    {
        nb.CurrentMdlOffset = 11;
        Assert.Throws<InvalidOperationException>(() => NdisGetDataBuffer(nb, 1, default, 1, 0, out _));
        Assert.Throws<InvalidOperationException>(() => NdisCopyFromNetBufferToNetBuffer(nb, 0, 1, nb, 0, out _));
        nb.CurrentMdlOffset = 4;
        nb.DataLength = 32;
        Assert.Throws<InvalidOperationException>(() => NdisGetDataBuffer(nb, 32, new byte[32], 1, 0, out _));
    }

    [Theory]
    [InlineData(0, 28, 0, 28)]     // the whole data
    [InlineData(0, 100, 0, 28)]    // the source's data ends
    [InlineData(0, 100, 20, 8)]
    [InlineData(0, 100, 28, 0)]
    [InlineData(0, 100, 29, 0)]
    [InlineData(25, 100, 0, 15)]   // the destination's space ends
    [InlineData(40, 100, 0, 0)]
    [InlineData(41, 100, 0, 0)]
    [InlineData(3, 9, 5, 9)]
    [InlineData(3, 0, 5, 0)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 0)]
    public void A_copy_ends_where_the_data_or_the_space_ends(int destinationOffset, int bytesToCopy, int sourceOffset, int expected)
    {
        var space = Chain(7, 18, 20);
        var to = NdisAllocateNetBuffer(pool, space[0], 5, 1);
        Assert.Equal(NdisStatus.Success, NdisCopyFromNetBufferToNetBuffer(to, destinationOffset, bytesToCopy, nb, sourceOffset, out var copied));
        Assert.Equal(expected, copied);
        byte[] written = [.. space[0].Span, .. space[1].Span, .. space[2].Span];
        byte[] wanted = new byte[45];
        Bytes(4 + sourceOffset, copied).CopyTo(wanted, Math.Min(5 + (long)destinationOffset, 45));
        Assert.Equal(wanted, written);
        Assert.Equal((5, 1, 5), (to.DataOffset, to.DataLength, to.CurrentMdlOffset));
        NdisFreeNetBuffer(to);
        Free(space);
    }

    [Fact]
    public void Without_a_chain_nothing_is_copied()
    {
        var nothing = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.Equal(NdisStatus.Success, NdisCopyFromNetBufferToNetBuffer(nothing, 0, 9, nb, 0, out var to));
        Assert.Equal(NdisStatus.Success, NdisCopyFromNetBufferToNetBuffer(nb, 0, 9, nothing, 0, out var from));
        Assert.Equal((0, 0), (to, from));
        NdisFreeNetBuffer(nothing);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(0, 8)]
    [InlineData(8, 0)]
    [InlineData(2, 2)]
    public void What_overlaps_arrives_as_it_was(int destinationOffset, int sourceOffset)
    {
        Assert.Equal(NdisStatus.Success, NdisCopyFromNetBufferToNetBuffer(nb, destinationOffset, 20, nb, sourceOffset, out var copied));
        Assert.Equal(20, copied);
        byte[] wanted = Bytes(0, 35);
        Bytes(4 + sourceOffset, 20).CopyTo(wanted, 4 + destinationOffset);
        Assert.Equal(wanted, (byte[])[.. chain[0].Span, .. chain[2].Span, .. chain[3].Span]);
    }

    [Fact]
    public void A_copy_refuses_negative_sizes_and_stale_handles()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisCopyFromNetBufferToNetBuffer(nb, -1, 1, nb, 0, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisCopyFromNetBufferToNetBuffer(nb, 0, -1, nb, 0, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => NdisCopyFromNetBufferToNetBuffer(nb, 0, 1, nb, -1, out _));
        var gone = NdisAllocateNetBuffer(pool, null, 0, 0);
        NdisFreeNetBuffer(gone);
        Breaks("NDIS0004", () => NdisCopyFromNetBufferToNetBuffer(nb, 0, 1, gone, 0, out _));
        Breaks("NDIS0004", () => NdisCopyFromNetBufferToNetBuffer(gone, 0, 1, nb, 0, out _));
        Breaks("NDIS0004", () => NdisGetDataBuffer(gone, 1, default, 1, 0, out _));
        Breaks("NDIS0004", () => NdisQueryNetBufferPhysicalCount(gone));
    }

    [Fact]
    public void The_physical_count_is_the_pages_that_the_MDLs_span()
    {
        var memory = GC.AllocateUninitializedArray<byte>(5 * 4096, pinned: true);
        var toBoundary = 4096 - (int)(System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & 4095);
        Mdl[] pieces =
        [
            NdisAllocateMdl(null, memory.AsMemory(toBoundary, 4096)),          // one page exactly
            NdisAllocateMdl(null, memory.AsMemory(toBoundary - 1, 2)),         // two bytes, two pages
            NdisAllocateMdl(null, memory.AsMemory(toBoundary + 1, 0)),         // no bytes
            NdisAllocateMdl(null, memory.AsMemory(toBoundary + 4095, 4098)),   // three pages
        ];
        for (var i = 0; i < 3; i++) pieces[i].Next = pieces[i + 1];
        Assert.Equal([1, 2, 0, 3], pieces.Select(NDIS_MDL_TO_SPAN_PAGES));
        var netBuffer = NdisAllocateNetBuffer(pool, pieces[0], 4096, 10);
        Assert.Equal(6, NdisQueryNetBufferPhysicalCount(netBuffer));
        NdisFreeNetBuffer(netBuffer);
        Free(pieces);
        var nothing = NdisAllocateNetBuffer(pool, null, 0, 0);
        Assert.Equal(0, NdisQueryNetBufferPhysicalCount(nothing));
        NdisFreeNetBuffer(nothing);
    }
}
