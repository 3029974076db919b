using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFERs, from <see cref="Ndis.NdisAllocateNetBufferPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferPool"/> (or <see cref="NdisPool.Dispose"/>) after all its NET_BUFFERs were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe partial class NetBufferPool : NdisPool
{
    internal NetBufferPool(NetBufferPoolParameters parameters, NdisHandle? owner, bool permanent = false, Watch? watch = null)
        : base("NB", SlotLayout.ForNetBuffers(parameters.DataSize, watch?.GuardBytes ?? 0), parameters.MaximumCount, parameters.PoolTag, owner, permanent, watch) =>
        plainNumber = parameters.DataSize == 0 ? Number : 0;

    /// <summary>As <see cref="NdisPool.Number"/>, but 0 too when the pool brings data.</summary>
    int plainNumber;

    /// <summary>Where NET_BUFFERs come from when the caller names no pool.</summary>
    internal static NetBufferPool Default { get; } = new(new NetBufferPoolParameters { PoolTag = 0x4E_42_64_6E }, owner: null, permanent: true);

    /// <summary>Finds the way to the pool once, for many allocations and frees in a scope: <c>using NetBufferPool.Scope local = pool.Enter();</c></summary>
    /// <returns>A scope that has the same verbs.</returns>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>Threads: the scope stays on the stack of the thread that entered. Source: ours.</remarks>
    public Scope Enter()
    {
        ThrowIfFreed();
        return new Scope(this, ThreadContexts.FindOrMake(Store));
    }

    /// <summary>Lends a NET_BUFFER over the caller's chain, null when there is none to lend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NetBuffer Allocate(Mdl mdlChain, int dataOffset, int dataLength)
    {
        var context = ThreadContexts.ForBuffers;
        if (context != null && context->Number == plainNumber && (mdlChain.Word | (uint)dataOffset | (uint)dataLength) == 0)
        {
            var word = PoolContext.Take(context);
            if (word != 0) return new NetBuffer(word);
        }
        return AllocateOver(mdlChain, dataOffset, dataLength);
    }

    /// <summary>Lends NET_BUFFERs that describe nothing, as many as there are and the span has room for.</summary>
    internal int Allocate(Span<NetBuffer> netBuffers)
    {
        ThrowIfItBringsData();
        var context = ThreadContexts.FindOrMake(Store);
        var count = 0;
        fixed (NetBuffer* handles = netBuffers)
        {
            var words = (ulong*)handles;
            while (count < netBuffers.Length)
            {
                count += context == null ? 0 : PoolContext.Take(context, words + count, netBuffers.Length - count);
                if (count == netBuffers.Length || (words[count] = Store.TakeSlowly()) == 0) break;
                NetBufferFields.ClearFirstLine(Handle.Header(words[count++]));
            }
        }
        netBuffers[count..].Clear();
        return count;
    }

    /// <summary>Lends a NET_BUFFER with MDL and data of its own, null when there is none to lend.</summary>
    internal NetBuffer AllocateMdlAndData()
    {
        var word = Take(ThreadContexts.ForBuffers);
        if (word == 0)
        {
            ThrowIfFreed();
            word = TakeSlowly();
            if (word == 0) return null;
        }
        return StartedWithData(word);
    }

    /// <summary>Takes a NET_BUFFER back to whichever pool it came from, or says what is wrong with the free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Release(NetBuffer netBuffer)
    {
        var context = ThreadContexts.ForBuffers;
        if (netBuffer.IsNull || context == null || !TryRelease(netBuffer, context)) ReleaseElsewhere(netBuffer);
    }

    /// <summary>Takes NET_BUFFERs back from the front, each to its own pool, up to the first that cannot be.</summary>
    internal static void Release(ReadOnlySpan<NetBuffer> netBuffers)
    {
        fixed (NetBuffer* handles = netBuffers)
        {
            for (var at = 0; at < netBuffers.Length; at++)
            {
                var context = ThreadContexts.ForBuffers;
                if (context != null) at += PoolContext.GiveBuffers(context, (ulong*)handles + at, netBuffers.Length - at);
                if (at < netBuffers.Length) ReleaseElsewhere(netBuffers[at]);
            }
        }
    }

    internal override void Prepare(ulong slot)
    {
        if (DataSize > 0) PrepareOwnMdl(slot);
    }

    /// <summary>Takes a slot by way of the context that the thread used last, 0 when that does not serve this pool or has none.</summary>
    ulong Take(PoolContext* context) => context != null && context->Number == Number ? PoolContext.Take(context) : 0;

    /// <summary>Takes a slot by way of whatever context the thread has for this pool, which it will look at first from now on.</summary>
    ulong TakeSlowly()
    {
        var context = ThreadContexts.Find(Number);
        var word = Take(context);
        if (word == 0 && (word = Store.TakeSlowly()) != 0) NetBufferFields.ClearFirstLine(Handle.Header(word));
        ThreadContexts.ForBuffers = ThreadContexts.Find(Number);
        return word;
    }

    /// <summary>Makes the MDL of a slot live, which was taken from the store, and the NET_BUFFER describe all of it.</summary>
    NetBuffer StartedWithData(ulong word)
    {
        var mdl = Store.GoLive(word + NetBufferFields.Bytes);
        ((NetBufferFields*)Handle.Header(word))->DescribeOwn(mdl, DataSize);
        return new NetBuffer(word);
    }

    NetBuffer AllocateOver(Mdl mdlChain, int dataOffset, int dataLength)
    {
        ThrowIfItBringsData();
        var (current, offset) = DataCursor.Locate(mdlChain, dataOffset, dataLength);
        var word = Take(ThreadContexts.ForBuffers);
        if (word == 0 && (word = TakeSlowly()) == 0) return null;
        var fields = (NetBufferFields*)Handle.Header(word);
        fields->MdlChain = mdlChain;
        fields->DataOffset = dataOffset;
        fields->DataLength = dataLength;
        fields->CurrentMdl = current;
        fields->CurrentMdlOffset = offset;
        return new NetBuffer(word);
    }

    /// <summary>Puts a NET_BUFFER into the magazine of a context, if it came from that store and its free has nothing to look after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryRelease(NetBuffer netBuffer, PoolContext* context, bool inScope = false)
    {
        var fields = (NetBufferFields*)Handle.Header(netBuffer.Word);
        return fields->IsPlain ? PoolContext.Give(context, netBuffer.Word, inScope: inScope)
            : fields->IsPlainWithMdl && MdlFields.IsUnshared(fields) && PoolContext.Give(context, netBuffer.Word, NetBufferFields.Bytes, inScope: inScope);
    }

    /// <summary>Takes a NET_BUFFER back where the context that the thread used last could not.</summary>
    static void ReleaseElsewhere(NetBuffer netBuffer)
    {
        if (!netBuffer.IsNull)
        {
            var context = ThreadContexts.Find(Handle.Slab(netBuffer.Word)->Store);
            ThreadContexts.ForBuffers = context;
            if (TryRelease(netBuffer, context)) return;
        }
        ReleaseSlowly(netBuffer, expected: null);
    }

    /// <summary>Takes a NET_BUFFER back that needs more than a place in a magazine.</summary>
    /// <param name="netBuffer">What is given back.</param>
    /// <param name="expected">The pool that it has to come from, null if any will do.</param>
    static void ReleaseSlowly(NetBuffer netBuffer, NetBufferPool? expected)
    {
        if (!netBuffer.IsLive || SlotStore.Of(netBuffer.Word) is not { } store) throw NotLive(netBuffer);
        var fields = (NetBufferFields*)Handle.Header(netBuffer.Word);
        // Of two threads that free it the slower may read what the faster one left of the fields: only what is still live is judged by them.
        if (!fields->Parent.IsNull && netBuffer.IsLive)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{netBuffer} came with its NET_BUFFER_LIST and goes with it; it is not freed alone.");
        if (expected is not null && store != expected.Store)
            throw new NdisViolationException(RuleIds.WrongPartner, $"{netBuffer} is freed to {expected}, but came from {store.Pool}.");
        if (!store.TryEnd(netBuffer.Word)) throw NotLive(netBuffer);
        List<string>? left = null;
        DataRetreat.AddNamesTo(ref left, fields);
        fields->ClearRest();
        store.PutBack(netBuffer.Word);
        if (left is not null)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{netBuffer} is freed before an advance undid its retreat:", left);
    }

    private protected override void LeaveMagazines()
    {
        base.LeaveMagazines();
        plainNumber = 0;
    }

    private protected override void Abandon(ulong handle) => DerivedLists.Abandon(new NetBuffer(handle));

    private protected override string Describe(ulong handle) => new NetBuffer(handle).ToString();

    static NdisViolationException NotLive(NetBuffer netBuffer) => netBuffer.IsNull
        ? new NdisViolationException(RuleIds.NeverAcquired, "the null NET_BUFFER is freed.")
        : new NdisViolationException(RuleIds.FreedTwice, $"{netBuffer} is freed again{Handle.WhatNow(netBuffer.Word)}.", allocationSite: SlotStore.SiteOfStale(netBuffer.Word));

    void ThrowIfItBringsData()
    {
        ThrowIfFreed();
        if (DataSize > 0)
            throw new NdisViolationException(RuleIds.WrongPartner,
                $"NdisAllocateNetBuffer: {this} has a DataSize of {DataSize}; use NdisAllocateNetBufferMdlAndData.");
    }
}
