// case: A miniport answers queries through native memory and forgets it for an unknown one
using System.Text;

static class Oids
{
    public const uint FriendlyName = 0x00020101;
    public const uint Statistics = 0x00020202;
    public const uint MulticastList = 0x01010103;
    public const uint LinkSpeed = 0x00010107;
}

[StructLayout(LayoutKind.Sequential)]
struct StatisticsBlock
{
    public ulong Received;
    public ulong Sent;
    public uint Errors;
    public uint Reserved;
}

sealed class OidAdapter : MiniportAdapter
{
    readonly string name;
    readonly List<byte[]> multicast = new();
    StatisticsBlock statistics;
    nint cachedName;
    int cachedLength;
    uint speed = 10_000;

    public OidAdapter(string name) => this.name = name;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var bytes = Encoding.Unicode.GetByteCount(name);
        if (bytes > 512)
            return NdisStatus.InvalidLength;
        cachedName = Marshal.StringToHGlobalUni(name);
        cachedLength = bytes;
        return NdisStatus.Success;
    }

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        return request.RequestType switch
        {
            NdisRequestType.QueryInformation or NdisRequestType.QueryStatistics => Query(request),
            NdisRequestType.SetInformation => Set(request),
            _ => NdisStatus.NotSupported,
        };
    }

    unsafe NdisStatus Query(NdisOidRequest request)
    {
        var scratch = Marshal.AllocHGlobal(512); // NDIS0005
        var block = new Span<byte>((void*)scratch, 512);
        block.Clear();
        int length;
        switch (request.Oid)
        {
            case Oids.FriendlyName:
                new ReadOnlySpan<byte>((void*)cachedName, cachedLength).CopyTo(block);
                length = cachedLength;
                break;
            case Oids.Statistics:
                MemoryMarshal.Write(block, in statistics);
                length = Marshal.SizeOf<StatisticsBlock>();
                break;
            case Oids.LinkSpeed:
                BitConverter.TryWriteBytes(block, speed);
                length = sizeof(uint);
                break;
            default:
                statistics.Errors++;
                return NdisStatus.NotSupported;
        }

        var status = NdisStatus.Success;
        if (request.InformationBuffer.Length < length)
        {
            request.BytesNeeded = length;
            status = NdisStatus.InvalidLength;
        }
        else
        {
            block[..length].CopyTo(request.InformationBuffer.Span);
            request.BytesProcessed = length;
        }

        Marshal.FreeHGlobal(scratch);
        return status;
    }

    NdisStatus Set(NdisOidRequest request)
    {
        var data = request.InformationBuffer.Span;
        switch (request.Oid)
        {
            case Oids.MulticastList when data.Length % 6 == 0:
                multicast.Clear();
                for (var at = 0; at < data.Length; at += 6)
                    multicast.Add(data.Slice(at, 6).ToArray());
                request.BytesProcessed = data.Length;
                return NdisStatus.Success;
            case Oids.LinkSpeed when data.Length == 4:
                speed = BitConverter.ToUInt32(data);
                request.BytesProcessed = 4;
                return NdisStatus.Success;
            case Oids.LinkSpeed or Oids.MulticastList:
                return NdisStatus.InvalidLength;
            default:
                return NdisStatus.NotSupported;
        }
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            statistics.Sent++;
            list.Status = NdisStatus.Success;
        }

        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action) => Marshal.FreeHGlobal(cachedName);
}
