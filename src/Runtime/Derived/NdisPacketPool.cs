using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>A pool of NDIS 5 packets, from <see cref="Ndis.NdisAllocatePacketPool"/>.</summary>
/// <remarks>
/// <para>Duty: goes to <see cref="Ndis.NdisFreePacketPool"/> (or <see cref="NdisPool.Dispose"/>) after all its packets were freed (NDIS0009).</para>
/// <para>Threads: any thread may free what another allocated. Source: NdisAllocatePacketPool.</para>
/// </remarks>
public sealed unsafe class NdisPacketPool : NdisPool
{
    // A packet's head has the size of a NET_BUFFER's, and the bytes for the protocol take the place of the data.
    internal NdisPacketPool(int descriptors, int protocolReservedLength, NdisHandle? owner, Watch? watch)
        : base("PKT", SlotLayout.ForNetBuffers(protocolReservedLength, watch?.GuardBytes ?? 0), descriptors, 0x50_42_64_6E, owner, permanent: false, watch) { }

    /// <summary>Bytes for the protocol driver in each packet.</summary>
    public int ProtocolReservedLength => DataSize;

    /// <summary>Lends a packet with clear fields, null when there is none to lend.</summary>
    internal NdisPacket Allocate()
    {
        ThrowIfFreed();
        var packet = new NdisPacket(Store.Acquire());
        if (!packet) return null;
        Unsafe.InitBlockUnaligned((byte*)packet.Fields + sizeof(ulong), 0, (uint)(sizeof(PacketFields) - sizeof(ulong)));
        packet.Fields->Generation = Handle.Generation(packet.Word);
        packet.ProtocolReserved.Clear();
        return packet;
    }

    /// <summary>Takes a packet back to whichever pool it came from, or says what is wrong with the free.</summary>
    internal static void Release(NdisPacket packet)
    {
        if (!packet.IsLive || SlotStore.Of(packet.Word) is not { } store || !store.TryRelease(packet.Word)) throw NotLive(packet);
    }

    /// <summary>What is wrong with the free of a packet that is not live.</summary>
    internal static NdisViolationException NotLive(NdisPacket packet) => packet.IsNull
        ? new NdisViolationException(RuleIds.NeverAcquired, "the null NDIS_PACKET is freed.")
        : new NdisViolationException(RuleIds.FreedTwice, $"{packet} is freed again{Handle.WhatNow(packet.Word)}.");

    internal override void Prepare(ulong slot) { }

    private protected override void Abandon(ulong handle) => PacketLists.Abandon(new NdisPacket(handle));

    private protected override string Describe(ulong handle) => new NdisPacket(handle).ToString();
}
