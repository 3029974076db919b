// case: A protocol driver sends probes and counts the answers
using System.Buffers.Binary;

sealed class ProbeStatistics
{
    readonly ConcurrentDictionary<uint, DateTime> waiting = new();
    int answered;
    int lost;

    public void Sent(uint number) => waiting[number] = DateTime.UtcNow;

    public TimeSpan? Answered(uint number)
    {
        if (!waiting.TryRemove(number, out var sent))
            return null;
        answered++;
        return DateTime.UtcNow - sent;
    }

    public void Expire(TimeSpan age)
    {
        foreach (var (number, sent) in waiting.ToArray())
        {
            if (DateTime.UtcNow - sent > age && waiting.TryRemove(number, out _))
                lost++;
        }
    }

    public override string ToString() => $"{answered} answered, {lost} lost, {waiting.Count} waiting";
}

sealed class EchoProtocol : ProtocolBinding
{
    const int ProbeLength = 64;

    readonly ProbeStatistics statistics = new();
    readonly byte[] probe = new byte[ProbeLength];
    NetBufferListPool? pool;
    Mdl mdl;
    NdisHandle? binding;
    uint next;
    int inFlight;

    public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
    {
        pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { AllocateNetBuffer = true, ProtocolId = 7 });
        if (pool is null)
            return NdisStatus.Resources;
        probe.AsSpan().Fill(0xEE);
        mdl = NdisAllocateMdl(null, probe);
        if (!mdl)
        {
            NdisFreeNetBufferListPool(pool);
            pool = null;
            return NdisStatus.Resources;
        }

        binding = NdisBindingHandle;
        return NdisStatus.Success;
    }

    public NdisStatus SendProbe()
    {
        if (binding is null)
            return NdisStatus.NotAccepted;
        statistics.Expire(TimeSpan.FromSeconds(5));
        var list = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, ProbeLength);
        if (list.IsNull)
            return NdisStatus.Resources;
        var number = Interlocked.Increment(ref next);
        BinaryPrimitives.WriteUInt32BigEndian(probe.AsSpan(14), number);
        list.CancelId = (nint)number;
        statistics.Sent(number);
        Interlocked.Increment(ref inFlight);
        NdisSendNetBufferLists(binding, list, 0, NdisSendFlags.None);
        return NdisStatus.Pending;
    }

    public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        for (var list = netBufferLists; !list.IsNull;)
        {
            var following = list.Next;
            list.Next = default;
            if (list.Status != NdisStatus.Success)
                statistics.Answered((uint)list.CancelId);
            NdisFreeNetBufferList(list);
            Interlocked.Decrement(ref inFlight);
            list = following;
        }
    }

    public override void ProtocolReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        Span<byte> storage = stackalloc byte[18];
        foreach (var list in netBufferLists.Chain)
        {
            foreach (var buffer in list.NetBuffers)
            {
                if (buffer.DataLength >= 18 && NdisGetDataBuffer(buffer, 18, storage, 1, 0, out var data))
                    Answer(data);
            }
        }

        if ((receiveFlags & NdisReceiveFlags.Resources) == 0)
            NdisReturnNetBufferLists(NdisBindingHandle, netBufferLists, NdisReturnFlags.None);
    }

    void Answer(ReadOnlySpan<byte> data)
    {
        if (statistics.Answered(BinaryPrimitives.ReadUInt32BigEndian(data[14..])) is { } time)
            Console.WriteLine($"answer after {time.TotalMilliseconds:F1} ms");
    }

    public override void ProtocolUnbindAdapterEx()
    {
        binding = null;
        SpinWait.SpinUntil(() => Volatile.Read(ref inFlight) == 0);
        Console.WriteLine(statistics);
        NdisFreeMdl(mdl);
        if (pool is not null)
            NdisFreeNetBufferListPool(pool);
    }
}
