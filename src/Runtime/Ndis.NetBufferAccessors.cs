namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>The next NET_BUFFER of the same list, null at the end.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_NEXT_NB.</remarks>
    public static ref NetBuffer NET_BUFFER_NEXT_NB(NetBuffer netBuffer) => ref netBuffer.Next;

    /// <summary>The first MDL of the chain, null when the NET_BUFFER describes nothing.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_FIRST_MDL.</remarks>
    public static ref Mdl NET_BUFFER_FIRST_MDL(NetBuffer netBuffer) => ref netBuffer.MdlChain;

    /// <summary>Bytes of used data.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_DATA_LENGTH.</remarks>
    public static ref int NET_BUFFER_DATA_LENGTH(NetBuffer netBuffer) => ref netBuffer.DataLength;

    /// <summary>Bytes of unused space between the start of the chain and the used data.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_DATA_OFFSET.</remarks>
    public static ref int NET_BUFFER_DATA_OFFSET(NetBuffer netBuffer) => ref netBuffer.DataOffset;

    /// <summary>The first MDL that holds used data, null with a null chain.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_CURRENT_MDL.</remarks>
    public static ref Mdl NET_BUFFER_CURRENT_MDL(NetBuffer netBuffer) => ref netBuffer.CurrentMdl;

    /// <summary>Bytes from the start of the current MDL to the used data.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_CURRENT_MDL_OFFSET.</remarks>
    public static ref int NET_BUFFER_CURRENT_MDL_OFFSET(NetBuffer netBuffer) => ref netBuffer.CurrentMdlOffset;

    /// <summary>Bytes to skip from the start of the data when checksumming.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_CHECKSUM_BIAS.</remarks>
    public static ref ushort NET_BUFFER_CHECKSUM_BIAS(NetBuffer netBuffer) => ref netBuffer.ChecksumBias;

    /// <summary>The physical address of the first MDL where header and data are split, else 0 or the driver's own value.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The field, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_DATA_PHYSICAL_ADDRESS.</remarks>
    public static ref nint NET_BUFFER_DATA_PHYSICAL_ADDRESS(NetBuffer netBuffer) => ref netBuffer.DataPhysicalAddress;

    /// <summary>Six words for the protocol driver, or for one intermediate driver.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The words, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_PROTOCOL_RESERVED.</remarks>
    public static Span<nint> NET_BUFFER_PROTOCOL_RESERVED(NetBuffer netBuffer) => netBuffer.ProtocolReserved;

    /// <summary>Four words for the miniport driver, or for one intermediate driver.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <returns>The words, to read or to write.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_MINIPORT_RESERVED.</remarks>
    public static Span<nint> NET_BUFFER_MINIPORT_RESERVED(NetBuffer netBuffer) => netBuffer.MiniportReserved;
}
