namespace NdisRules.Runtime.Tests;

/// <summary>What one thread of a stress run does: a step is a choice among uses and misuses.</summary>
sealed class StressWorker(StressYard yard, Random random)
{
    readonly NetBuffer[] many = new NetBuffer[100];
    readonly int mark = random.Next(1, 1 << 20);

    internal void Step()
    {
        var choice = random.Next(1000);
        if (choice < 300) HandOver(Marked(NdisAllocateNetBuffer(yard.Capped, null, 0, 0)));
        else if (choice < 500) HandOver(Marked(NdisAllocateNetBufferMdlAndData(yard.WithData)));
        else if (choice < 600) HandOver(AllocateInScope());
        else if (choice < 780) HandOverList();
        else if (choice < 850) Burst();
        else if (choice < 920) HandOverMdl();
        else if (choice < 980) Join();
        else if (choice < 990) Misuse();
        else MisuseMemory();
    }

    NetBuffer AllocateInScope()
    {
        using var local = yard.Capped.Enter();
        return Marked(local.NdisAllocateNetBuffer(null, 0, 0));
    }

    /// <summary>Writes what the next holder compares: the same word in several fields, and in the data.</summary>
    NetBuffer Marked(NetBuffer nb)
    {
        if (!nb) return nb;
        Assert.Equal((0, 0), (nb.DataOffset, nb.ChecksumBias));
        Assert.True(nb.ProtocolReserved[5] == 0);
        nb.DataOffset = mark;
        if (mark % 4 == 0) nb.ProtocolReserved[5] = mark;
        nb.MiniportReserved[3] = mark;
        if (nb.MdlChain) nb.MdlChain.Span.Fill((byte)mark);
        return nb;
    }

    static void FreeMarked(NetBuffer nb)
    {
        var theirs = nb.DataOffset;
        Assert.Equal(theirs, nb.MiniportReserved[3]);
        if (nb.MdlChain) Assert.Equal(-1, nb.MdlChain.Span.IndexOfAnyExcept((byte)theirs));
        NdisFreeNetBuffer(nb);
    }

    void HandOver(NetBuffer nb)
    {
        var before = NetBuffer.Exchange(ref yard.Buffers[random.Next(yard.Buffers.Length)], nb);
        if (before) FreeMarked(before);
    }

    void HandOverList()
    {
        var nbl = random.Next(3) == 0 ? null : NdisAllocateNetBufferList(yard.Lists, 16, random.Next(4) * 16);
        if (nbl)
        {
            Assert.Equal((0, 0, 128), (nbl.Scratch, nbl.CancelId, nbl.FirstNetBuffer.DataLength));
            nbl.Scratch = nbl.CancelId = mark;
            nbl.FirstNetBuffer.MdlChain.Span.Fill((byte)mark);
            nbl.ContextDataStart.Fill((byte)mark);
        }
        var before = NetBufferList.Exchange(ref yard.ListShelf[random.Next(yard.ListShelf.Length)], nbl);
        if (!before) return;
        Assert.Equal(before.Scratch, before.CancelId);
        Assert.Equal(-1, before.FirstNetBuffer.MdlChain.Span.IndexOfAnyExcept((byte)before.Scratch));
        Assert.Equal(-1, before.ContextDataStart.IndexOfAnyExcept((byte)before.Scratch));
        NdisFreeNetBufferList(before);
    }

    void Burst()
    {
        var count = NdisAllocateNetBuffers(yard.Capped, many.AsSpan(0, random.Next(many.Length)));
        for (var i = 0; i < count; i++) many[i].DataLength = mark + i;
        for (var i = 0; i < count; i++) Assert.Equal(mark + i, many[i].DataLength);
        NdisFreeNetBuffers(many.AsSpan(0, count));
    }

    void HandOverMdl()
    {
        var before = Mdl.Exchange(ref yard.Mdls[random.Next(yard.Mdls.Length)], NdisAllocateMdl(null, new byte[mark % 100]));
        if (before) NdisFreeMdl(before);
    }

    /// <summary>Tries to free what all the others try to free; under the verifier exactly one succeeds, so that only there it is tried.</summary>
    void Join()
    {
        if (yard.Verifier is null) return;
        // Who is here already starts at the moment at which the next one appears.
        var seen = NetBuffer.VolatileRead(ref yard.Race);
        var raced = seen;
        for (var spin = 0; spin < 2000 && raced == seen && !raced.IsLive; spin++) raced = NetBuffer.VolatileRead(ref yard.Race);
        if (raced) Interlocked.Add(ref yard.RacesWon, TryFree(raced) ? 1 : 0);
        if (raced.IsLive || random.Next(3) > 0) return;
        var next = NdisAllocateNetBuffer(yard.Raced, null, 0, 0);
        Interlocked.Increment(ref yard.RacesBegun);
        if (NetBuffer.CompareExchange(ref yard.Race, next, raced) != raced) Interlocked.Add(ref yard.RacesWon, TryFree(next) ? 1 : 0);
    }

    static bool TryFree(NetBuffer nb)
    {
        try
        {
            NdisFreeNetBuffer(nb);
            return true;
        }
        catch (NdisViolationException violation) when (violation.RuleId == "NDIS0003")
        {
            return false;
        }
    }

    void Misuse()
    {
        var nb = NdisAllocateNetBufferMdlAndData(yard.WithData);
        var mdl = nb.MdlChain;
        Breaks("NDIS0007", () => NdisFreeMdl(mdl));
        Breaks("NDIS0008", () =>
        {
            using var local = yard.Capped.Enter();
            local.NdisFreeNetBuffer(nb);
        });
        NdisFreeNetBuffer(nb);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
        Breaks("NDIS0003", () => NdisFreeNetBuffers([nb]));
        Breaks("NDIS0004", () => nb.DataLength = 1);
        Breaks("NDIS0004", () => _ = mdl.ByteCount);
        var nbl = NdisAllocateNetBufferList(yard.Lists, 0, 0);
        Breaks("NDIS0007", () => NdisFreeNetBuffer(nbl.FirstNetBuffer));
        NdisFreeNetBufferList(nbl);
        Breaks("NDIS0003", () => NdisFreeNetBufferList(nbl));
        Breaks("NDIS0004", () => _ = nbl.Next);
    }

    /// <summary>Writes where it must not, in a pool of its own.</summary>
    unsafe void MisuseMemory()
    {
        var own = yard.Make(dataSize: 40, maximumCount: 1);
        var nb = NdisAllocateNetBufferMdlAndData(own);
        var data = (byte*)nb.MdlChain.MappedSystemVa;
        Assert.True(NdisAllocateNetBufferMdlAndData(own).IsNull);
        NdisFreeNetBuffer(nb);
        *Handle.Header(nb.Word) ^= 1UL << random.Next(6, 48);
        Breaks("NDIS0004", () => NdisAllocateNetBufferMdlAndData(own));
        if (yard.Verifier is not null) MisuseWatchedMemory(own, data);
        var kept = NdisAllocateNetBufferMdlAndData(own);
        Assert.Contains(kept.ToString(), Assert.Single(own.OutstandingNames()));
        Breaks("NDIS0009", own.Dispose);
        Breaks("NDIS0003", () => NdisFreeNetBuffer(kept));
    }

    static unsafe void MisuseWatchedMemory(NetBufferPool own, byte* data)
    {
        var nb = NdisAllocateNetBufferMdlAndData(own);
        data[45] = 1;
        Breaks("NDIS0004", () => NdisFreeNetBuffer(nb));
        data[7] = 1;
        Breaks("NDIS0004", () => NdisAllocateNetBufferMdlAndData(own));
    }
}
