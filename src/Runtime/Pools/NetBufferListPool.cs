using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFER_LISTs, from <see cref="Ndis.NdisAllocateNetBufferListPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferListPool"/> (or <see cref="NdisPool.Dispose"/>) after all its lists were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferListPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe class NetBufferListPool : NdisPool
{
    internal NetBufferListPool(NetBufferListPoolParameters parameters, NdisHandle? owner, bool permanent = false)
        : base("NBL", Layout(parameters), parameters.MaximumCount, parameters.PoolTag, owner, permanent)
    {
        ProtocolId = parameters.ProtocolId;
        AllocateNetBuffer = parameters.AllocateNetBuffer;
    }

    /// <summary>The protocol given at creation, 0 for drivers that are none. Every list starts with it.</summary>
    public byte ProtocolId { get; }

    /// <summary>Whether every list arrives with one NET_BUFFER linked to it.</summary>
    public bool AllocateNetBuffer { get; }

    /// <summary>Bytes of context that come with every list: what was asked for, rounded up to a multiple of 16.</summary>
    public int ContextSize => Store.Layout.ContextSize;

    /// <summary>Where lists come from when the caller names no pool.</summary>
    internal static NetBufferListPool Default { get; } =
        new(new NetBufferListPoolParameters { PoolTag = 0x4C_42_64_6E, AllocateNetBuffer = true }, owner: null, permanent: true);

    /// <summary>Lends a list with everything that the pool makes with it, null when there is none to lend.</summary>
    /// <param name="contextSize">Bytes of context to reserve, a multiple of 16.</param>
    /// <param name="contextBackFill">Bytes of unused context to have in addition, a multiple of 16.</param>
    internal NetBufferList Allocate(int contextSize, int contextBackFill)
    {
        ThrowIfFreed();
        var context = contextSize + contextBackFill;
        var block = context > ContextSize ? ContextBlock.Make(context, temporary: false) : null;
        if (context > ContextSize && block == null) return null;
        var list = new NetBufferList(Store.Acquire());
        if (!list)
        {
            NativeMemory.Free(block);
            return null;
        }
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
        list.ProtocolId = ProtocolId;
        SetContext(list, block, contextSize);
        return list;
    }

    /// <summary>Takes a list back to whichever pool it came from, or says what is wrong with the free.</summary>
    internal static void Release(NetBufferList list)
    {
        if (!list.IsLive || SlotStore.Of(list.Word) is not { } store) throw NotLive(list);
        // The slot is read before it goes to its next holder; memory outside it is read only by the one thread whose release succeeds.
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        Transit.ThrowIfOut(list, fields);
        ReportLinks(list, fields, "NdisFreeNetBufferList");
        var context = fields->Context;
        var slotBlock = SlotBlock(store, list.Word);
        var left = ContextStack.NamesIn(slotBlock);
        if (fields->OwnNetBuffer) DataRetreat.AddNamesTo(ref left, (NetBufferFields*)Handle.Header(fields->OwnNetBuffer.Word));
        if (!store.TryRelease(list.Word)) throw NotLive(list);
        ContextStack.Drain(context, slotBlock, ref left);
        if (left is not null)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{list} is freed before what is owed for it:", left);
    }

    /// <summary>Reports what still refers to a list that is freed, or what it still refers to.</summary>
    internal static void ReportLinks(NetBufferList list, NetBufferListFields* fields, string function)
    {
        if (fields->Next) NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {list} is freed while {fields->Next} is chained behind it.");
        if (fields->ChildRefCount != 0)
            NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {list} is freed while its ChildRefCount is {fields->ChildRefCount}.");
        for (var netBuffer = fields->FirstNetBuffer; netBuffer; netBuffer = ((NetBufferFields*)Handle.Header(netBuffer.Word))->Next)
        {
            if (netBuffer.IsLive) continue;
            NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {netBuffer} was freed while it was linked to {list}.");
            return;
        }
    }

    static SlotLayout Layout(NetBufferListPoolParameters parameters) =>
        SlotLayout.ForNetBufferLists(parameters.AllocateNetBuffer, RoundUp(parameters.ContextSize), parameters.DataSize);

    /// <summary>The next multiple of 16, the MEMORY_ALLOCATION_ALIGNMENT of 64 bits.</summary>
    internal static int RoundUp(int contextSize) => ContextBlock.RoundUp(contextSize, 16);

    static ContextBlock* SlotBlock(SlotStore store, ulong handle) =>
        store.Layout.Context > 0 ? (ContextBlock*)((byte*)Handle.Header(handle) + store.Layout.Context) : null;

    void SetContext(NetBufferList list, ContextBlock* block, int contextSize)
    {
        var slotBlock = SlotBlock(Store, list.Word);
        if (slotBlock != null) slotBlock->Start(ContextSize, block == null ? contextSize : 0);
        list.Fields->Context = block == null ? slotBlock : block;
        if (block == null) return;
        block->Start(block->Size, contextSize);
        block->Next = slotBlock;
    }

    private protected override void Abandon(ulong handle)
    {
        DerivedLists.Abandon(new NetBufferList(handle));
        var fields = (NetBufferListFields*)Handle.Header(handle);
        List<string>? ignored = null;
        ContextStack.Drain(fields->Context, SlotBlock(Store, handle), ref ignored);
        fields->Context = null;
    }

    static NdisViolationException NotLive(NetBufferList list) => list.IsNull
        ? new NdisViolationException(RuleIds.NeverAcquired, "the null NET_BUFFER_LIST is freed.")
        : new NdisViolationException(RuleIds.FreedTwice, $"{list} is freed again{Handle.WhatNow(list.Word)}.");

    private protected override string Describe(ulong handle)
    {
        var list = new NetBufferList(handle);
        return Transit.IsOut(list) ? $"{list}, {Transit.Describe(list)}" : list.ToString();
    }
}
