using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The bytes of an NDIS 5 packet: as many as those of a NET_BUFFER, whose slots it uses.</summary>
[StructLayout(LayoutKind.Sequential, Size = 192)]
unsafe struct PacketFields
{
    public ulong State;
    public Mdl First;
    public Mdl Last;
    public int HeaderSize;
    public NdisStatus Status;
    public NdisPacketFlags Flags;

    /// <summary>1 while a list that was made out of the packet lives.</summary>
    public int Lists;

    /// <summary>The list that the packet was made out of, null for one that its driver allocated.</summary>
    public NetBufferList Original;

    /// <summary>The first NET_BUFFER of that list, which counts the packets that are out.</summary>
    public NetBuffer Counter;

    /// <summary>The first of the buffers that were made with the packet.</summary>
    public Mdl DerivedMdls;

    /// <summary>The generation of the packet, 0 once some thread frees it: of two frees one succeeds.</summary>
    public int Generation;

    public fixed ulong MiniportReserved[2];

    public fixed ulong Info[(int)NdisPerPacketInfo.MaxPerPacketInfo];
}
