namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes NDIS 5 packets out of a list, one for each NET_BUFFER, for a driver that knows nothing else.</summary>
    /// <param name="netBufferList">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="direction">Which way the packets go: on the way down the large send, the cancel id and the protocol go with them.</param>
    /// <param name="pool">Where the packets come from.</param>
    /// <param name="packets">Filled from the front, in the order of the NET_BUFFERs.</param>
    /// <param name="count">How many packets were made: all, or none.</param>
    /// <returns>Success, and the list's status is Success too; Resources when packets or memory are short; NotSupported for a large send of
    /// IPv6, which no packet can say.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pool"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="packets"/> is shorter than the list has NET_BUFFERs.</exception>
    /// <exception cref="InvalidOperationException">The fields of a NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException"><paramref name="netBufferList"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER, an MDL or the pool was freed. Nothing was taken.</exception>
    /// <remarks>
    /// <para>No byte is copied: each packet gets buffers of its own over the used data, nothing before and nothing behind it. Its driver may
    /// chain others to it and take any off. The list stays the caller's, who leaves it alone while packets are out.</para>
    /// <para>Checksums, IPsec, classification, priority and VLAN and the loopback flag travel both ways. HeaderSize stays 0: a list does not say
    /// it, so the caller sets it before an indication.</para>
    /// <para>Duty: <see cref="NdisFreeTranslatedPacket"/> for each, before the list, its MDLs and the pool are freed (NDIS0009).</para>
    /// <para>Threads: the owner's. Source: NDIS does it internally; name and form are ours.</para>
    /// </remarks>
    public static NdisStatus NdisTranslateNetBufferListToPackets(
        NetBufferList netBufferList, NdisPacketDirection direction, NdisPacketPool pool, Span<NdisPacket> packets, out int count)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return PacketLists.MakePackets(netBufferList, direction, pool, packets, out count);
    }

    /// <summary>Frees a packet that was made out of a list, with the buffers that were made for it, when its driver has completed or returned it.</summary>
    /// <param name="packet">The packet, owned by the caller. Its status goes to the list, if it is the first of the list's packets that failed.</param>
    /// <returns>The list when this was the last of its packets: the caller now completes or returns it. Null while others are out.</returns>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before, by itself or with its pool; NDIS0007: it is null. NDIS0008: it was
    /// not made out of a list. NDIS0009: a list that was made out of it lives. Nothing was freed.</exception>
    /// <remarks>Buffers that its driver chained stay allocated: they are the driver's. Threads: any; of those that free the packets of one list,
    /// one is told the list. Source: NDIS does it internally; name and form are ours.</remarks>
    public static NetBufferList NdisFreeTranslatedPacket(NdisPacket packet) => PacketLists.FreePacket(packet, "NdisFreeTranslatedPacket");

    /// <summary>Makes a list out of an NDIS 5 packet, whose NET_BUFFER describes the packet's buffers.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="direction">Which way the list goes: on the way down the large send, the cancel id and the protocol go with it.</param>
    /// <param name="pool">A pool that makes a NET_BUFFER with each list. Null takes the default pool, which is reported.</param>
    /// <returns>The list, with the packet's status; null when the pool makes no NET_BUFFERs or is at its maximum, or memory is short.</returns>
    /// <exception cref="NullReferenceException"><paramref name="packet"/> is null.</exception>
    /// <exception cref="OverflowException">The buffers have more bytes than an int can say.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet, a buffer or the pool was freed. NDIS0009: another list that was made out of
    /// it lives. Nothing was taken.</exception>
    /// <remarks>
    /// <para>No byte is copied and no MDL is made: a buffer is an MDL, and the list uses the packet's own. While it lives the packet's buffers
    /// are neither chained nor taken off. A retreat puts an MDL in front for the list only.</para>
    /// <para>The same travels as the other way round. A packet that says no protocol leaves that of the pool. Of a large send only the bytes of a
    /// segment are known, not where the TCP header is.</para>
    /// <para>Duty: <see cref="NdisFreeTranslatedNetBufferList"/>, before the packet, its buffers and the pool are freed (NDIS0009).</para>
    /// <para>Threads: the owner's. Source: NDIS does it internally; name and form are ours.</para>
    /// </remarks>
    public static NetBufferList NdisTranslatePacketToNetBufferList(NdisPacket packet, NdisPacketDirection direction, NetBufferListPool? pool) =>
        PacketLists.MakeList(packet, direction, pool, "NdisTranslatePacketToNetBufferList");

    /// <summary>Frees a list that was made out of a packet, when it was completed or returned; its status goes to the packet.</summary>
    /// <param name="netBufferList">The list, owned by the caller.</param>
    /// <exception cref="NdisViolationException">Nothing was freed: NDIS0008, it was not made out of a packet; NDIS0009, something was derived from
    /// it and lives; NDIS0003, it was freed before; NDIS0007, it is null. Freed all the same: NDIS0009, context or a retreat was left, listed in
    /// the exception.</exception>
    /// <remarks>Packet and buffers stay: from here on they are their driver's to change and to free. Threads: any, also another than made it.
    /// Source: NDIS does it internally; name and form are ours.</remarks>
    public static void NdisFreeTranslatedNetBufferList(NetBufferList netBufferList) =>
        PacketLists.FreeList(netBufferList, "NdisFreeTranslatedNetBufferList");
}
