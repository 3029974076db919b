using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFER_LISTs, from <see cref="Ndis.NdisAllocateNetBufferListPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferListPool"/> (or <see cref="NdisPool.Dispose"/>) after all its lists were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferListPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe class NetBufferListPool : NdisPool
{
    internal NetBufferListPool(NetBufferListPoolParameters parameters, NdisHandle? owner, bool permanent = false, Watch? watch = null)
        : base("NBL", Layout(parameters, watch?.GuardBytes ?? 0), parameters.MaximumCount, parameters.PoolTag, owner, permanent, watch)
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
        if (contextSize + contextBackFill > ContextSize) return AllocateWithBlock(contextSize, contextBackFill);
        var list = Take();
        if (!list.IsNull && ContextSize > 0) SlotBlock(Store, list.Word)->Start(ContextSize, contextSize);
        return list;
    }

    /// <summary>The same when the context of the pool is too small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    NetBufferList AllocateWithBlock(int contextSize, int contextBackFill)
    {
        ThrowIfFreed();
        var block = ContextBlock.Make(contextSize + contextBackFill, temporary: false);
        if (block == null) return null;
        var list = Take();
        if (!list)
        {
            NativeMemory.Free(block);
            return null;
        }
        var slotBlock = SlotBlock(Store, list.Word);
        if (slotBlock != null) slotBlock->Start(ContextSize, reserved: 0);
        block->Start(block->Size, contextSize);
        block->Next = slotBlock;
        list.Fields->Context = block;
        return list;
    }

    NetBufferList Take()
    {
        var word = Take(ThreadContexts.ForLists);
        if (word == 0)
        {
            ThrowIfFreed();
            word = TakeSlowly();
            if (word == 0) return null;
        }
        var fields = (NetBufferListFields*)Handle.Header(word);
        if (AllocateNetBuffer) fields->FirstNetBuffer = StartNetBuffer(word);
        return new NetBufferList(word);
    }

    /// <summary>Takes a slot by way of the context that the thread used last, 0 when that does not serve this pool or has none.</summary>
    ulong Take(PoolContext* context) => context != null && context->Number == Number ? PoolContext.Take(context) : 0;

    /// <summary>Takes a slot by way of whatever context the thread has for this pool, which it will look at first from now on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    ulong TakeSlowly()
    {
        var context = ThreadContexts.Find(Number);
        var word = Take(context);
        if (word == 0 && (word = Store.TakeSlowly()) != 0) NetBufferFields.ClearFirstLine(Handle.Header(word));
        ThreadContexts.ForLists = ThreadContexts.Find(Number);
        return word;
    }

    /// <summary>Takes a slot that brings an MDL for a clone, if this thread has one at hand.</summary>
    /// <param name="part">The MDL, live, with all its fields still to be set.</param>
    /// <returns>The list, with its NET_BUFFER; 0, and nothing was taken, when there is none.</returns>
    internal ulong TakeForClone(out ulong part)
    {
        part = 0;
        // The context used last is often the one of the originals, and so it stays the one that is looked at first.
        var word = Store.Layout.SpareMdl > 0 ? Take(ThreadContexts.Find(Number)) : 0;
        if (word == 0) return 0;
        ((NetBufferListFields*)Handle.Header(word))->FirstNetBuffer = StartNetBuffer(word);
        part = word + (ulong)Store.Layout.SpareMdl;
        var fields = (MdlFields*)Handle.Header(part);
        fields->State = Store.LiveHeader(part);
        fields->IsInSlot = true;
        return word;
    }

    /// <summary>Takes a clone back that <see cref="TakeForClone"/> began and with which only this thread has to do.</summary>
    internal static void ReleaseClone(NetBufferList list)
    {
        const int netBuffer = NetBufferListFields.Bytes;
        var context = ThreadContexts.Find(Handle.Slab(list.Word)->Store);
        if (!PoolContext.Give(context, list.Word, netBuffer, netBuffer + NetBufferFields.Bytes)) ReleaseElsewhere(list);
    }

    /// <summary>Makes the NET_BUFFER and the MDL of a list live, which was taken from the store.</summary>
    NetBuffer StartNetBuffer(ulong list)
    {
        var word = list + NetBufferListFields.Bytes;
        var fields = (NetBufferFields*)Handle.Header(word);
        NetBufferFields.StartFirstLine(fields, Store.LiveHeader(word));
        if (DataSize > 0)
        {
            fields->Join(new NetBufferList(list), FieldMarks.None);
            fields->DescribeOwn(Store.GoLive(word + NetBufferFields.Bytes), DataSize, FieldMarks.Parent | FieldMarks.OwnMdl);
        }
        else fields->Join(new NetBufferList(list));
        return new NetBuffer(word);
    }

    internal override void Prepare(ulong slot)
    {
        var fields = (NetBufferListFields*)Handle.Header(slot);
        fields->Marks = FieldMarks.Rest;
        fields->ClearRest(ProtocolId);
        fields->ResetContext(SlotBlock(Store, slot));
        if (DataSize > 0) PrepareOwnMdl(slot);
    }

    /// <summary>As <see cref="Release"/>, for lists that were not derived and from which none was.</summary>
    internal static void ReleasePlain(NetBufferList list)
    {
        var context = ThreadContexts.ForLists;
        if (!list.IsNull && context != null && TryRelease(list, context)) return;
        DerivedLists.ThrowIfNotPlain(list);
        Release(list);
    }

    /// <summary>Takes a list back to whichever pool it came from, or says what is wrong with the free.</summary>
    internal static void Release(NetBufferList list)
    {
        var context = ThreadContexts.ForLists;
        if (list.IsNull || context == null || !TryRelease(list, context)) ReleaseElsewhere(list);
    }

    /// <summary>Puts a list into the magazine of a context, if it came from that store and its free has nothing to look after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryRelease(NetBufferList list, PoolContext* context) =>
        IsPlain(list.Word, context) && PoolContext.Give(context, list.Word, context->NetBuffer, context->Mdl);

    /// <summary>Takes a list back where the context that the thread used last could not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ReleaseElsewhere(NetBufferList list)
    {
        if (!list.IsNull)
        {
            var context = ThreadContexts.Find(Handle.Slab(list.Word)->Store);
            ThreadContexts.ForLists = context;
            if (TryRelease(list, context)) return;
        }
        ReleaseSlowly(list);
    }

    /// <summary>Frees a list and those chained behind it, up to the first that cannot be.</summary>
    internal static void ReleaseChain(NetBufferList first)
    {
        for (var list = first; list;)
        {
            var next = list.Next;
            list.Next = null;
            try
            {
                ReleasePlain(list);
            }
            catch when (list.IsLive)
            {
                list.Next = next;
                throw;
            }
            list = next;
        }
    }

    /// <summary>Whether the free of a list has nothing to look after: as the pool lent it, but for what its drivers wrote into the first line.</summary>
    static bool IsPlain(ulong list, PoolContext* context)
    {
        var fields = (NetBufferListFields*)Handle.Header(list);
        if ((fields->Next.Word | (uint)fields->ChildRefCount) != 0 || !fields->IsPlain) return false;
        if (context->Context != 0 && !((ContextBlock*)((byte*)fields + context->Context))->IsEmpty) return false;
        if (context->NetBuffer == 0) return fields->FirstNetBuffer.IsNull;
        var own = (NetBufferFields*)((byte*)fields + NetBufferListFields.Bytes);
        if (fields->FirstNetBuffer.Word != list + NetBufferListFields.Bytes || !own->Next.IsNull) return false;
        return own->IsPlainInList(withMdl: context->Mdl != 0) && (context->Mdl == 0 || MdlFields.IsUnshared(own));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ReleaseSlowly(NetBufferList list)
    {
        if (!list.IsLive || SlotStore.Of(list.Word) is not { } store) throw NotLive(list);
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        Transit.ThrowIfOut(list, fields);
        ReportLinks(list, fields, "NdisFreeNetBufferList");
        if (!store.TryEnd(list.Word)) throw NotLive(list);
        // From here to the next line but one the slot is nobody's but this thread's.
        var left = ((NetBufferListPool)store.Pool!).Clear(list.Word);
        store.PutBack(list.Word);
        if (left is not null)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{list} is freed before what is owed for it:", left);
    }

    /// <summary>The NET_BUFFER that was made with a list, null for one of a pool that makes none.</summary>
    internal static NetBuffer OwnNetBufferOf(NetBufferList list) =>
        SlotStore.Of(list.Word)!.Layout.NetBuffer > 0 ? new NetBuffer(list.Word + NetBufferListFields.Bytes) : null;

    /// <summary>Makes the fields of a slot those of an idle one, and lists what was owed for the list; null when nothing was.</summary>
    List<string>? Clear(ulong slot)
    {
        var fields = (NetBufferListFields*)Handle.Header(slot);
        var slotBlock = SlotBlock(Store, slot);
        var left = ContextStack.NamesIn(slotBlock);
        ContextStack.Drain(fields->Context, slotBlock, ref left);
        fields->ResetContext(slotBlock);
        fields->ClearRest(ProtocolId);
        if (!AllocateNetBuffer) return left;
        var own = (NetBufferFields*)((byte*)fields + NetBufferListFields.Bytes);
        DataRetreat.AddNamesTo(ref left, own);
        own->ClearRest();
        return left;
    }

    /// <summary>Reports what still refers to a list that is freed, or what it still refers to.</summary>
    internal static void ReportLinks(NetBufferList list, NetBufferListFields* fields, string function)
    {
        // Of two threads that free it the slower may read what the faster one left of the fields: only what is still live is judged by them.
        var (next, children) = (fields->Next, fields->ChildRefCount);
        if (!list.IsLive) return;
        if (next) NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {list} is freed while {next} is chained behind it.");
        if (children != 0)
            NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {list} is freed while its ChildRefCount is {children}.");
        for (var netBuffer = fields->FirstNetBuffer; netBuffer; netBuffer = ((NetBufferFields*)Handle.Header(netBuffer.Word))->Next)
        {
            if (netBuffer.IsLive) continue;
            NdisVerifier.Report(RuleIds.OutOfOrder, $"{function}: {netBuffer} was freed while it was linked to {list}.");
            return;
        }
    }

    static SlotLayout Layout(NetBufferListPoolParameters parameters, int guardBytes) =>
        SlotLayout.ForNetBufferLists(parameters.AllocateNetBuffer, RoundUp(parameters.ContextSize), parameters.DataSize, guardBytes);

    /// <summary>The next multiple of 16, the MEMORY_ALLOCATION_ALIGNMENT of 64 bits.</summary>
    internal static int RoundUp(int contextSize) => ContextBlock.RoundUp(contextSize, 16);

    static ContextBlock* SlotBlock(SlotStore store, ulong handle) =>
        store.Layout.Context > 0 ? (ContextBlock*)((byte*)Handle.Header(handle) + store.Layout.Context) : null;

    private protected override void Abandon(ulong handle)
    {
        DerivedLists.Abandon(new NetBufferList(handle));
        var fields = (NetBufferListFields*)Handle.Header(handle);
        List<string>? ignored = null;
        ContextStack.Drain(fields->Context, SlotBlock(Store, handle), ref ignored);
        fields->ResetContext(null);
    }

    static NdisViolationException NotLive(NetBufferList list) => list.IsNull
        ? new NdisViolationException(RuleIds.NeverAcquired, "the null NET_BUFFER_LIST is freed.")
        : new NdisViolationException(RuleIds.FreedTwice, $"{list} is freed again{Handle.WhatNow(list.Word)}.", allocationSite: SlotStore.SiteOfStale(list.Word));

    private protected override string Describe(ulong handle)
    {
        var list = new NetBufferList(handle);
        return Transit.IsOut(list) ? $"{list}, {Transit.Describe(list)}" : list.ToString();
    }
}
