namespace NdisRules.Runtime;

/// <summary>Received lists with more than one receiver: the last is given the lists themselves, each other copies over the same memory.</summary>
/// <remarks>A receiver may take a chain apart, so that two cannot have the same lists. A list goes back when everyone gave back what he had.</remarks>
sealed unsafe class SharedLists : IDisposable
{
    const uint Tag = 0x79_70_6F_43;

    readonly NetBufferListPool lists;
    readonly NetBufferPool buffers = new(new NetBufferPoolParameters { PoolTag = Tag }, owner: null);

    /// <summary>Makes the pools of the copies.</summary>
    /// <param name="maximumCopies">How many lists may be copied at a time, 0 for no limit.</param>
    internal SharedLists(int maximumCopies) =>
        lists = new(new NetBufferListPoolParameters { AllocateNetBuffer = true, PoolTag = Tag, MaximumCount = maximumCopies }, owner: null);

    /// <summary>Frees the pools.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: copies have not been returned.</exception>
    public void Dispose()
    {
        lists.Dispose();
        buffers.Dispose();
    }

    /// <summary>Says that a chain is shared, by one receiver so far: the one that will be given the lists themselves, last of all.</summary>
    internal static void Share(NetBufferList first)
    {
        foreach (var list in first.Chain) list.Fields->Rest->Shares = 1;
    }

    /// <summary>A chain of copies for one more receiver, held by NDIS; null when there is no memory for all.</summary>
    internal NetBufferList TryCopy(NetBufferList first)
    {
        var copies = new ListChain();
        foreach (var list in first.Chain)
        {
            var copy = TryCopyOne(list);
            if (copy)
            {
                copies.Add(copy);
                continue;
            }
            foreach (var made in copies.First.Chain) Free(made);
            return null;
        }
        foreach (var list in first.Chain) Interlocked.Increment(ref list.Fields->RestToRead->Shares);
        return copies.First;
    }

    /// <summary>Takes back what a receiver returned, held by NDIS now: copies are freed, and the lists that everyone gave back are handed on.</summary>
    internal static NetBufferList TakeBack(NetBufferList first)
    {
        var back = new ListChain();
        foreach (var list in first.Chain)
        {
            var original = list;
            if (Transit.KindOf(list) == TransitKind.Copy)
            {
                original = list.Fields->RestToRead->CopyOf;
                Free(list);
            }
            if (IsLast(original)) back.Add(original);
        }
        return back.First;
    }

    /// <summary>Whether nothing in the chain is shared, so that it goes back as it is.</summary>
    internal static bool AreNone(NetBufferList first)
    {
        foreach (var list in first.Chain)
        {
            if (list.Fields->RestToRead->Shares != 0 || Transit.KindOf(list) == TransitKind.Copy) return false;
        }
        return true;
    }

    static bool IsLast(NetBufferList original)
    {
        ref var shares = ref original.Fields->RestToRead->Shares;
        return shares == 0 || Interlocked.Decrement(ref shares) == 0;
    }

    NetBufferList TryCopyOne(NetBufferList list)
    {
        var copy = Ndis.NdisAllocateNetBufferList(lists, 0, 0);
        if (!copy) return null;
        if (!TryCopyPackets(copy, list))
        {
            Free(copy);
            return null;
        }
        list.NetBufferListInfo.CopyTo(copy.NetBufferListInfo);
        copy.NblFlags = list.NblFlags;
        copy.Flags = list.Flags;
        copy.Status = list.Status;
        var to = copy.Fields;
        var from = list.Fields;
        to->SourceHandle = from->SourceHandle;
        var rest = to->Rest;
        rest->CopyOf = list;
        rest->Since = from->RestToRead->Since;
        Volatile.Write(ref rest->Transit, Transit.Word(0, Transit.OriginatorOf(from->RestToRead->Transit), TransitKind.Copy, 1));
        return copy;
    }

    bool TryCopyPackets(NetBufferList copy, NetBufferList list)
    {
        var last = copy.FirstNetBuffer;
        var isFirst = true;
        copy.FirstNetBuffer = list.FirstNetBuffer ? last : null;
        foreach (var netBuffer in list.NetBuffers)
        {
            if (isFirst)
            {
                last.Describe(netBuffer.MdlChain, netBuffer.DataOffset, netBuffer.DataLength, netBuffer.CurrentMdl, netBuffer.CurrentMdlOffset);
                isFirst = false;
                continue;
            }
            last.Next = Ndis.NdisAllocateNetBuffer(buffers, netBuffer.MdlChain, netBuffer.DataOffset, netBuffer.DataLength);
            last = last.Next;
            if (!last) return false;
        }
        return true;
    }

    static void Free(NetBufferList copy)
    {
        Transit.Restore(copy, 0);
        copy.Next = null;
        var own = NetBufferListPool.OwnNetBufferOf(copy);
        foreach (var netBuffer in copy.NetBuffers)
        {
            if (netBuffer != own) Ndis.NdisFreeNetBuffer(netBuffer);
        }
        copy.FirstNetBuffer = null;
        Ndis.NdisFreeNetBufferList(copy);
    }
}

/// <summary>Builds a chain of lists in order.</summary>
struct ListChain
{
    NetBufferList last;

    internal NetBufferList First { get; private set; }

    internal int Count { get; private set; }

    internal void Add(NetBufferList list)
    {
        list.Next = null;
        if (last) last.Next = list;
        else First = list;
        last = list;
        Count++;
    }
}
