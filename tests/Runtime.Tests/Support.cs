namespace NdisRules.Runtime.Tests;

/// <summary>What several test files need.</summary>
static class Support
{
    /// <summary>The tests whose calls are reported: not at one time, since what a report does is one switch for the process.</summary>
    internal const string Reports = "reports";

    /// <summary>Asserts that the action breaks the rule, and hands the violation on.</summary>
    internal static NdisViolationException Breaks(string ruleId, Action action)
    {
        var violation = Assert.Throws<NdisViolationException>(action);
        Assert.Equal(ruleId, violation.RuleId);
        return violation;
    }

    internal static NetBufferPool Pool(int maximumCount = 0, int dataSize = 0, NdisHandle? owner = null) =>
        NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters { MaximumCount = maximumCount, DataSize = dataSize, PoolTag = 0x74736554 })!;

    internal static NetBufferListPool ListPool(bool netBuffer = true, int dataSize = 0, int maximumCount = 0, NdisHandle? owner = null, int contextSize = 0) =>
        NdisAllocateNetBufferListPool(owner, new NetBufferListPoolParameters
        {
            AllocateNetBuffer = netBuffer,
            DataSize = dataSize,
            MaximumCount = maximumCount,
            ContextSize = contextSize,
            PoolTag = 0x74736554,
        })!;

    internal static NdisPacketPool PacketPool(int descriptors, int protocolReservedLength = 0, NdisHandle? owner = null)
    {
        NdisAllocatePacketPool(out _, out var pool, descriptors, protocolReservedLength, owner);
        return pool!;
    }

    /// <summary>
    /// The bytes that so many calls of <paramref name="round"/> leave to the collector: the fewest of five measurements, since what the
    /// process makes only once (a lock that another test's walk over the pools contends with gets an event to wait on) is not left by a call.
    /// </summary>
    internal static long Garbage(Action round, int rounds = 1000)
    {
        var least = long.MaxValue;
        for (var i = 0; i < rounds; i++) round();
        for (var measurement = 0; measurement < 5 && least != 0; measurement++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < rounds; i++) round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    /// <summary>A chain of MDLs over new memory, of the lengths given.</summary>
    internal static Mdl[] Chain(params int[] lengths)
    {
        var mdls = lengths.Select(length => NdisAllocateMdl(null, new byte[length])).ToArray();
        for (var i = 1; i < mdls.Length; i++) mdls[i - 1].Next = mdls[i];
        return mdls;
    }

    /// <summary>A chain of MDLs over new memory, of the lengths given, whose bytes count from 0 on over all of them.</summary>
    internal static Mdl[] CountingChain(params int[] lengths)
    {
        var chain = Chain(lengths);
        var next = 0;
        foreach (var mdl in chain)
            for (var i = 0; i < mdl.ByteCount; i++) mdl.Span[i] = (byte)next++;
        return chain;
    }

    /// <summary>A copy of the used data of a packet.</summary>
    internal static byte[] Bytes(NetBuffer netBuffer)
    {
        var bytes = new byte[netBuffer.DataLength];
        Assert.True(NdisGetDataBuffer(netBuffer, bytes.Length, bytes, 1, 0, out var data));
        return data.ToArray();
    }

    /// <summary>A copy of the used data of each packet of a list.</summary>
    internal static byte[][] Packets(NetBufferList list)
    {
        var packets = new List<byte[]>();
        foreach (var netBuffer in list.NetBuffers) packets.Add(Bytes(netBuffer));
        return [.. packets];
    }

    /// <summary>The MDLs of a chain.</summary>
    internal static Mdl[] Links(Mdl chain)
    {
        var links = new List<Mdl>();
        foreach (var mdl in chain.Chain) links.Add(mdl);
        return [.. links];
    }

    /// <summary>So many bytes, counting from a first one.</summary>
    internal static byte[] Counting(int first, int count) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];

    /// <summary>How many others use the memory of an MDL.</summary>
    internal static unsafe int Sharers(Mdl mdl) => mdl.Fields->Sharers;

    /// <summary>Frees every list of a chain.</summary>
    internal static void FreeAll(NetBufferList lists)
    {
        foreach (var list in lists.Chain)
        {
            list.Next = null;
            NdisFreeNetBufferList(list);
        }
    }

    internal static void Free(Mdl[] chain)
    {
        foreach (var mdl in chain) NdisFreeMdl(mdl);
    }
}
