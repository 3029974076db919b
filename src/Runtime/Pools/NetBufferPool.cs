using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFERs, from <see cref="Ndis.NdisAllocateNetBufferPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreeNetBufferPool"/> (or <see cref="NdisPool.Dispose"/>) after all its NET_BUFFERs were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocateNetBufferPool; growth and cap are ours.</para>
/// </remarks>
public sealed unsafe partial class NetBufferPool : NdisPool
{
    internal NetBufferPool(NetBufferPoolParameters parameters, NdisHandle? owner, bool permanent = false, Watch? watch = null)
        : base("NB", SlotLayout.ForNetBuffers(parameters.DataSize, watch?.GuardBytes ?? 0), parameters.MaximumCount, parameters.PoolTag, owner, permanent, watch)
    {
    }

    /// <summary>Where NET_BUFFERs come from when the caller names no pool.</summary>
    internal static NetBufferPool Default { get; } = new(new NetBufferPoolParameters { PoolTag = 0x4E_42_64_6E }, owner: null, permanent: true);

    /// <summary>Finds the way to the pool once, for many allocations and frees in a scope: <c>using NetBufferPool.Scope local = pool.Enter();</c></summary>
    /// <returns>A scope that has the same verbs.</returns>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>Threads: the scope stays on the stack of the thread that entered. Source: ours.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Scope Enter()
    {
        ThrowIfFreed();
        return new Scope(OpenScopes.Enter(this, ThreadContexts.FindOrMake(Store)));
    }

    /// <summary>Lends a NET_BUFFER over the caller's chain, null when there is none to lend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NetBuffer Allocate(Mdl mdlChain, int dataOffset, int dataLength)
    {
        var context = ThreadContexts.ForBuffers;
        if (context == null || context->Number != Number || (mdlChain.Word | (uint)dataOffset | (uint)dataLength) != 0)
            return AllocateOver(mdlChain, dataOffset, dataLength);
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->BareMask);
        var top = context->Top;
        if (((nuint)top & mask) != 0)
        {
            var handle = *top;
            var line = Handle.Header(handle);
            if (*line == (handle ^ context->FreeKey))
            {
                *(Vector512<ulong>*)line = Vector512.CreateScalar(handle ^ context->Key);
                context->Top = top - 1;
                Volatile.Write(ref context->Busy, 0);
                return new NetBuffer(handle);
            }
        }
        return AllocateAfterAll(context);
    }

    /// <summary>Lends a NET_BUFFER where the context could not, which this thread has marked as busy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    NetBuffer AllocateAfterAll(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 0);
        return AllocateOver(null, 0, 0);
    }

    /// <summary>Lends NET_BUFFERs that describe nothing, as many as there are and the span has room for.</summary>
    internal int Allocate(Span<NetBuffer> netBuffers)
    {
        ThrowIfItBringsData();
        return Allocate(netBuffers, ThreadContexts.FindOrMake(Store));
    }

    /// <summary>The same by way of the context that the thread has for the pool; null when it has none.</summary>
    int Allocate(Span<NetBuffer> netBuffers, PoolContext* context)
    {
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
        if (count < netBuffers.Length) netBuffers[count..].Clear();
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
        var handle = netBuffer.Word;
        if (handle != 0 && context != null)
        {
            var fields = (NetBufferFields*)Handle.Header(handle);
            if (fields->State == (handle ^ context->Key) && fields->IsPlain)
            {
                Volatile.Write(ref context->Busy, 1);
                var mask = Volatile.Read(ref context->Mask);
                var top = context->Top + 1;
                if (((nuint)top & mask) != 0)
                {
                    handle += Handle.OneGeneration;
                    fields->State = handle ^ context->FreeKey;
                    *top = handle;
                    context->Top = top;
                    Volatile.Write(ref context->Busy, 0);
                    return;
                }
                Volatile.Write(ref context->Busy, 0);
            }
        }
        ReleaseElsewhere(netBuffer);
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
    [MethodImpl(MethodImplOptions.NoInlining)]
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

    /// <summary>Lends a NET_BUFFER over the caller's chain where the short way does not do.</summary>
    /// <remarks>Never inlined, as all long ways are not: a profile that had caught it would make the compiler spend on it what it allows the
    /// caller for inlining, and leave the free as a call.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
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
    static bool TryRelease(NetBuffer netBuffer, PoolContext* context)
    {
        var fields = (NetBufferFields*)Handle.Header(netBuffer.Word);
        return fields->IsPlain ? PoolContext.Give(context, netBuffer.Word)
            : fields->IsPlainWithMdl && MdlFields.IsUnshared(fields) && PoolContext.Give(context, netBuffer.Word, NetBufferFields.Bytes);
    }

    /// <summary>Takes a NET_BUFFER back where the context that the thread used last could not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ReleaseElsewhere(NetBuffer netBuffer)
    {
        if (!netBuffer.IsNull)
        {
            var context = ThreadContexts.ForBuffers;
            if (context != null && TryRelease(netBuffer, context)) return;
            context = ThreadContexts.Find(Handle.Slab(netBuffer.Word)->Store);
            ThreadContexts.ForBuffers = context;
            if (TryRelease(netBuffer, context)) return;
        }
        ReleaseSlowly(netBuffer, expected: null);
    }

    /// <summary>Takes a NET_BUFFER back that needs more than a place in a magazine.</summary>
    /// <param name="netBuffer">What is given back.</param>
    /// <param name="expected">The pool that it has to come from, null if any will do.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
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
