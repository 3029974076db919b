namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes a list whose one packet is made up of all packets of another one.</summary>
    /// <param name="fragments">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="nblPool">A pool that makes a NET_BUFFER with each list. Null takes the default pool, which is reported.</param>
    /// <param name="startOffset">Bytes to leave out at the start of each packet.</param>
    /// <param name="dataOffsetDelta">Bytes by which the new packet is retreated.</param>
    /// <param name="dataBackFill">Bytes of unused space to leave in front of that.</param>
    /// <returns>The list; null when the pool makes no NET_BUFFERs or is at its maximum, memory is short, there is no packet, or one that is not
    /// longer than <paramref name="startOffset"/>, or all are longer together than <see cref="int.MaxValue"/>. Then nothing was taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">The fields of a NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException"><paramref name="fragments"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER, an MDL or the pool was freed. Nothing was taken.</exception>
    /// <remarks>
    /// <para>No byte is copied. The unused space of the originals is not reached. A pool with a DataSize is documented as forbidden; it is
    /// reported (NDIS0008) and works.</para>
    /// <para>Out-of-band information, context, flags and status are not taken over. The caller sets
    /// <see cref="NetBufferList.ParentNetBufferList"/> and counts in <see cref="NetBufferList.ChildRefCount"/>.</para>
    /// <para>Duty: <see cref="NdisFreeReassembledNetBufferList"/> with the same <paramref name="dataOffsetDelta"/>, before the fragments, their
    /// MDLs and their pool are freed (NDIS0009).</para>
    /// <para>Threads: the owner's of the fragments. Source: NdisAllocateReassembledNetBufferList, less its flags, of which there are none.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateReassembledNetBufferList(
        NetBufferList fragments, NetBufferListPool? nblPool, int startOffset, int dataOffsetDelta, int dataBackFill)
    {
        const string function = "NdisAllocateReassembledNetBufferList";
        ArgumentOutOfRangeException.ThrowIfNegative(startOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(dataBackFill);
        if (nblPool is { AllocateNetBuffer: false }) return null;
        if (nblPool is { DataSize: > 0 }) NdisVerifier.Report(RuleIds.WrongPartner, $"{function}: {nblPool} has a DataSize of {nblPool.DataSize}.");
        var plan = new DerivationPlan(DerivationKind.Reassembled, startOffset, 0, dataOffsetDelta, dataBackFill);
        return Deriver.Make(fragments, nblPool, null, plan, function);
    }

    /// <summary>Frees a reassembled list, the room in front of its packet, and the MDLs that were made for it.</summary>
    /// <param name="reassembled">The list, owned by the caller.</param>
    /// <param name="dataOffsetDelta">The bytes by which it was retreated when it was allocated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    /// <exception cref="NdisViolationException">Nothing was freed: NDIS0008, the size is another or the list was not reassembled; NDIS0009,
    /// something was derived from it and lives; NDIS0003, it was freed before; NDIS0007, it is null. Freed all the same: NDIS0009, context or a
    /// retreat of its driver's was left, listed in the exception.</exception>
    /// <remarks>
    /// <para>NET_BUFFERs that its driver linked on are not freed. Threads: any, also another than allocated it.
    /// Source: NdisFreeReassembledNetBufferList.</para>
    /// </remarks>
    public static void NdisFreeReassembledNetBufferList(NetBufferList reassembled, int dataOffsetDelta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        DerivedLists.Free(reassembled, DerivationKind.Reassembled, dataOffsetDelta, "NdisFreeReassembledNetBufferList");
    }
}
