namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Makes a pool of NDIS 5 packets.</summary>
    /// <param name="status">Success; Resources when there are no descriptors asked for or a packet of that size cannot be made.</param>
    /// <param name="poolHandle">The pool, null unless it succeeded.</param>
    /// <param name="numberOfDescriptors">How many packets may be lent at a time.</param>
    /// <param name="protocolReservedLength">Bytes in each packet for the protocol driver.</param>
    /// <param name="ndisHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisFreePacketPool"/>, after all of its packets, before HaltEx ends (NDIS0001).</para>
    /// <para>Threads: any. Cost: memory is taken when the first packet is. Source: NdisAllocatePacketPool; the last parameter is ours.</para>
    /// </remarks>
    public static void NdisAllocatePacketPool(
        out NdisStatus status, out NdisPacketPool? poolHandle, int numberOfDescriptors, int protocolReservedLength, NdisHandle? ndisHandle = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberOfDescriptors);
        ArgumentOutOfRangeException.ThrowIfNegative(protocolReservedLength);
        var isPossible = numberOfDescriptors > 0 && protocolReservedLength <= SlotLayout.LargestDataSize;
        poolHandle = isPossible && NdisVerifier.TryWatch(own: null, out var watch) ? new NdisPacketPool(numberOfDescriptors, protocolReservedLength, ndisHandle, watch) : null;
        status = poolHandle is null ? NdisStatus.Resources : NdisStatus.Success;
    }

    /// <summary>Frees a pool of packets. Every packet of it must be freed before.</summary>
    /// <param name="poolHandle">The pool.</param>
    /// <exception cref="NdisViolationException">NDIS0009: packets of the pool are outstanding, listed in the exception; the pool is freed all
    /// the same and they are stale. NDIS0003: it was freed before. NDIS0007: it is null.</exception>
    /// <remarks>Threads: any, while no other thread uses the pool. Source: NdisFreePacketPool.</remarks>
    public static void NdisFreePacketPool(NdisPacketPool poolHandle) => FreePool(poolHandle, "NdisFreePacketPool");

    /// <summary>How many packets of a pool are lent.</summary>
    /// <param name="poolHandle">The pool.</param>
    /// <returns>The packets. Exact while no thread allocates or frees.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="poolHandle"/> is null.</exception>
    /// <remarks>Threads: any. Source: NdisPacketPoolUsage.</remarks>
    public static int NdisPacketPoolUsage(NdisPacketPool poolHandle)
    {
        ArgumentNullException.ThrowIfNull(poolHandle);
        return poolHandle.OutstandingCount;
    }

    /// <summary>Lends a packet without buffers.</summary>
    /// <param name="status">Success; Resources when all descriptors are lent or memory is short.</param>
    /// <param name="packet">The packet with clear fields, null unless it succeeded.</param>
    /// <param name="poolHandle">The pool.</param>
    /// <exception cref="ArgumentNullException"><paramref name="poolHandle"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    /// <remarks>Duty: <see cref="NdisFreePacket"/> exactly once, before its pool is freed. Threads: any. Source: NdisAllocatePacket.</remarks>
    public static void NdisAllocatePacket(out NdisStatus status, out NdisPacket packet, NdisPacketPool poolHandle)
    {
        ArgumentNullException.ThrowIfNull(poolHandle);
        packet = poolHandle.Allocate();
        status = packet ? NdisStatus.Success : NdisStatus.Resources;
    }

    /// <summary>Takes a packet back to its pool. From here on its handle is stale.</summary>
    /// <param name="packet">A packet from <see cref="NdisAllocatePacket"/>.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before, by itself or with its pool; NDIS0007: it is null. NDIS0008: it was
    /// translated from a list, and has a free of its own. NDIS0009: a list that was made out of it lives. Nothing was freed.</exception>
    /// <remarks>Buffers that are still chained stay allocated: they are the caller's. Threads: any, also another than allocated it.
    /// Source: NdisFreePacket.</remarks>
    public static void NdisFreePacket(NdisPacket packet)
    {
        PacketLists.ToFree(packet, isTranslated: false, "NdisFreePacket");
        NdisPacketPool.Release(packet);
    }

    /// <summary>Takes all buffers off a packet, so that it can be used for another one. What travels beside the data stays.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet was freed. NDIS0009: a list that was made out of it lives.</exception>
    /// <remarks>The buffers stay linked to each other, and the caller's. Threads: the owner's. Source: NdisReinitializePacket.</remarks>
    public static void NdisReinitializePacket(NdisPacket packet)
    {
        var fields = PacketChain.ToChange(packet, "NdisReinitializePacket");
        fields->First = fields->Last = null;
    }

    /// <summary>The pool that a packet came from.</summary>
    /// <param name="packet">The packet.</param>
    /// <returns>Its pool; never null.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it was freed.</exception>
    /// <remarks>Threads: any. Source: NdisGetPoolFromPacket.</remarks>
    public static NdisPacketPool NdisGetPoolFromPacket(NdisPacket packet) => packet.Pool;
}
