namespace NdisRules.Runtime;

/// <summary>Makes a derived list, one NET_BUFFER after the other. It is finished, or it is undone and nothing is left of it.</summary>
unsafe ref struct ListBuilder
{
    readonly NetBufferPool? netBufferPool;
    NetBuffer unused;
    NetBuffer last;
    DerivedChain chain;

    ListBuilder(NetBufferList list, NetBufferPool? netBufferPool)
    {
        List = list;
        this.netBufferPool = netBufferPool;
        var fields = list.Fields;
        unused = fields->FirstNetBuffer;
        fields->FirstNetBuffer = null;
        // A derived list has no context to begin with, whatever its pool makes: the pool's block is put back when the list is freed.
        fields->Context = null;
    }

    internal NetBufferList List { get; }

    /// <summary>Takes a list for so many NET_BUFFERs; those that it does not bring itself come from the other pool.</summary>
    /// <returns>False when there is none to lend.</returns>
    internal static bool TryBegin(
        NetBufferListPool? nblPool, NetBufferPool? nbPool, int netBuffers, string function, out ListBuilder builder)
    {
        builder = default;
        var lists = Ndis.OrDefault(nblPool, function);
        var buffers = netBuffers > (lists.AllocateNetBuffer ? 1 : 0) ? Ndis.OrDefault(nbPool, function) : null;
        if (buffers is { DataSize: > 0 })
            throw new NdisViolationException(RuleIds.WrongPartner, $"{function}: {buffers} has a DataSize of {buffers.DataSize}; derived lists bring no data.");
        var list = lists.Allocate(0, 0);
        if (!list) return false;
        builder = new ListBuilder(list, buffers);
        return true;
    }

    /// <summary>Links a NET_BUFFER without data to the end of the list. Null when there is none to lend.</summary>
    internal NetBuffer Add()
    {
        var netBuffer = unused ? unused : netBufferPool!.Allocate(null, 0, 0);
        unused = null;
        if (!netBuffer) return null;
        netBuffer.Fields->Parent = List;
        if (last) last.Fields->Next = last.Fields->Rest->NextDerived = netBuffer;
        else List.Fields->FirstNetBuffer = List.Fields->Rest->DerivedNetBuffers = netBuffer;
        last = netBuffer;
        chain = default;
        Describe(netBuffer, null, 0, 0);
        return netBuffer;
    }

    /// <summary>Adds a NET_BUFFER over memory of the original, and makes room in front of it.</summary>
    /// <returns>False when memory ran short.</returns>
    internal bool TryAdd(ref ChainWalk source, int bytes, int dataOffsetDelta, int dataBackFill)
    {
        var netBuffer = Add();
        return !netBuffer.IsNull && TryAppend(netBuffer, ref source, bytes) && TryRetreat(netBuffer, dataOffsetDelta, dataBackFill);
    }

    /// <summary>Appends memory of the original to the NET_BUFFER that was added last.</summary>
    /// <returns>False when memory ran short; what was made hangs on the NET_BUFFER.</returns>
    internal bool TryAppend(NetBuffer netBuffer, ref ChainWalk source, int bytes)
    {
        var done = source.TryDescribe(bytes, ref chain);
        netBuffer.Fields->Rest->DerivedMdls = chain.First;
        if (done) Describe(netBuffer, chain.First, 0, netBuffer.DataLength + bytes);
        return done;
    }

    /// <summary>Makes room in front of a NET_BUFFER of the list.</summary>
    internal static bool TryRetreat(NetBuffer netBuffer, int dataOffsetDelta, int dataBackFill)
    {
        if (dataOffsetDelta == 0) return true;
        netBuffer.Fields->Rest->DataOffsetDelta = dataOffsetDelta;
        return Ndis.NdisRetreatNetBufferDataStart(netBuffer, dataOffsetDelta, dataBackFill) == NdisStatus.Success;
    }

    /// <summary>Adds a NET_BUFFER over the MDLs of another chain themselves, from one of them on to the last.</summary>
    /// <returns>False when there is no NET_BUFFER to lend.</returns>
    internal bool TryAddSharing(Mdl first, int dataOffset, int dataLength)
    {
        var netBuffer = Add();
        if (!netBuffer) return false;
        var fields = netBuffer.Fields;
        fields->Rest->DerivedMdls = first;
        foreach (var mdl in first.Chain)
        {
            Interlocked.Increment(ref mdl.Fields->Sharers);
            fields->Rest->SharedMdls++;
        }
        Describe(netBuffer, first, dataOffset, dataLength);
        return true;
    }

    /// <summary>Makes the list what it is. From here on only the matching function frees it.</summary>
    internal readonly NetBufferList Finish(DerivationKind kind, ulong from)
    {
        var fields = List.Fields;
        fields->Rest->DerivedFrom = from;
        fields->Derivation = Derivation.Of(kind, List);
        return List;
    }

    /// <summary>Gives back all that was taken.</summary>
    internal readonly void Undo()
    {
        List<string>? ignored = null;
        DerivedLists.Dismantle(List, ref ignored);
        NetBufferListPool.Release(List);
    }

    static void Describe(NetBuffer netBuffer, Mdl chain, int dataOffset, int dataLength)
    {
        var fields = netBuffer.Fields;
        fields->MdlChain = chain;
        fields->DataOffset = dataOffset;
        fields->DataLength = dataLength;
        DataCursor.Adjust(netBuffer);
    }
}
