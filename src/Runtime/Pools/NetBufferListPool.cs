namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFER_LISTs, from <see cref="Ndis.NdisAllocateNetBufferListPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferListPool"/> (or <see cref="NdisPool.Dispose"/>) after all its lists were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferListPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe class NetBufferListPool : NdisPool
{
    internal NetBufferListPool(NetBufferListPoolParameters parameters, NdisHandle? owner, bool permanent = false)
        : base("NBL", SlotLayout.ForNetBufferLists(parameters.AllocateNetBuffer, parameters.DataSize), parameters.MaximumCount, parameters.PoolTag,
            owner, permanent)
    {
        ProtocolId = parameters.ProtocolId;
        AllocateNetBuffer = parameters.AllocateNetBuffer;
    }

    /// <summary>The protocol given at creation, 0 for drivers that are none.</summary>
    public byte ProtocolId { get; }

    /// <summary>Whether every list arrives with one NET_BUFFER linked to it.</summary>
    public bool AllocateNetBuffer { get; }

    /// <summary>Where lists come from when the caller names no pool.</summary>
    internal static NetBufferListPool Default { get; } =
        new(new NetBufferListPoolParameters { PoolTag = 0x4C_42_64_6E, AllocateNetBuffer = true }, owner: null, permanent: true);

    /// <summary>Lends a list with everything that the pool makes with it, null when there is none to lend.</summary>
    internal NetBufferList Allocate()
    {
        ThrowIfFreed();
        var list = new NetBufferList(Store.Acquire());
        if (!list) return null;
        NetBuffer own = null;
        if (AllocateNetBuffer)
        {
            own = new NetBuffer(list.Word + (ulong)Store.Layout.NetBuffer);
            var mdl = DataSize > 0 ? DescribeOwnMdl(list.Word) : null;
            own.Fields->Parent = list;
            own.Fields->OwnMdl = mdl;
            own.Describe(mdl, 0, DataSize, mdl, 0);
        }
        list.Describe(own);
        return list;
    }

    /// <summary>Takes a list back to whichever pool it came from, or says what is wrong with the free.</summary>
    internal static void Release(NetBufferList list)
    {
        if (!list.IsLive || SlotStore.Of(list.Word)?.TryRelease(list.Word) != true)
            throw list.IsNull
                ? new NdisViolationException(RuleIds.NeverAcquired, "the null NET_BUFFER_LIST is freed.")
                : new NdisViolationException(RuleIds.FreedTwice, $"{list} is freed again{Handle.WhatNow(list.Word)}.");
    }

    private protected override string Describe(ulong handle) => new NetBufferList(handle).ToString();
}
