using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>A memory descriptor: one run of bytes, and a link to the next.</summary>
/// <remarks>
/// <para>A handle of one word. <c>default</c> is null. Reading a member on the null handle throws <see cref="NullReferenceException"/>, on a
/// freed one <see cref="NdisViolationException"/> (NDIS0004). Only <see cref="Next"/> may be written; everything else is opaque.</para>
/// <para>Duty: one from <see cref="Ndis.NdisAllocateMdl"/> goes back to <see cref="Ndis.NdisFreeMdl"/> exactly once, after the last
/// NET_BUFFER stopped using it. One that came with a NET_BUFFER, or was made for a derived list, goes with it.</para>
/// <para>Threads: handles may be copied anywhere; the bytes and <see cref="Next"/> belong to the one current owner.</para>
/// <para>Source: the MDL structure, as far as drivers may use it. Physical pages are not modelled.</para>
/// </remarks>
public readonly unsafe partial struct Mdl : IEquatable<Mdl>
{
    const string Kind = "MDL";
    internal const int PageSize = 4096;

    /// <summary>The next MDL of the chain, null at the end. Null after allocation.</summary>
    public ref Mdl Next => ref Fields->Next;

    /// <summary>Bytes described.</summary>
    public int ByteCount => Fields->ByteCount;

    /// <summary>Bytes from the start of a 4096-byte page to the first byte described.</summary>
    public int ByteOffset => (int)((nint)Fields->Start & (PageSize - 1));

    /// <summary>The address of the page in which the described bytes begin.</summary>
    public nint StartVa => (nint)Fields->Start & ~(nint)(PageSize - 1);

    /// <summary>The address of the first byte described. Stays valid until the MDL is freed.</summary>
    public nint MappedSystemVa => (nint)Bytes->Start;

    /// <summary>What the memory is like.</summary>
    public MdlFlags MdlFlags => Fields->Flags;

    /// <summary>The described bytes. Do not keep the span beyond the free of the MDL: nothing can check that (NDIS0004).</summary>
    public Span<byte> Span
    {
        get
        {
            var fields = Bytes;
            return new Span<byte>(fields->Start, fields->ByteCount);
        }
    }

    /// <summary>The described bytes, in a form that can be kept by asynchronous calls.</summary>
    /// <remarks>For an MDL over the caller's memory this is that memory. For native memory each call makes a small managed object, and
    /// using the result after the free of the MDL throws NDIS0004.</remarks>
    public Memory<byte> Memory => Fields->Origin == MdlOrigin.Caller ? MdlTable.MemoryOf(this) : new MdlMemory(this).Memory;

    /// <summary>This MDL and those after it: <c>foreach (var mdl in nb.MdlChain.Chain)</c>. Empty for the null handle.</summary>
    /// <remarks>The link is read before the body runs, so that the body may free or relink the MDL it is given.</remarks>
    public MdlSequence Chain => new(this);

    /// <summary>The name for messages, such as <c>MDL 7f40#3 len 64 live</c>. Never throws, also not for a null or stale handle.</summary>
    public override string ToString() =>
        IsNull ? "MDL null"
        : IsLive ? $"{Handle.Name(word, "MDL")} len {((MdlFields*)Handle.Header(word))->ByteCount} live"
        : $"{Handle.Name(word, "MDL")} freed";

    internal MdlFields* Fields
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (MdlFields*)Handle.Checked(word, Kind);
    }

    /// <summary>The fields, by one who goes for the bytes: they may be those of another MDL, which has to be there.</summary>
    MdlFields* Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var fields = Fields;
            if (fields->Origin == MdlOrigin.Derived) _ = fields->Original.Fields;
            return fields;
        }
    }

    /// <summary>Sets every field as right after an allocation.</summary>
    internal void Describe(byte* start, int byteCount, MdlFlags flags, MdlOrigin origin, int pin = 0)
    {
        var fields = Fields;
        fields->Next = null;
        fields->Start = start;
        fields->ByteCount = byteCount;
        fields->Flags = flags;
        fields->Origin = origin;
        fields->Pin = pin;
        fields->Retreated = RetreatMark.None;
        fields->IsInSlot = fields->IsSharer = false;
        fields->Sharers = 0;
        fields->Original = null;
        fields->NextDerived = null;
    }
}
