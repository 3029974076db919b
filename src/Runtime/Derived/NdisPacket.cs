using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>An NDIS_PACKET of NDIS 5: one packet, as a chain of buffers all of whose bytes are data.</summary>
/// <remarks>
/// <para>A handle of one word. <c>default</c> is null. Reading or writing a field on the null handle throws
/// <see cref="NullReferenceException"/>, on a freed one <see cref="NdisViolationException"/> (NDIS0004).</para>
/// <para>Duty: one from <see cref="Ndis.NdisAllocatePacket"/> goes to <see cref="Ndis.NdisFreePacket"/>, one that a list was translated into to
/// <see cref="Ndis.NdisFreeTranslatedPacket"/>, exactly once. Buffers that its driver chained are the driver's to free.</para>
/// <para>Threads: handles may be copied anywhere; the fields belong to the one current owner.</para>
/// <para>Source: the NDIS_PACKET structure with its out-of-band data, as far as lists have a place for it.</para>
/// </remarks>
public readonly unsafe partial struct NdisPacket : IEquatable<NdisPacket>
{
    const string Kind = "NDIS_PACKET";

    /// <summary>The first buffer, null when there is none.</summary>
    public NdisBuffer FirstBuffer => Fields->First;

    /// <summary>The last buffer that was chained, null when there is none.</summary>
    public NdisBuffer LastBuffer => Fields->Last;

    /// <summary>How the operation ended; for a packet that is indicated, Resources says that it has to be copied. Success after allocation.</summary>
    public ref NdisStatus Status => ref Fields->Status;

    /// <summary>Bytes of the header of the medium, for packets that are indicated. 0 after allocation.</summary>
    public ref int HeaderSize => ref Fields->HeaderSize;

    /// <summary>What the packet is like. None after allocation.</summary>
    public ref NdisPacketFlags Flags => ref Fields->Flags;

    /// <summary>Two words for miniport drivers. Zero after allocation.</summary>
    public Span<nint> MiniportReserved => new(Fields->MiniportReserved, 2);

    /// <summary>Bytes for the protocol driver, as many as its pool was made for. Zero after allocation.</summary>
    public Span<byte> ProtocolReserved
    {
        get
        {
            var layout = Pool.Store.Layout;
            return new((byte*)Fields + layout.Heads, layout.DataSize);
        }
    }

    /// <summary>The list that the packet was translated from, null for one that its driver allocated.</summary>
    public NetBufferList OriginalNetBufferList => Fields->Original;

    /// <summary>One slot of what travels with the packet, to read or to write. Zero after allocation.</summary>
    /// <param name="id">The slot.</param>
    /// <returns>The slot. Do not keep the reference beyond the free of the packet: nothing can check that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_PER_PACKET_INFO_FROM_PACKET.</remarks>
    public ref nint Info(NdisPerPacketInfo id)
    {
        var fields = Fields;
        if ((uint)id >= (uint)NdisPerPacketInfo.MaxPerPacketInfo) throw new ArgumentOutOfRangeException(nameof(id), id, "A packet has no such slot.");
        return ref ((nint*)fields->Info)[(int)id];
    }

    /// <summary>The pool that the packet came from.</summary>
    public NdisPacketPool Pool
    {
        get
        {
            _ = Fields;
            return (NdisPacketPool)SlotStore.Of(word)!.Pool!;
        }
    }

    /// <summary>The name for messages, such as <c>PKT 7f40#3 live</c>. Never throws, also not for a null or stale handle.</summary>
    public override string ToString() => IsNull ? "PKT null" : Handle.Name(word, "PKT") + (IsLive ? " live" : " freed");

    internal PacketFields* Fields
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (PacketFields*)Handle.Checked(word, Kind);
    }
}
