namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>The next list of the chain, null at the end.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_NEXT_NBL.</remarks>
    public static ref NetBufferList NET_BUFFER_LIST_NEXT_NBL(NetBufferList netBufferList) => ref netBufferList.Next;

    /// <summary>The first packet of the list, null if there is none.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_FIRST_NB.</remarks>
    public static ref NetBuffer NET_BUFFER_LIST_FIRST_NB(NetBufferList netBufferList) => ref netBufferList.FirstNetBuffer;

    /// <summary>The attribute bits, in ranges reserved for protocol, miniport, scratch and NDIS.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_FLAGS.</remarks>
    public static ref uint NET_BUFFER_LIST_FLAGS(NetBufferList netBufferList) => ref netBufferList.Flags;

    /// <summary>The public flags, those of <see cref="NdisNblFlags"/>.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_NBL_FLAGS.</remarks>
    public static ref uint NET_BUFFER_LIST_NBL_FLAGS(NetBufferList netBufferList) => ref netBufferList.NblFlags;

    /// <summary>How the network operation ended; for the current owner's own use before that.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_STATUS.</remarks>
    public static ref NdisStatus NET_BUFFER_LIST_STATUS(NetBufferList netBufferList) => ref netBufferList.Status;

    /// <summary>Four words for protocol drivers.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The words, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_PROTOCOL_RESERVED.</remarks>
    public static Span<nint> NET_BUFFER_LIST_PROTOCOL_RESERVED(NetBufferList netBufferList) => netBufferList.ProtocolReserved;

    /// <summary>Two words for miniport drivers.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The words, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_MINIPORT_RESERVED.</remarks>
    public static Span<nint> NET_BUFFER_LIST_MINIPORT_RESERVED(NetBufferList netBufferList) => netBufferList.MiniportReserved;

    /// <summary>One slot of a list's out-of-band information.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <param name="id">The slot.</param>
    /// <returns>The slot, to read or to write.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_INFO.</remarks>
    public static ref nint NET_BUFFER_LIST_INFO(NetBufferList netBufferList, NdisNetBufferListInfo id) => ref netBufferList.Info(id);

    /// <summary>What a cancel of sends is told to look for.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The identifier, 0 for none.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_GET_NET_BUFFER_LIST_CANCEL_ID.</remarks>
    public static nint NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(NetBufferList netBufferList) => netBufferList.CancelId;

    /// <summary>Sets what a cancel of sends is told to look for; 0 takes it away.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <param name="cancelId">The identifier.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_SET_NET_BUFFER_LIST_CANCEL_ID.</remarks>
    public static void NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(NetBufferList netBufferList, nint cancelId) => netBufferList.CancelId = cancelId;

    /// <summary>The protocol that a list belongs to; that of its pool after allocation.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <returns>The protocol, 0 for drivers that are none.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisGetNetBufferListProtocolId.</remarks>
    public static byte NdisGetNetBufferListProtocolId(NetBufferList netBufferList) => netBufferList.ProtocolId;

    /// <summary>Sets the protocol that a list belongs to.</summary>
    /// <param name="netBufferList">The NET_BUFFER_LIST, owned by the caller.</param>
    /// <param name="protocolId">The protocol.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER_LIST was freed.</exception>
    /// <remarks>Only the low byte of the slot is written. Threads: the owner's. Source: NdisSetNetBufferListProtocolId.</remarks>
    public static void NdisSetNetBufferListProtocolId(NetBufferList netBufferList, byte protocolId) => netBufferList.ProtocolId = protocolId;
}
