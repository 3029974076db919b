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
            return RestToRead;
        }
    }

    /// <summary>The same for those who only read: it changes no mark.</summary>
    public readonly NetBufferRest* RestToRead => (NetBufferRest*)((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in this)) + Slab.Line);

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

    /// <summary>The same for one that came with a list that is a clone; what lies behind the first line may have been written to.</summary>
    internal readonly bool IsPlainInClone => (Owed & ~((int)FieldMarks.Rest << 8)) == (int)FieldMarks.Parent << 8;

    /// <summary><see cref="RetreatMdls"/> and <see cref="Marks"/>, read at once.</summary>
    readonly ushort Owed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<byte, ushort>(ref Unsafe.AsRef(in RetreatMdls));
    }

    /// <summary>Makes fields that are clear describe all of the data that came with the NET_BUFFER.</summary>
    internal void DescribeOwn(Mdl mdl, int dataSize, FieldMarks marks = FieldMarks.OwnMdl)
    {
        ownMdl = MdlChain = CurrentMdl = mdl;
        DataLength = dataSize;
        SetMarks(marks);
    }

    /// <summary>Makes a NET_BUFFER whose fields are clear one of a list, without data.</summary>
    internal void Join(NetBufferList list, FieldMarks marks = FieldMarks.Parent)
    {
        parent = list;
        SetMarks(marks);
    }

    /// <summary>Sets the marks where nothing is owed. Both bytes are written, since they are read at once: a read that
    /// gathers two stores has to wait for both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void SetMarks(FieldMarks marks) => Unsafe.As<byte, ushort>(ref RetreatMdls) = (ushort)((int)marks << 8);

    /// <summary>Makes the first line that of a live object whose fields are clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StartFirstLine(void* fields, ulong state) => *(Vector512<ulong>*)fields = Vector512.CreateScalar(state);

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

    /// <summary>The first MDL that a derivation made for the NET_BUFFER, or found in the original's chain and shares with it.
    /// Null outside derived lists.</summary>
    public Mdl DerivedMdls;

    /// <summary>The next NET_BUFFER that was made for the same derived list, whatever its driver links where.</summary>
    public NetBuffer NextDerived;

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

    /// <summary>Whether this one is derived and lies in the slot of its list, and so needs no free of its own.</summary>
    public bool IsInSlot;

    /// <summary>Whether this one is counted among the <see cref="Sharers"/> of its original. One over the memory of the very list that its
    /// own list was derived from is not: that list stays as long as it has children.</summary>
    public bool IsSharer;

    /// <summary>How many MDLs and lists of others use the memory: it has to stay for them.</summary>
    public int Sharers;

    /// <summary>The MDL whose memory this one describes a part of, itself no such part. Null for all others.</summary>
    public Mdl Original;

    /// <summary>The next MDL that was made for the same NET_BUFFER, whatever its driver links where.</summary>
    public Mdl NextDerived;

    /// <summary>Sets every field as those of an MDL over a part of another one's memory.</summary>
    internal void DescribePart(Mdl original, MdlFields* of, int offset, int bytes, bool isSharer)
    {
        Next = null;
        Start = of->Start + offset;
        ByteCount = bytes;
        Pin = 0;
        Flags = (of->Flags & (MdlFlags.MappedToSystemVa | MdlFlags.PagesLocked | MdlFlags.SourceIsNonpagedPool)) | MdlFlags.Partial;
        Origin = MdlOrigin.Derived;
        Retreated = RetreatMark.None;
        Sharers = 0;
        Original = original;
        NextDerived = null;
        IsSharer = isSharer;
    }

    /// <summary>Whether nothing derived uses the memory that came with a NET_BUFFER.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsUnshared(NetBufferFields* netBuffer) => ((MdlFields*)((byte*)netBuffer + NetBufferFields.Bytes))->Sharers == 0;
}

/// <summary>The bytes of a NET_BUFFER_LIST: what the data path touches fills the first line.</summary>
/// <remarks>As with <see cref="NetBufferFields"/>, nobody writes behind the first line but through <see cref="Rest"/> or <see cref="Context"/>.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
unsafe struct NetBufferListFields
{
    internal const int Bytes = 448;

    public ulong State;
    public NetBufferList Next;
    public NetBuffer FirstNetBuffer;
    public nint Scratch;
    public uint NblFlags;
    public int ChildRefCount;
    public uint Flags;
    public NdisStatus Status;

    /// <summary>How the list was derived and under which generation, 0 for one that was not: see <see cref="Runtime.Derivation"/>.</summary>
    public int Derivation;

    public FieldMarks Marks;
    public long SourceHandle;

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
            return RestToRead;
        }
    }

    /// <summary>The same for those who only read, or write what was marked before: it changes no mark.</summary>
    public readonly NetBufferListRest* RestToRead =>
        (NetBufferListRest*)((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in this)) + Slab.Line + sizeof(ContextBlock*));

    /// <summary>Whether the list was not derived, and its free has nothing to look after behind the first line.</summary>
    public readonly bool IsPlain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Derivation | (int)Marks) == 0;
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

    /// <summary>How many lists and packets that were derived from this one live, counted by the runtime.</summary>
    public int Children;

    /// <summary>The out-of-band slots.</summary>
    public fixed ulong Info[(int)NdisNetBufferListInfo.MaxNetBufferListInfo];
}
