using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>A NET_BUFFER: one packet, described by a chain of MDLs, an offset and a length. It owns no bytes of its caller.</summary>
/// <remarks>
/// <para>A handle of one word. <c>default</c> is null; <c>nb == null</c>, <c>if (!nb)</c> and <see cref="IsNull"/> test it. The fields are
/// references into the object: reading or writing one on the null handle throws <see cref="NullReferenceException"/>, on a freed one
/// <see cref="NdisViolationException"/> (NDIS0004), even after the slot was lent again. A write through a field is not range-checked;
/// the functions of <see cref="Ndis"/> check what they are given.</para>
/// <para>Duty: whoever allocated it gives it to <see cref="Ndis.NdisFreeNetBuffer"/> exactly once.</para>
/// <para>Threads: handles may be copied anywhere; the fields belong to the one current owner.</para>
/// <para>Source: the NET_BUFFER structure of NDIS 6.</para>
/// </remarks>
public readonly unsafe partial struct NetBuffer : IEquatable<NetBuffer>
{
    const string Kind = "NET_BUFFER";

    /// <summary>The next NET_BUFFER of the same list, null at the end. Null after allocation.</summary>
    public ref NetBuffer Next => ref Fields->Next;

    /// <summary>The first MDL that holds used data: a short cut past MDLs that are wholly unused. Null with a null chain.</summary>
    public ref Mdl CurrentMdl => ref Fields->CurrentMdl;

    /// <summary>Bytes from the start of <see cref="CurrentMdl"/> to the used data.</summary>
    public ref int CurrentMdlOffset => ref Fields->CurrentMdlOffset;

    /// <summary>Bytes of used data: the packet's length.</summary>
    public ref int DataLength => ref Fields->DataLength;

    /// <summary>The first MDL of the whole chain. Null when the NET_BUFFER describes nothing.</summary>
    public ref Mdl MdlChain => ref Fields->MdlChain;

    /// <summary>Bytes of unused space between the start of the chain and the used data.</summary>
    public ref int DataOffset => ref Fields->DataOffset;

    /// <summary>Bytes to skip from the start of the data when checksumming. Zero after allocation.</summary>
    public ref ushort ChecksumBias => ref Fields->ChecksumBias;

    /// <summary>Six words for the protocol driver, or for one intermediate driver. Zero after allocation.</summary>
    public Span<nint> ProtocolReserved => new(Fields->Rest->ProtocolReserved, 6);

    /// <summary>Four words for the miniport driver, or for one intermediate driver. Zero after allocation.</summary>
    public Span<nint> MiniportReserved => new(Fields->Rest->MiniportReserved, 4);

    /// <summary>The physical address of the first MDL where header and data are split; a driver may keep its own value. Zero after allocation.</summary>
    public ref nint DataPhysicalAddress => ref Fields->Rest->DataPhysicalAddress;

    /// <summary>The scatter-gather list or shared memory description that a driver attached. Zero after allocation.</summary>
    public ref nint ScatterGatherList => ref Fields->Rest->ScatterGatherList;

    /// <summary>The pool that the NET_BUFFER came from; a list pool for one that was made with its list.</summary>
    public NdisPool NdisPoolHandle
    {
        get
        {
            _ = Fields;
            return SlotStore.Of(word)!.Pool!;
        }
    }

    /// <summary>Binds the NET_BUFFER to the end of a scope: <c>using var owned = nb.Owned();</c> frees it there.</summary>
    /// <returns>The owner. It owes nothing for a null handle, and nothing any more after <see cref="OwnedNetBuffer.Detach"/>.</returns>
    /// <remarks>Duty: moves to the owner. Source: ours.</remarks>
    public OwnedNetBuffer Owned() => new(this);

    /// <summary>The name for messages, such as <c>NB 7f40#3 len 64 live</c>. Never throws, also not for a null or stale handle.</summary>
    public override string ToString() =>
        IsNull ? "NB null"
        : IsLive ? $"{Handle.Name(word, "NB")} len {((NetBufferFields*)Handle.Header(word))->DataLength} live"
        : $"{Handle.Name(word, "NB")} freed";

    internal NetBufferFields* Fields
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (NetBufferFields*)Handle.Checked(word, Kind);
    }

    /// <summary>Sets every field as right after an allocation and describes the chain, which the caller has checked.</summary>
    internal void Describe(Mdl chain, int dataOffset, int dataLength, Mdl currentMdl, int currentMdlOffset)
    {
        var fields = Fields;
        fields->ClearRest();
        fields->RetreatMdls = 0;
        fields->Next = null;
        fields->ChecksumBias = 0;
        fields->MdlChain = chain;
        fields->DataOffset = dataOffset;
        fields->DataLength = dataLength;
        fields->CurrentMdl = currentMdl;
        fields->CurrentMdlOffset = currentMdlOffset;
    }
}
