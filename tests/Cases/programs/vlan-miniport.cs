// case: A VLAN miniport by override leaves its template when the last allocation fails
using System.Buffers.Binary;
using System.Diagnostics;

sealed record VlanConfiguration(ushort Id, byte Priority, int HeaderBytes)
{
    public static VlanConfiguration Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !ushort.TryParse(parts[0], out var id) || !byte.TryParse(parts[1], out var priority))
            throw new FormatException($"'{text}' is no VLAN.");
        return new(id, priority, 18);
    }

    public ushort Tci => (ushort)(Priority << 13 | Id & 0xFFF);
}

interface ILog
{
    void Write(string text);
}

sealed class VlanAdapter : MiniportAdapter
{
    readonly VlanConfiguration configuration;
    readonly ILog log;
    readonly byte[] header;
    readonly byte[] trailer = new byte[4];
    readonly Stopwatch uptime = Stopwatch.StartNew();
    NetBufferPool? pool;
    NetBufferListPool? lists;
    Mdl headerMdl;
    Mdl trailerMdl;
    NetBuffer template;
    NetBuffer pad;
    long sent;
    long tagged;

    public VlanAdapter(VlanConfiguration configuration, ILog log)
    {
        this.configuration = configuration;
        this.log = log;
        header = new byte[configuration.HeaderBytes];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(12), 0x8100);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), configuration.Tci);
    }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        log.Write($"port {parameters.DefaultPortNumber}, VLAN {configuration.Id}");
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 0x6E616C76 });
        if (pool is null)
            return NdisStatus.Resources;
        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 0x6E616C76 });
        if (lists is null)
        {
            Undo();
            return NdisStatus.Resources;
        }

        headerMdl = NdisAllocateMdl(NdisMiniportHandle, header);
        trailerMdl = NdisAllocateMdl(NdisMiniportHandle, trailer);
        if (headerMdl.IsNull || trailerMdl.IsNull)
        {
            Undo();
            return NdisStatus.Resources;
        }

        template = NdisAllocateNetBuffer(pool, headerMdl, 0, header.Length);
        if (template.IsNull)
        {
            Undo();
            return NdisStatus.Resources;
        }

        pad = NdisAllocateNetBuffer(pool, trailerMdl, 0, trailer.Length);
        if (pad.IsNull)
        {
            log.Write("no pad");
            Undo();
            return NdisStatus.Resources; // NDIS0001
        }

        return NdisStatus.Success;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        log.Write($"{sent} sent, {tagged} tagged, up {uptime.Elapsed}");
        return NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            sent++;
            if (list.Ieee8021Q.VlanId == configuration.Id)
                tagged++;
            list.Status = NdisStatus.Success;
        }

        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        log.Write($"halt: {action}");
        NdisFreeNetBuffer(pad);
        NdisFreeNetBuffer(template);
        Undo();
    }

    /// <summary>What has been made before the buffers.</summary>
    void Undo()
    {
        if (!trailerMdl.IsNull)
            NdisFreeMdl(trailerMdl);
        if (!headerMdl.IsNull)
            NdisFreeMdl(headerMdl);
        trailerMdl = headerMdl = default;
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
        lists = null;
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
        pool = null;
    }
}
