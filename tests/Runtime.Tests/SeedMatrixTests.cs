namespace NdisRules.Runtime.Tests;

/// <summary>The two matrices of what a list brings, row by row. What is reported on the way is held by <see cref="VerifierTests"/>.</summary>
[Collection(Reports)]
public sealed class SeedMatrixTests
{
    [Theory]
    [InlineData(true, 0, true, false)]
    [InlineData(true, 128, true, true)]
    [InlineData(false, 0, false, false)]
    public void NdisAllocateNetBufferList_brings_what_its_row_says(bool netBuffer, int dataSize, bool bringsNetBuffer, bool bringsData)
    {
        using var pool = ListPool(netBuffer, dataSize);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        Brings(nbl, bringsNetBuffer, bringsData ? dataSize : 0);
        NdisFreeNetBufferList(nbl);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    public void NdisAllocateNetBufferAndNetBufferList_brings_what_its_row_says(int dataSize)
    {
        using var pool = ListPool(netBuffer: true, dataSize);
        var nbl = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, null, 0, 0);
        Brings(nbl, netBuffer: true, dataSize);
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void NdisAllocateNetBufferAndNetBufferList_fails_without_NET_BUFFERs()
    {
        using var pool = ListPool(netBuffer: false);
        Assert.True(NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, null, 0, 0).IsNull);
        Assert.Equal(0, pool.OutstandingCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public void Data_without_NET_BUFFERs_makes_no_pool_in_either(int dataSize) => Assert.Null(ListPool(netBuffer: false, dataSize));

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 128)]
    [InlineData(false, 0)]
    public void Context_changes_no_row(bool netBuffer, int dataSize)
    {
        using var pool = ListPool(netBuffer, dataSize, contextSize: 48);
        var nbl = NdisAllocateNetBufferList(pool, 16, 16);
        Brings(nbl, netBuffer, dataSize);
        nbl.Context.ContextData.Fill(1);
        if (dataSize > 0) nbl.FirstNetBuffer.MdlChain.Span.Fill(2);
        Assert.Equal(-1, nbl.Context.ContextData.IndexOfAnyExcept((byte)1));
        NdisFreeNetBufferList(nbl);
    }

    [Fact]
    public void The_default_pool_brings_a_NET_BUFFER()
    {
        var nbl = NdisAllocateNetBufferAndNetBufferList(null, 16, 0, null, 0, 0);
        Brings(nbl, netBuffer: true, dataSize: 0);
        Assert.Equal((16, 0), (nbl.Context.Size, nbl.Context.Offset));
        NdisFreeNetBufferList(nbl);
    }

    static void Brings(NetBufferList nbl, bool netBuffer, int dataSize)
    {
        Assert.Equal(netBuffer, !nbl.FirstNetBuffer.IsNull);
        if (!netBuffer) return;
        var nb = nbl.FirstNetBuffer;
        Assert.Equal((0, dataSize, dataSize == 0), (nb.DataOffset, nb.DataLength, nb.MdlChain.IsNull));
        Assert.True(nb.Next.IsNull);
        Assert.Equal(dataSize, dataSize == 0 ? 0 : nb.MdlChain.ByteCount);
    }
}
