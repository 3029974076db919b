using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>A NET_BUFFER_LIST: the packets that travel together, with what is true of all of them.</summary>
/// <remarks>
/// <para>A handle of one word. <c>default</c> is null. Reading or writing a field on the null handle throws
/// <see cref="NullReferenceException"/>, on a freed one <see cref="NdisViolationException"/> (NDIS0004).</para>
/// <para>Duty: whoever allocated it gives it to <see cref="Ndis.NdisFreeNetBufferList"/> exactly once, after it came back from whoever it
/// was handed to. NET_BUFFERs that were linked on later are not freed with it.</para>
/// <para>Threads: handles may be copied anywhere; the fields belong to the one current owner.</para>
/// <para>Source: the NET_BUFFER_LIST structure of NDIS 6.</para>
/// </remarks>
public readonly unsafe partial struct NetBufferList : IEquatable<NetBufferList>
{
    const string Kind = "NET_BUFFER_LIST";

    /// <summary>The next list of the chain, null at the end. Null after allocation.</summary>
    public ref NetBufferList Next => ref Fields->Next;

    /// <summary>The first packet of the list, null if there is none.</summary>
    public ref NetBuffer FirstNetBuffer => ref Fields->FirstNetBuffer;

    /// <summary>The list that this one was derived from, set by the driver that derived it. Null otherwise.</summary>
    public ref NetBufferList ParentNetBufferList => ref Fields->Rest->ParentNetBufferList;

    /// <summary>A word for the current owner. Zero after allocation; its contents are lost when ownership moves.</summary>
    public ref nint Scratch => ref Fields->Scratch;

    /// <summary>The public flags that say what the packets are: bits of <see cref="NdisNblFlags"/>. Zero after allocation.</summary>
    public ref uint NblFlags => ref Fields->NblFlags;

    /// <summary>How many lists derived from this one live, counted by the driver that derives. Zero after allocation.</summary>
    public ref int ChildRefCount => ref Fields->ChildRefCount;

    /// <summary>Attribute bits, in ranges reserved for protocol, miniport, scratch and NDIS, such as <see cref="Ndis.NBL_FLAGS_SCRATCH"/>.
    /// Zero after allocation.</summary>
    public ref uint Flags => ref Fields->Flags;

    /// <summary>How the network operation ended; the miniport writes it before it completes a send. Success after allocation.</summary>
    public ref NdisStatus Status => ref Fields->Status;

    /// <summary>Four words for protocol drivers. Zero after allocation.</summary>
    public Span<nint> ProtocolReserved => new(Fields->Rest->ProtocolReserved, 4);

    /// <summary>Two words for miniport drivers. Zero after allocation.</summary>
    public Span<nint> MiniportReserved => new(Fields->Rest->MiniportReserved, 2);

    /// <summary>The newest block of context, null when the list has none.</summary>
    public NetBufferListContext Context => new(this, Fields->Context);

    /// <summary>The used bytes of the newest block of context; the first is the first of what was reserved last. Empty when none is used.</summary>
    /// <exception cref="InvalidOperationException">The list has no block of context.</exception>
    public Span<byte> ContextDataStart
    {
        get
        {
            var context = ContextOrThrow;
            return new Span<byte>(context->Data() + context->Offset, context->Size - context->Offset);
        }
    }

    /// <summary>Bytes of the whole data area of the newest block of context, used and unused.</summary>
    /// <exception cref="InvalidOperationException">The list has no block of context.</exception>
    public int ContextDataSize => ContextOrThrow->Size;

    /// <summary>The originator, so that the list finds its way back: the handle of the adapter that indicates it. Null after allocation.</summary>
    public NdisHandle? SourceHandle
    {
        get => NdisHandle.Find(Fields->SourceHandle);
        set => Fields->SourceHandle = value?.Id ?? 0;
    }

    /// <summary>The pool that the list came from.</summary>
    public NdisPool NdisPoolHandle
    {
        get
        {
            _ = Fields;
            return SlotStore.Of(word)!.Pool!;
        }
    }

    /// <summary>The packets of the list: <c>foreach (var nb in nbl.NetBuffers)</c>.</summary>
    public NetBufferSequence NetBuffers => new(Fields->FirstNetBuffer);

    /// <summary>This list and those chained after it. Empty for the null handle.</summary>
    public NetBufferListSequence Chain => new(this);

    /// <summary>The name for messages, such as <c>NBL 7f40#3 live</c>. Never throws, also not for a null or stale handle.</summary>
    public override string ToString() => IsNull ? "NBL null" : Handle.Name(word, "NBL") + (IsLive ? " live" : " freed");

    internal NetBufferListFields* Fields
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (NetBufferListFields*)Handle.Checked(word, Kind);
    }

    ContextBlock* ContextOrThrow
    {
        get
        {
            var context = Fields->Context;
            return context != null ? context : throw new InvalidOperationException($"{this} has no context.");
        }
    }
}
