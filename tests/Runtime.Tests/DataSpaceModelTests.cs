namespace NdisRules.Runtime.Tests;

/// <summary>Random sequences of operations on one packet, against a model that keeps the bytes in plain arrays.</summary>
public sealed class DataSpaceModelTests
{
    const int Steps = 200_000;

    /// <summary>A piece of the chain as the model sees it: the bytes, and whether a retreat made it.</summary>
    sealed record Piece(byte[] Bytes, bool ByRetreat);

    readonly Random random = new(6);
    readonly List<Piece> pieces = [];
    int dataOffset;
    int dataLength;

    [Fact]
    public void The_data_space_does_what_the_model_does()
    {
        using var pool = Pool();
        int[] lengths = [40, 0, 25, 60];
        var chain = Chain(lengths);
        foreach (var length in lengths) pieces.Add(new Piece(new byte[length], ByRetreat: false));
        var nb = NdisAllocateNetBuffer(pool, chain[0], dataOffset = 10, dataLength = 90);
        for (var step = 0; step < Steps; step++)
        {
            Play(nb);
            Assert.Equal((dataOffset, dataLength), (nb.DataOffset, nb.DataLength));
            if (step % 16 == 0) Compare(nb);
        }
        NdisAdvanceNetBufferDataStart(nb, nb.DataLength, freeMdl: true);
        Assert.Equal(chain[0], nb.MdlChain);
        NdisFreeNetBuffer(nb);
        Free(chain);
    }

    void Play(NetBuffer nb)
    {
        switch (random.Next(5))
        {
            case 0: Retreat(nb, random.Next(50), random.Next(12)); break;
            case 1: Advance(nb, random.Next(dataLength + 1), freeMdl: random.Next(2) == 0); break;
            case 2: Write(nb, random.Next(dataLength + 1)); break;
            case 3: Read(nb, random.Next(dataLength + 8)); break;
            default: Copy(nb, random.Next(60), random.Next(80), random.Next(60)); break;
        }
    }

    void Retreat(NetBuffer nb, int delta, int backFill)
    {
        if (dataLength > 400) return;
        Assert.Equal(NdisStatus.Success, NdisRetreatNetBufferDataStart(nb, delta, backFill));
        if (delta > dataOffset)
        {
            pieces.Insert(0, new Piece(new byte[delta + backFill], ByRetreat: true));
            dataOffset += delta + backFill;
        }
        dataOffset -= delta;
        dataLength += delta;
    }

    void Advance(NetBuffer nb, int delta, bool freeMdl)
    {
        // Half of the data at most, so that the packet does not stay empty.
        delta /= 2;
        NdisAdvanceNetBufferDataStart(nb, delta, freeMdl);
        dataOffset += delta;
        dataLength -= delta;
        while (freeMdl && pieces[0].ByRetreat && dataOffset >= pieces[0].Bytes.Length)
        {
            dataOffset -= pieces[0].Bytes.Length;
            pieces.RemoveAt(0);
        }
    }

    void Write(NetBuffer nb, int at)
    {
        if (at == dataLength) return;
        var value = (byte)random.Next(256);
        var place = nb.CurrentMdlOffset + at;
        var mdl = nb.CurrentMdl;
        for (; place >= mdl.ByteCount; mdl = mdl.Next) place -= mdl.ByteCount;
        mdl.Span[place] = value;
        var (piece, index) = Locate(dataOffset + at);
        piece[index] = value;
    }

    void Read(NetBuffer nb, int bytes)
    {
        var found = NdisGetDataBuffer(nb, bytes, stackalloc byte[512], 1, 0, out var data);
        Assert.Equal(bytes <= dataLength, found);
        if (!found) return;
        Assert.True(data.SequenceEqual(All().AsSpan(dataOffset, bytes)));
        var direct = NdisGetDataBuffer(nb, bytes, default, 1, 0, out _);
        Assert.Equal(bytes == 0 || Locate(dataOffset) is var (piece, index) && index + bytes <= piece.Length, direct);
    }

    void Copy(NetBuffer nb, int destinationOffset, int bytes, int sourceOffset)
    {
        NdisCopyFromNetBufferToNetBuffer(nb, destinationOffset, bytes, nb, sourceOffset, out var copied);
        var all = All();
        var source = Math.Max(0, dataLength - sourceOffset);
        var space = Math.Max(0, all.Length - dataOffset - destinationOffset);
        Assert.Equal(Math.Min(bytes, Math.Min(source, space)), copied);
        var before = all.AsSpan(Math.Min(all.Length, dataOffset + sourceOffset), copied).ToArray();
        for (var i = 0; i < copied; i++)
        {
            var (piece, index) = Locate(dataOffset + destinationOffset + i);
            piece[index] = before[i];
        }
    }

    void Compare(NetBuffer nb)
    {
        var at = 0;
        foreach (var mdl in nb.MdlChain.Chain) Assert.True(mdl.Span.SequenceEqual(pieces[at++].Bytes));
        Assert.Equal(pieces.Count, at);
        var before = nb.CurrentMdlOffset;
        foreach (var mdl in nb.MdlChain.Chain)
        {
            if (mdl == nb.CurrentMdl) break;
            before += mdl.ByteCount;
        }
        Assert.Equal(dataOffset, before);
    }

    byte[] All() => [.. pieces.SelectMany(piece => piece.Bytes)];

    (byte[] Piece, int Index) Locate(int offset)
    {
        var at = 0;
        for (; offset >= pieces[at].Bytes.Length; at++) offset -= pieces[at].Bytes.Length;
        return (pieces[at].Bytes, offset);
    }
}
