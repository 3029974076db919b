// case: A protocol driver with delegates keeps its MDL when it unbinds, and a packet that it cannot send
sealed class WakeTarget
{
    public WakeTarget(string name, byte[] address)
    {
        if (address.Length != 6)
            throw new ArgumentException("An address has six bytes.", nameof(address));
        Name = name;
        Address = address;
    }

    public string Name { get; }
    public byte[] Address { get; }
    public int Attempts { get; set; }
}

static class MagicPacket
{
    public const int Length = 102;

    public static void Write(Span<byte> packet, ReadOnlySpan<byte> address)
    {
        packet[..6].Fill(0xFF);
        for (var at = 6; at < Length; at += 6)
            address.CopyTo(packet[at..]);
    }
}

sealed class WakeContext
{
    public NdisHandle? Binding;
    public NetBufferListPool? Pool;
    public Mdl Mdl;
    public byte[] Bytes = new byte[MagicPacket.Length];
    public bool IsPaused;
    public Dictionary<string, WakeTarget> Targets = new();
}

static class WakeProtocol
{
    static NdisHandle? protocol;

    public static NdisStatus Register(IEnumerable<WakeTarget> targets)
    {
        var characteristics = new ProtocolDriverCharacteristics
        {
            Name = "wake",
            ProtocolDriverContext = targets.ToDictionary(target => target.Name),
            ProtocolBindAdapterEx = Bind,
            ProtocolUnbindAdapterEx = Unbind,
            ProtocolSendNetBufferListsComplete = SendComplete,
            ProtocolReceiveNetBufferLists = Receive,
            ProtocolNetPnPEvent = PnP,
        };
        return NdisRegisterProtocolDriver(characteristics, out protocol);
    }

    static NdisStatus Bind(object? protocolDriverContext, NdisHandle bindContext, ProtocolBindParameters parameters)
    {
        var context = new WakeContext { Targets = (Dictionary<string, WakeTarget>)protocolDriverContext! };
        context.Pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { AllocateNetBuffer = true });
        if (context.Pool is null)
            return NdisStatus.Resources;
        context.Mdl = NdisAllocateMdl(null, context.Bytes);
        if (context.Mdl.IsNull)
        {
            NdisFreeNetBufferListPool(context.Pool);
            return NdisStatus.Resources;
        }

        var status = NdisOpenAdapterEx(protocol!, context, bindContext, out context.Binding);
        if (status != NdisStatus.Success)
        {
            NdisFreeMdl(context.Mdl);
            NdisFreeNetBufferListPool(context.Pool);
            return status;
        }

        return NdisStatus.Success;
    }

    public static bool Wake(WakeContext context, string name)
    {
        if (!context.Targets.TryGetValue(name, out var target))
            return false;
        target.Attempts++;
        MagicPacket.Write(context.Bytes, target.Address);
        var list = NdisAllocateNetBufferAndNetBufferList(context.Pool, 0, 0, context.Mdl, 0, MagicPacket.Length); // NDIS0005
        if (list.IsNull)
            return false;
        if (context.IsPaused || context.Binding is null)
        {
            Console.WriteLine($"{name} has to wait");
            return false;
        }

        NdisSendNetBufferLists(context.Binding, list, 0, NdisSendFlags.None);
        return true;
    }

    static void SendComplete(object? protocolBindingContext, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags) =>
        NdisFreeNetBufferLists(netBufferLists);

    static void Receive(object? protocolBindingContext, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        var context = (WakeContext)protocolBindingContext!;
        if ((receiveFlags & NdisReceiveFlags.Resources) == 0)
            NdisReturnNetBufferLists(context.Binding!, netBufferLists, NdisReturnFlags.None);
    }

    static NdisStatus PnP(object? protocolBindingContext, NetPnPEvent netEvent)
    {
        var context = (WakeContext)protocolBindingContext!;
        context.IsPaused = netEvent == NetPnPEvent.NetEventPause;
        return NdisStatus.Success;
    }

    static void Unbind(object? protocolBindingContext) // NDIS0001
    {
        var context = (WakeContext)protocolBindingContext!;
        if (context.Binding is not null)
            NdisCloseAdapterEx(context.Binding);
        context.Binding = null;
        if (context.Pool is not null)
            NdisFreeNetBufferListPool(context.Pool);
    }
}
