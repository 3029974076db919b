namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>The first buffer of a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The buffer, null when there is none.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_PACKET_FIRST_NDIS_BUFFER.</remarks>
    public static NdisBuffer NDIS_PACKET_FIRST_NDIS_BUFFER(NdisPacket packet) => packet.FirstBuffer;

    /// <summary>The last buffer that was chained to a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The buffer, null when there is none.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_PACKET_LAST_NDIS_BUFFER.</remarks>
    public static NdisBuffer NDIS_PACKET_LAST_NDIS_BUFFER(NdisPacket packet) => packet.LastBuffer;

    /// <summary>How the operation on a packet ended.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The status.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_GET_PACKET_STATUS.</remarks>
    public static NdisStatus NDIS_GET_PACKET_STATUS(NdisPacket packet) => packet.Status;

    /// <summary>Says how the operation on a packet ended; of one that is indicated, Resources says that it has to be copied.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="status">The status.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_SET_PACKET_STATUS.</remarks>
    public static void NDIS_SET_PACKET_STATUS(NdisPacket packet, NdisStatus status) => packet.Status = status;

    /// <summary>Bytes of the medium's header in a packet that is indicated.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_GET_PACKET_HEADER_SIZE.</remarks>
    public static int NDIS_GET_PACKET_HEADER_SIZE(NdisPacket packet) => packet.HeaderSize;

    /// <summary>Says how many bytes the medium's header has in a packet that is indicated.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="headerSize">Bytes; not checked against the data.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_SET_PACKET_HEADER_SIZE.</remarks>
    public static void NDIS_SET_PACKET_HEADER_SIZE(NdisPacket packet, int headerSize) => packet.HeaderSize = headerSize;

    /// <summary>What a cancel of sends is told to look for.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The identifier, 0 for none.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_GET_PACKET_CANCEL_ID.</remarks>
    public static nint NDIS_GET_PACKET_CANCEL_ID(NdisPacket packet) => packet.Info(NdisPerPacketInfo.PacketCancelId);

    /// <summary>Sets what a cancel of sends is told to look for; 0 takes it away.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="cancelId">The identifier.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_SET_PACKET_CANCEL_ID.</remarks>
    public static void NDIS_SET_PACKET_CANCEL_ID(NdisPacket packet, nint cancelId) => packet.Info(NdisPerPacketInfo.PacketCancelId) = cancelId;

    /// <summary>The flags of a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <returns>The flags.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisGetPacketFlags.</remarks>
    public static NdisPacketFlags NdisGetPacketFlags(NdisPacket packet) => packet.Flags;

    /// <summary>Sets flags of a packet beside those that it has.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="flags">One flag or several.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisSetPacketFlags.</remarks>
    public static void NdisSetPacketFlags(NdisPacket packet, NdisPacketFlags flags) => packet.Flags |= flags;

    /// <summary>Clears flags of a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="flags">One flag or several.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisClearPacketFlags.</remarks>
    public static void NdisClearPacketFlags(NdisPacket packet, NdisPacketFlags flags) => packet.Flags &= ~flags;

    /// <summary>One slot of what travels with a packet beside its data.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="id">The slot.</param>
    /// <returns>The slot, to read or to write.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NDIS_PER_PACKET_INFO_FROM_PACKET.</remarks>
    public static ref nint NDIS_PER_PACKET_INFO_FROM_PACKET(NdisPacket packet, NdisPerPacketInfo id) => ref packet.Info(id);
}
