using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NdisRules.Runtime;

/// <summary>What has happened to the fields of an object that its free has to look after.</summary>
[Flags]
enum FieldMarks : byte
{
    None = 0,

    /// <summary>The fields behind the first line may have been written to.</summary>
    Rest = 1,

    /// <summary>Blocks of context hang on the list that lie outside its slot.</summary>
    Blocks = 2,

    /// <summary>The NET_BUFFER has an MDL of its own.</summary>
    OwnMdl = 4,

    /// <summary>The NET_BUFFER belongs to a list.</summary>
    Parent = 8,
}

/// <summary>The bytes of a NET_BUFFER: what the data path touches fills the first line.</summary>
/// <remarks>The first line is cleared with each allocation. The rest stays clear from one holder to the next and is cleared by a free only
/// if <see cref="Rest"/> was asked for; so nobody writes there but through it.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
unsafe struct NetBufferFields
{
    internal const int Bytes = 192;

    public ulong State;
    public NetBuffer Next;
    public Mdl CurrentMdl;
    public Mdl MdlChain;
    public int CurrentMdlOffset;
    public int DataOffset;
    public int DataLength;
    public ushort ChecksumBias;

    /// <summary>How many MDLs retreats made with NDIS's own allocator and no advance took away: a reason to look, when it is freed.
    /// 255 for that many or more.</summary>
    public byte RetreatMdls;

    public FieldMarks Marks;

    NetBufferList parent;
    Mdl ownMdl;

    /// <summary>The list that the NET_BUFFER was made with, null for one that stands alone.</summary>
    public NetBufferList Parent
    {
        readonly get => parent;
        set
        {
            parent = value;
            Marks = value.IsNull ? Marks & ~FieldMarks.Parent : Marks | FieldMarks.Parent;
        }
    }

    /// <summary>The MDL that lies in the same slot, null when the pool has no data.</summary>
    public readonly Mdl OwnMdl => ownMdl;

    /// <summary>The fields behind the first line, to read or to write.</summary>
    public NetBufferRest* Rest
    {
        get
        {
            Marks |= FieldMarks.Rest;
            return (NetBufferRest*)((byte*)Unsafe.AsPointer(ref this) + Slab.Line);
        }
    }

    /// <summary>Whether a free has nothing to look after besides the state word.</summary>
    public readonly bool IsPlain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Owed == 0;
    }

    /// <summary>The same for one that came with an MDL of its own.</summary>
    public readonly bool IsPlainWithMdl
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Owed == (int)FieldMarks.OwnMdl << 8;
    }

    /// <summary>The same for one that came with a list, and with an MDL if its pool gives one.</summary>
    internal readonly bool IsPlainInList(bool withMdl) =>
        Owed == (int)(withMdl ? FieldMarks.Parent | FieldMarks.OwnMdl : FieldMarks.Parent) << 8;

    /// <summary><see cref="RetreatMdls"/> and <see cref="Marks"/>, read at once.</summary>
    readonly ushort Owed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<byte, ushort>(ref Unsafe.AsRef(in RetreatMdls));
    }

    /// <summary>Makes fields that are clear describe all of the data that came with the NET_BUFFER.</summary>
    internal void DescribeOwn(Mdl mdl, int dataSize)
    {
        ownMdl = MdlChain = CurrentMdl = mdl;
        DataLength = dataSize;
        Marks |= FieldMarks.OwnMdl;
    }

    /// <summary>Clears the first line but for its state word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ClearFirstLine(void* fields) =>
        *(Vector512<ulong>*)fields = Vector512.CreateScalar(*(ulong*)fields);

    /// <summary>Clears the rest if it may have been written to.</summary>
    internal void ClearRest()
    {
        if ((Marks & FieldMarks.Rest) == 0) return;
        NativeMemory.Clear(Rest, (nuint)sizeof(NetBufferRest));
        Marks &= ~FieldMarks.Rest;
    }
}

/// <summary>The fields of a NET_BUFFER behind its first line.</summary>
[StructLayout(LayoutKind.Sequential, Size = NetBufferFields.Bytes - Slab.Line)]
unsafe struct NetBufferRest
{
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

/// <summary>The bytes of a NET_BUFFER_LIST: what the data path touches fills the first line.</summary>
/// <remarks>As with <see cref="NetBufferFields"/>, nobody writes behind the first line but through <see cref="Rest"/> or <see cref="Context"/>.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
unsafe struct NetBufferListFields
{
    internal const int Bytes = 384;

    public ulong State;
    public NetBufferList Next;
    public NetBuffer FirstNetBuffer;
    public nint Scratch;
    public uint NblFlags;
    public int ChildRefCount;
    public uint Flags;
    public NdisStatus Status;
    public long SourceHandle;
    public FieldMarks Marks;

    /// <summary>The newest block of context, null when the list has none. One in the slot is there from one holder to the next.</summary>
    ContextBlock* context;

    /// <summary>The newest block of context, null when the list has none.</summary>
    public ContextBlock* Context
    {
        readonly get => context;
        set
        {
            Marks |= FieldMarks.Blocks;
            context = value;
        }
    }

    /// <summary>The fields behind the first line, to read or to write.</summary>
    public NetBufferListRest* Rest
    {
        get
        {
            Marks |= FieldMarks.Rest;
            return (NetBufferListRest*)((byte*)Unsafe.AsPointer(ref this) + Slab.Line + sizeof(ContextBlock*));
        }
    }

    /// <summary>Sets the context to what every holder begins with.</summary>
    internal void ResetContext(ContextBlock* slotBlock)
    {
        context = slotBlock;
        Marks &= ~FieldMarks.Blocks;
    }

    /// <summary>Clears the rest if it may have been written to.</summary>
    internal void ClearRest(byte protocolId)
    {
        if ((Marks & FieldMarks.Rest) == 0) return;
        NativeMemory.Clear(Rest, (nuint)sizeof(NetBufferListRest));
        Rest->Info[(int)NdisNetBufferListInfo.NetBufferListProtocolId] = protocolId;
        Marks &= ~FieldMarks.Rest;
    }
}

/// <summary>The fields of a NET_BUFFER_LIST behind its first line.</summary>
[StructLayout(LayoutKind.Sequential, Size = NetBufferListFields.Bytes - Slab.Line - sizeof(ulong))]
unsafe struct NetBufferListRest
{
    public NetBufferList ParentNetBufferList;
    public fixed ulong ProtocolReserved[4];
    public fixed ulong MiniportReserved[2];

    /// <summary>The out-of-band slots.</summary>
    public fixed ulong Info[(int)NdisNetBufferListInfo.MaxNetBufferListInfo];
}
