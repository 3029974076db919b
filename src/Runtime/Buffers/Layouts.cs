using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The bytes of a NET_BUFFER: what the data path touches fills the first line, the drivers' scratch words follow.</summary>
[StructLayout(LayoutKind.Sequential, Size = 192)]
unsafe struct NetBufferFields
{
    public ulong State;
    public NetBuffer Next;
    public Mdl CurrentMdl;
    public Mdl MdlChain;
    public int CurrentMdlOffset;
    public int DataOffset;
    public int DataLength;
    public ushort ChecksumBias;

    /// <summary>How many MDLs retreats made with NDIS's own allocator and no advance took away: a reason to look, when it is freed.</summary>
    public ushort RetreatMdls;

    /// <summary>The list that the NET_BUFFER was made with, null for one that stands alone.</summary>
    public NetBufferList Parent;

    /// <summary>The MDL that lies in the same slot, null when the pool has no data.</summary>
    public Mdl OwnMdl;

    public fixed ulong NdisReserved[2];
    public fixed ulong ProtocolReserved[6];
    public fixed ulong MiniportReserved[4];
    public nint DataPhysicalAddress;
    public nint ScatterGatherList;
}

/// <summary>Where the bytes of an MDL come from, and so who frees it.</summary>
enum MdlOrigin : byte
{
    /// <summary>Made together with a NET_BUFFER, in its slot.</summary>
    Slot,

    /// <summary>From NdisAllocateMdl, over memory of the caller.</summary>
    Caller,

    /// <summary>Made by a retreat, over memory of its own.</summary>
    Retreat,
}

/// <summary>Which allocator a retreat used for an MDL that it put in front of a chain.</summary>
enum RetreatMark : byte
{
    None,
    Own,
    Handler,
}

/// <summary>The bytes of an MDL: one line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
unsafe struct MdlFields
{
    public ulong State;
    public Mdl Next;
    public byte* Start;
    public int ByteCount;
    public int Pin;
    public MdlFlags Flags;
    public MdlOrigin Origin;
    public RetreatMark Retreated;
}

/// <summary>The bytes of a NET_BUFFER_LIST.</summary>
[StructLayout(LayoutKind.Sequential, Size = 384)]
unsafe struct NetBufferListFields
{
    public ulong State;
    public NetBufferList Next;
    public NetBuffer FirstNetBuffer;
    public NetBufferList ParentNetBufferList;
    public nint Scratch;
    public uint NblFlags;
    public int ChildRefCount;
    public uint Flags;
    public NdisStatus Status;
    public long SourceHandle;

    /// <summary>The NET_BUFFER that lies in the same slot, null when the pool makes lists alone.</summary>
    public NetBuffer OwnNetBuffer;

    /// <summary>The newest block of context, null when the list has none.</summary>
    public ContextBlock* Context;

    public fixed ulong NdisReserved[2];
    public fixed ulong ProtocolReserved[4];
    public fixed ulong MiniportReserved[2];

    /// <summary>The out-of-band slots.</summary>
    public fixed ulong Info[(int)NdisNetBufferListInfo.MaxNetBufferListInfo];
}
