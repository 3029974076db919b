namespace NdisRules.Runtime;

// The host as a protocol of its own over every adapter: what a person who drives the host sends and receives.
public sealed partial class HostedAdapter
{
    readonly HostedBinding hostBinding;
    readonly Dictionary<NetBufferList, HostSend> sends = [];
    readonly List<NetBufferList> held = [];
    readonly List<byte[]> received = [];

    /// <summary>A packet arrived, on the thread that indicated it. The bytes are a copy.</summary>
    public event Action<ReadOnlyMemory<byte>>? Received;

    /// <summary>Whether packets that arrive are kept for <see cref="ReceivedPackets"/>. True at first.</summary>
    /// <remarks>When it is false, nobody hears <see cref="Received"/> and nothing is held, the host is passed over.</remarks>
    public bool RecordReceived { get; set; } = true;

    /// <summary>The packets that were indicated so far, copied: a snapshot, in the order of arrival.</summary>
    public IReadOnlyList<byte[]> ReceivedPackets
    {
        get
        {
            lock (gate) return [.. received];
        }
    }

    /// <summary>Whether indicated lists are kept until <see cref="ReturnReceived"/>, rather than looked at inside the indication.</summary>
    public bool HoldReceived { get; set; }

    /// <summary>How many sent lists the driver has not completed, whoever sent them. Reads every list pool of the process.</summary>
    public int PendingSendCount => Transit.HeldBy(NdisMiniportHandle, TransitKind.Send).Count;

    /// <summary>How many lists that the driver indicated have not gone back to it. Reads every list pool of the process.</summary>
    public int PendingReceiveCount => Transit.OutFrom(NdisMiniportHandle, sent: false).Count;

    internal bool IsListening => RecordReceived || HoldReceived || Received is not null;

    /// <summary>Sends one packet down the stack, as a list with one NET_BUFFER over the caller's memory.</summary>
    /// <param name="packet">The packet. Left alone by the caller until the send is completed.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    /// <returns>The send; completed if the driver did so inside the call.</returns>
    /// <exception cref="InvalidOperationException">The adapter is not Running.</exception>
    /// <exception cref="OutOfMemoryException">The host has no memory for the list.</exception>
    public HostSend Send(Memory<byte> packet, uint portNumber = 0, NdisSendFlags sendFlags = NdisSendFlags.None) =>
        SendChain([packet], portNumber, sendFlags)[0];

    /// <summary>Sends several packets down the stack in one call, as a chain of lists.</summary>
    /// <param name="packets">The packets, at least one. Left alone by the caller until their sends are completed.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the sends.</param>
    /// <param name="cancelId">By what <see cref="CancelSend"/> finds them, 0 for nothing.</param>
    /// <returns>One send per packet, in order.</returns>
    /// <exception cref="ArgumentException">There is no packet.</exception>
    /// <exception cref="InvalidOperationException">The adapter is not Running.</exception>
    /// <exception cref="OutOfMemoryException">The host has no memory for the lists.</exception>
    public IReadOnlyList<HostSend> SendChain(
        IReadOnlyList<Memory<byte>> packets, uint portNumber = 0, NdisSendFlags sendFlags = NdisSendFlags.None, nint cancelId = 0)
    {
        ArgumentNullException.ThrowIfNull(packets);
        if (packets.Count == 0) throw new ArgumentException("There is no packet to send.", nameof(packets));
        Require("MiniportSendNetBufferLists", MiniportState.Running);
        var made = packets.Select(packet => new HostSend(packet, host.SendPool, hostBinding.NdisBindingHandle)).ToArray();
        var chain = new ListChain();
        lock (gate)
        {
            foreach (var send in made)
            {
                var list = send.List;
                list.CancelId = cancelId;
                chain.Add(list);
                sends.Add(list, send);
            }
        }
        Send(hostBinding, chain.First, portNumber, sendFlags);
        return made;
    }

    /// <summary>Gives the lists that <see cref="HoldReceived"/> kept back to the driver, as one chain.</summary>
    /// <returns>How many there were.</returns>
    public int ReturnReceived()
    {
        var chain = new ListChain();
        lock (gate)
        {
            foreach (var list in held) chain.Add(list);
            held.Clear();
        }
        if (chain.Count > 0) Return(hostBinding, chain.First, NdisReturnFlags.None);
        return chain.Count;
    }

    /// <summary>Asks the stack to call back queued sends.</summary>
    /// <param name="cancelId">The identifier that the sends carry.</param>
    /// <exception cref="InvalidOperationException">The adapter is neither Running nor Pausing.</exception>
    public void CancelSend(nint cancelId)
    {
        Require("MiniportCancelSend", MiniportState.Running, MiniportState.Pausing);
        CancelDown(0, cancelId);
    }

    /// <summary>The lists that somebody at this adapter holds or waits for: its miniport, its filter modules, its bindings and the host.</summary>
    /// <returns>A snapshot, one entry per hand-over that has not ended.</returns>
    /// <remarks>Reads every list pool of the process. Threads: any. Source: <c>!ndiskd.pendingnbls</c> with a miniport.</remarks>
    public IReadOnlyList<PendingNetBufferList> FindPendingNetBufferLists()
    {
        HashSet<NdisHandle> layers =
        [
            NdisMiniportHandle, hostBinding.NdisBindingHandle,
            .. bindings.Select(binding => binding.NdisBindingHandle), .. filters.Select(filter => filter.NdisFilterHandle),
        ];
        return [.. PendingNetBufferList.All().Where(pending => pending.IsAt(layers))];
    }

    internal void HostSendComplete(NetBufferList first)
    {
        foreach (var list in first.Chain)
        {
            HostSend? send;
            lock (gate) sends.Remove(list, out send);
            send!.Complete(list.Status);
        }
    }

    internal void HostReceive(NetBufferList first, NdisReceiveFlags flags)
    {
        foreach (var list in first.Chain)
        {
            foreach (var netBuffer in list.NetBuffers) Deliver(PacketBytes.CopyOf(netBuffer));
        }
        if ((flags & NdisReceiveFlags.Resources) != 0) return;
        lock (gate)
        {
            foreach (var list in first.Chain) held.Add(list);
        }
    }

    void Deliver(byte[] packet)
    {
        if (RecordReceived)
        {
            lock (gate) received.Add(packet);
        }
        Received?.Invoke(packet);
    }
}
