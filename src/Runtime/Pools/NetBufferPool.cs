using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFERs, from <see cref="Ndis.NdisAllocateNetBufferPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferPool"/> (or <see cref="NdisPool.Dispose"/>) after all its NET_BUFFERs were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe partial class NetBufferPool : NdisPool
{
    internal NetBufferPool(NetBufferPoolParameters parameters, NdisHandle? owner, bool permanent = false)
        : base("NB", SlotLayout.ForNetBuffers(parameters.DataSize), parameters.MaximumCount, parameters.PoolTag, owner, permanent) { }

    /// <summary>Where NET_BUFFERs come from when the caller names no pool.</summary>
    internal static NetBufferPool Default { get; } = new(new NetBufferPoolParameters { PoolTag = 0x4E_42_64_6E }, owner: null, permanent: true);

    /// <summary>Finds the way to the pool once, for many allocations and frees in a scope: <c>using NetBufferPool.Scope local = pool.Enter();</c></summary>
    /// <returns>A scope that has the same verbs.</returns>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>Threads: the scope stays on the stack of the thread that entered. Source: ours.</remarks>
    public Scope Enter()
    {
        ThrowIfFreed();
        return new Scope(this);
    }

    /// <summary>Lends a NET_BUFFER over the caller's chain, null when there is none to lend.</summary>
    internal NetBuffer Allocate(Mdl mdlChain, int dataOffset, int dataLength)
    {
        ThrowIfItBringsData();
        var (current, offset) = DataCursor.Locate(mdlChain, dataOffset, dataLength);
        var netBuffer = new NetBuffer(Store.Acquire());
        if (netBuffer) netBuffer.Describe(mdlChain, dataOffset, dataLength, current, offset);
        return netBuffer;
    }

    /// <summary>Lends NET_BUFFERs that describe nothing, as many as there are and the span has room for.</summary>
    internal int Allocate(Span<NetBuffer> netBuffers)
    {
        ThrowIfItBringsData();
        var count = Store.Acquire(MemoryMarshal.Cast<NetBuffer, ulong>(netBuffers));
        foreach (var netBuffer in netBuffers[..count]) netBuffer.Describe(null, 0, 0, null, 0);
        netBuffers[count..].Clear();
        return count;
    }

    /// <summary>Lends a NET_BUFFER with MDL and data of its own, null when there is none to lend.</summary>
    internal NetBuffer AllocateMdlAndData()
    {
        ThrowIfFreed();
        var netBuffer = new NetBuffer(Store.Acquire());
        if (!netBuffer) return null;
        var mdl = DescribeOwnMdl(netBuffer.Word);
        netBuffer.Fields->OwnMdl = mdl;
        netBuffer.Describe(mdl, 0, DataSize, mdl, 0);
        return netBuffer;
    }

    /// <summary>Takes a NET_BUFFER back to whichever pool it came from, or says what is wrong with the free.</summary>
    /// <param name="netBuffer">What is given back.</param>
    /// <param name="expected">The pool that it has to come from, null if any will do.</param>
    internal static void Release(NetBuffer netBuffer, NetBufferPool? expected = null)
    {
        if (!netBuffer.IsLive) throw NotLive(netBuffer);
        var store = SlotStore.Of(netBuffer.Word);
        // Read without a second check: whether the handle is still live is decided under the store's lock, below.
        var fields = (NetBufferFields*)Handle.Header(netBuffer.Word);
        if (fields->Parent)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{netBuffer} came with its NET_BUFFER_LIST and goes with it; it is not freed alone.");
        if (expected is not null && store != expected.Store)
            throw new NdisViolationException(RuleIds.WrongPartner, $"{netBuffer} is freed to {expected}, but came from {store?.Pool}.");
        List<string>? left = null;
        DataRetreat.AddNamesTo(ref left, fields);
        if (store is null || !store.TryRelease(netBuffer.Word)) throw NotLive(netBuffer);
        if (left is not null)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{netBuffer} is freed before an advance undid its retreat:", left);
    }

    private protected override void Abandon(ulong handle) => DerivedLists.Abandon(new NetBuffer(handle));

    private protected override string Describe(ulong handle) => new NetBuffer(handle).ToString();

    static NdisViolationException NotLive(NetBuffer netBuffer) => netBuffer.IsNull
        ? new NdisViolationException(RuleIds.NeverAcquired, "the null NET_BUFFER is freed.")
        : new NdisViolationException(RuleIds.FreedTwice, $"{netBuffer} is freed again{Handle.WhatNow(netBuffer.Word)}.");

    void ThrowIfItBringsData()
    {
        ThrowIfFreed();
        if (DataSize > 0)
            throw new NdisViolationException(RuleIds.WrongPartner,
                $"NdisAllocateNetBuffer: {this} has a DataSize of {DataSize}; use NdisAllocateNetBufferMdlAndData.");
    }
}
