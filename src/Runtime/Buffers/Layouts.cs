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

    /// <summary>The first MDL that a derivation made for the NET_BUFFER, or found in the original's chain and shares with it.
    /// Null outside derived lists.</summary>
    public Mdl DerivedMdls;

    /// <summary>The next NET_BUFFER that was made for the same derived list, whatever its driver links where.</summary>
    public NetBuffer NextDerived;

    public fixed ulong ProtocolReserved[6];
    public fixed ulong MiniportReserved[4];
    public nint DataPhysicalAddress;
    public nint ScatterGatherList;

    /// <summary>How many MDLs from <see cref="DerivedMdls"/> on are the original's; 0 when they were made for this NET_BUFFER.</summary>
    public int SharedMdls;

    /// <summary>Bytes by which a derivation retreated the NET_BUFFER.</summary>
    public int DataOffsetDelta;

    /// <summary>For the first NET_BUFFER of a list: how many NDIS 5 packets made of the list are out.</summary>
    public int Packets;
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

    /// <summary>Made by a derivation, over memory of another MDL.</summary>
    Derived,
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

    /// <summary>How many MDLs and lists of others use the memory: it has to stay for them.</summary>
    public int Sharers;

    /// <summary>The MDL whose memory this one describes a part of, itself no such part. Null for all others.</summary>
    public Mdl Original;

    /// <summary>The next MDL that was made for the same NET_BUFFER, whatever its driver links where.</summary>
    public Mdl NextDerived;
}

/// <summary>The bytes of a NET_BUFFER_LIST.</summary>
[StructLayout(LayoutKind.Sequential, Size = 448)]
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

    /// <summary>How the list was derived and under which generation, 0 for one that was not: see <see cref="Runtime.Derivation"/>.</summary>
    public int Derivation;

    /// <summary>How many lists and packets that were derived from this one live, counted by the runtime.</summary>
    public int Children;

    public long SourceHandle;

    /// <summary>The NET_BUFFER that lies in the same slot, null when the pool makes lists alone.</summary>
    public NetBuffer OwnNetBuffer;

    /// <summary>The newest block of context, null when the list has none.</summary>
    public ContextBlock* Context;

    /// <summary>The handle of the list or the packet that this one was derived from.</summary>
    public ulong DerivedFrom;

    /// <summary>The first NET_BUFFER that was made for a derived list.</summary>
    public NetBuffer DerivedNetBuffers;

    /// <summary>Who holds the list, from whom and for what; 0 while it lies with the driver that allocated it. See <see cref="Runtime.Transit"/>.</summary>
    public ulong Transit;

    /// <summary>When it was last handed over, in the milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Since;

    /// <summary>What <see cref="Transit"/> is again when the innermost of several nested hand-overs has ended.</summary>
    public fixed ulong Outer[Runtime.Transit.MaximumDepth - 1];

    /// <summary>Of a list that a copy stands for, that list.</summary>
    public NetBufferList CopyOf;

    /// <summary>How many receivers have still to give the list back, itself or a copy; 0 while there is one at most.</summary>
    public int Shares;

    public fixed ulong ProtocolReserved[4];
    public fixed ulong MiniportReserved[2];

    /// <summary>The out-of-band slots.</summary>
    public fixed ulong Info[(int)NdisNetBufferListInfo.MaxNetBufferListInfo];
}
