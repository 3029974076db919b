// case: A tunnel pushes a context and a header onto what it sends and takes both off again
using System.Buffers.Binary;

sealed class TunnelOptions
{
    public uint Key { get; init; }
    public int Headroom { get; init; } = 8;
}

sealed class TunnelFilter : FilterModule
{
    const int ContextSize = 16;
    const uint Tag = 0x6E75;

    readonly TunnelOptions options;
    readonly object sync = new();
    long encapsulated;
    long refused;

    public TunnelFilter(TunnelOptions options) => this.options = options;

    public override NdisStatus FilterAttach(FilterAttachParameters parameters) =>
        options.Headroom is >= 8 and <= 64 ? NdisStatus.Success : NdisStatus.NotSupported;

    public override void FilterDetach() => Console.WriteLine($"{encapsulated} encapsulated, {refused} refused");

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        var list = netBufferLists;
        if (!list.Next.IsNull)
        {
            Refuse(list, NdisStatus.NotSupported);
            return;
        }

        var status = NdisAllocateNetBufferListContext(list, ContextSize, 0, Tag);
        if (status != NdisStatus.Success)
        {
            Refuse(list, status);
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(list.ContextDataStart, options.Key);
        status = NdisRetreatNetBufferListDataStart(list, options.Headroom, 0);
        if (status != NdisStatus.Success)
        {
            NdisFreeNetBufferListContext(list, ContextSize);
            Refuse(list, status);
            return;
        }

        if (!WriteHeaders(list))
        {
            NdisAdvanceNetBufferListDataStart(list, options.Headroom, false);
            NdisFreeNetBufferListContext(list, ContextSize);
            Refuse(list, NdisStatus.InvalidLength);
            return;
        }

        lock (sync)
            encapsulated++;
        NdisFSendNetBufferLists(NdisFilterHandle, list, portNumber, sendFlags);
    }

    public override void FilterSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            NdisAdvanceNetBufferListDataStart(list, options.Headroom, false);
            NdisFreeNetBufferListContext(list, ContextSize);
        }

        NdisFSendNetBufferListsComplete(NdisFilterHandle, netBufferLists, sendCompleteFlags);
    }

    bool WriteHeaders(NetBufferList list)
    {
        Span<byte> storage = stackalloc byte[8];
        foreach (var buffer in list.NetBuffers)
        {
            if (!NdisGetDataBuffer(buffer, 8, storage, 1, 0, out var data))
                return false;
            BinaryPrimitives.WriteUInt32BigEndian(data, 0x20000000);
            BinaryPrimitives.WriteUInt32BigEndian(data[4..], options.Key);
        }

        return true;
    }

    void Refuse(NetBufferList list, NdisStatus status)
    {
        lock (sync)
            refused++;
        for (var one = list; one; one = one.Next)
            one.Status = status;
        NdisFSendNetBufferListsComplete(NdisFilterHandle, list, NdisSendCompleteFlags.None);
    }
}
