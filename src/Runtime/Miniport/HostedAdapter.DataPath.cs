namespace NdisRules.Runtime;

public sealed partial class HostedAdapter
{
    readonly Dictionary<NetBufferList, HostSend> sends = [];
    readonly HashSet<NetBufferList> indicated = [];
    readonly List<NetBufferList> held = [];
    readonly List<byte[]> received = [];

    /// <summary>A packet arrived, on the thread that indicated it. The bytes are a copy.</summary>
    public event Action<ReadOnlyMemory<byte>>? Received;

    /// <summary>The packets that the driver indicated so far, copied: a snapshot, in the order of arrival.</summary>
    public IReadOnlyList<byte[]> ReceivedPackets
    {
        get
        {
            lock (gate) return [.. received];
        }
    }

    /// <summary>Whether indicated lists are kept until <see cref="ReturnReceived"/>, rather than returned inside the indication.</summary>
    public bool HoldReceived { get; set; }

    /// <summary>How many sent lists the driver has not completed.</summary>
    public int PendingSendCount
    {
        get
        {
            lock (gate) return sends.Count;
        }
    }

    /// <summary>How many indicated lists have not gone back to the driver.</summary>
    public int PendingReceiveCount
    {
        get
        {
            lock (gate) return indicated.Count;
        }
    }

    /// <summary>Hands one packet to the driver, as a list with one NET_BUFFER over the caller's memory.</summary>
    /// <param name="packet">The packet. Left alone by the caller until the send is completed.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    /// <returns>The send; completed if the driver did so inside the call.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Running.</exception>
    /// <exception cref="OutOfMemoryException">The host has no memory for the list.</exception>
    public HostSend Send(Memory<byte> packet, uint portNumber = 0, NdisSendFlags sendFlags = NdisSendFlags.None) =>
        SendChain([packet], portNumber, sendFlags)[0];

    /// <summary>Hands several packets to the driver in one call, as a chain of lists.</summary>
    /// <param name="packets">The packets, at least one. Left alone by the caller until their sends are completed.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the sends.</param>
    /// <returns>One send per packet, in order.</returns>
    /// <exception cref="ArgumentException">There is no packet.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Running.</exception>
    /// <exception cref="OutOfMemoryException">The host has no memory for the lists.</exception>
    public IReadOnlyList<HostSend> SendChain(
        IReadOnlyList<Memory<byte>> packets, uint portNumber = 0, NdisSendFlags sendFlags = NdisSendFlags.None)
    {
        ArgumentNullException.ThrowIfNull(packets);
        if (packets.Count == 0) throw new ArgumentException("There is no packet to send.", nameof(packets));
        Require("MiniportSendNetBufferLists", MiniportState.Running);
        var made = packets.Select(packet => new HostSend(packet, host.SendPool)).ToArray();
        for (var i = 1; i < made.Length; i++) made[i - 1].List.Next = made[i].List;
        lock (gate)
        {
            foreach (var send in made) sends.Add(send.List, send);
        }
        var first = made[0].List;
        if (Handlers.SendNetBufferLists is { } handler) handler(MiniportAdapterContext, first, portNumber, sendFlags);
        else FailAll(first);
        return made;
    }

    /// <summary>Gives the lists that <see cref="HoldReceived"/> kept back to the driver, as one chain.</summary>
    /// <returns>How many there were.</returns>
    public int ReturnReceived()
    {
        List<NetBufferList> back;
        lock (gate)
        {
            back = [.. held];
            held.Clear();
        }
        for (var i = 0; i < back.Count; i++) back[i].Next = i + 1 < back.Count ? back[i + 1] : null;
        if (back.Count > 0) Return(back[0]);
        return back.Count;
    }

    /// <summary>Asks the driver to call back queued sends.</summary>
    /// <param name="cancelId">The identifier that the sends carry.</param>
    /// <exception cref="InvalidOperationException">The adapter is neither Running nor Pausing.</exception>
    public void CancelSend(nint cancelId)
    {
        Require("MiniportCancelSend", MiniportState.Running, MiniportState.Pausing);
        Handlers.CancelSend!(MiniportAdapterContext, cancelId);
    }

    internal void SendComplete(NetBufferList first)
    {
        Require("NdisMSendNetBufferListsComplete", MiniportState.Running, MiniportState.Pausing, MiniportState.Paused, MiniportState.Shutdown);
        foreach (var list in first.Chain)
        {
            HostSend? send;
            lock (gate) sends.Remove(list, out send);
            if (send is null) throw new NdisViolationException(RuleIds.FreedTwice, $"{list} is completed, but is no send of {NdisMiniportHandle} under way.");
            send.Complete(list.Status);
        }
    }

    internal void Indicate(NetBufferList first, int count, NdisReceiveFlags flags)
    {
        Require("NdisMIndicateReceiveNetBufferLists", MiniportState.Running, MiniportState.Restarting);
        Check(first, count);
        var lent = flags.HasFlag(NdisReceiveFlags.Resources);
        var packets = Lists(first).SelectMany(CopiesOf).ToArray();
        lock (gate)
        {
            if (!lent) indicated.UnionWith(Lists(first));
            if (!lent && HoldReceived) held.AddRange(Lists(first));
        }
        foreach (var packet in packets) Deliver(packet);
        if (!lent && !HoldReceived) Return(first);
    }

    void Check(NetBufferList first, int count)
    {
        var lists = Lists(first);
        if (lists.Count != count || count == 0) throw new ArgumentException($"The chain has {lists.Count} lists where {count} are announced.", nameof(count));
        foreach (var list in lists)
        {
            if (list.SourceHandle is var source && source != NdisMiniportHandle)
                throw new ArgumentException($"The SourceHandle of {list} must be {NdisMiniportHandle}, not {source?.ToString() ?? "null"}.", nameof(first));
            if (!list.HasConsistentNblFlags(out var broken))
                throw new ArgumentException($"The NblFlags of {list} contradict each other: {broken}.", nameof(first));
            lock (gate)
            {
                if (indicated.Contains(list)) throw new NdisViolationException(RuleIds.UsedAfterFree, $"{list} is indicated again before it came back.");
            }
        }
    }

    static List<NetBufferList> Lists(NetBufferList first)
    {
        var lists = new List<NetBufferList>();
        foreach (var list in first.Chain) lists.Add(list);
        return lists;
    }

    static List<byte[]> CopiesOf(NetBufferList list)
    {
        var copies = new List<byte[]>();
        foreach (var netBuffer in list.NetBuffers) copies.Add(PacketBytes.CopyOf(netBuffer));
        return copies;
    }

    void Deliver(byte[] packet)
    {
        lock (gate) received.Add(packet);
        Received?.Invoke(packet);
    }

    void Return(NetBufferList first)
    {
        lock (gate) indicated.ExceptWith(Lists(first));
        Handlers.ReturnNetBufferLists!(MiniportAdapterContext, first, NdisReturnFlags.None);
    }

    void FailAll(NetBufferList first)
    {
        foreach (var list in first.Chain) list.Status = NdisStatus.Failure;
        SendComplete(first);
    }

    List<string> PendingNames()
    {
        lock (gate) return [.. sends.Keys.Select(list => $"{list}, sent"), .. indicated.Select(list => $"{list}, indicated")];
    }
}
