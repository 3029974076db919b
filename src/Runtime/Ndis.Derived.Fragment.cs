namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes a list that describes the packets of another one in pieces, with room for a header in front of each.</summary>
    /// <param name="original">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="nblPool">Where the list comes from, and its protocol. Null takes the default pool, which is reported.</param>
    /// <param name="nbPool">Where the NET_BUFFERs come from that <paramref name="nblPool"/> does not make with the list; a pool without
    /// DataSize. Null takes the default pool, which is reported if it is needed.</param>
    /// <param name="startOffset">Bytes to leave out at the start of each packet.</param>
    /// <param name="maximumLength">Bytes of the original in each piece at most. Only the last piece of a packet may have fewer.</param>
    /// <param name="dataOffsetDelta">Bytes by which each piece is retreated.</param>
    /// <param name="dataBackFill">Bytes of unused space to leave in front of that.</param>
    /// <returns>The fragments, packet by packet; null when a pool is at its maximum or memory is short, <paramref name="maximumLength"/> is 0,
    /// there is no packet, or one that is not longer than <paramref name="startOffset"/>. Then nothing was taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">The fields of a NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException"><paramref name="original"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER, an MDL or a pool was freed. NDIS0008: <paramref name="nbPool"/>
    /// has a DataSize, and is needed. Nothing was taken.</exception>
    /// <remarks>
    /// <para>No byte is copied. The unused space of the original is not reached; the retreat makes an MDL of its own for each piece.</para>
    /// <para>Out-of-band information, context, flags and status are not taken over. The caller sets
    /// <see cref="NetBufferList.ParentNetBufferList"/> and counts in <see cref="NetBufferList.ChildRefCount"/>.</para>
    /// <para>Duty: <see cref="NdisFreeFragmentNetBufferList"/> with the same <paramref name="dataOffsetDelta"/>, before the original, its MDLs
    /// and its pool are freed (NDIS0009).</para>
    /// <para>Threads: the owner's of the original. Source: NdisAllocateFragmentNetBufferList, less its flags, of which there are none.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateFragmentNetBufferList(
        NetBufferList original, NetBufferListPool? nblPool, NetBufferPool? nbPool,
        int startOffset, int maximumLength, int dataOffsetDelta, int dataBackFill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(dataBackFill);
        if (maximumLength == 0) return null;
        var plan = new DerivationPlan(DerivationKind.Fragment, startOffset, maximumLength, dataOffsetDelta, dataBackFill);
        return Deriver.Make(original, nblPool, nbPool, plan, "NdisAllocateFragmentNetBufferList");
    }

    /// <summary>Frees fragments, the room in front of them, and the MDLs that were made for them.</summary>
    /// <param name="fragment">The fragments, owned by the caller.</param>
    /// <param name="dataOffsetDelta">The bytes by which they were retreated when they were allocated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    /// <exception cref="NdisViolationException">Nothing was freed: NDIS0008, the size is another or the list is no fragment; NDIS0009,
    /// something was derived from it and lives; NDIS0003, it was freed before; NDIS0007, it is null. Freed all the same: NDIS0009, context or a
    /// retreat of its driver's was left, listed in the exception.</exception>
    /// <remarks>
    /// <para>NET_BUFFERs that its driver linked on are not freed. Threads: any, also another than allocated it.
    /// Source: NdisFreeFragmentNetBufferList.</para>
    /// </remarks>
    public static void NdisFreeFragmentNetBufferList(NetBufferList fragment, int dataOffsetDelta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        DerivedLists.Free(fragment, DerivationKind.Fragment, dataOffsetDelta, "NdisFreeFragmentNetBufferList");
    }
}
