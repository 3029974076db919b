namespace NdisRules.Runtime;

/// <summary>One packet on its way through a driver.</summary>
/// <remarks>Threads: may be read from any thread while the driver completes it from another. Source: ours.</remarks>
public sealed class HostSend
{
    readonly Mdl mdl;
    volatile uint status = (uint)NdisStatus.Pending;
    volatile bool completed;

    internal HostSend(Memory<byte> packet, NetBufferListPool pool, NdisHandle source)
    {
        mdl = Ndis.NdisAllocateMdl(null, packet);
        if (!mdl) throw new OutOfMemoryException("The host has no MDL for a packet.");
        var list = Ndis.NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, packet.Length);
        List = list;
        if (list)
        {
            list.SourceHandle = source;
            return;
        }
        Ndis.NdisFreeMdl(mdl);
        throw new OutOfMemoryException("The host has no NET_BUFFER_LIST for a packet.");
    }

    /// <summary>How the send ended, Pending until the driver completed it.</summary>
    public NdisStatus Status => (NdisStatus)status;

    /// <summary>Whether the driver completed the send.</summary>
    public bool IsCompleted => completed;

    internal NetBufferList List { get; }

    /// <summary>Takes the list back from the driver and frees it: the driver's handles to it are stale from here on.</summary>
    internal void Complete(NdisStatus result)
    {
        List.Next = null;
        Ndis.NdisFreeNetBufferList(List);
        Ndis.NdisFreeMdl(mdl);
        status = (uint)result;
        completed = true;
    }
}
