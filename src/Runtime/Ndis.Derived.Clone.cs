namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes a list with the same packets as another one, to send or indicate them on a second path.</summary>
    /// <param name="original">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="nblPool">Where the clone comes from, and its protocol. Null takes the default pool, which is reported.</param>
    /// <param name="nbPool">Where the NET_BUFFERs come from that <paramref name="nblPool"/> does not make with the list; a pool without
    /// DataSize. Null takes the default pool, which is reported if it is needed.</param>
    /// <param name="flags">Whether the clone gets MDLs of its own or uses the original's.</param>
    /// <returns>The clone, with as many NET_BUFFERs as the original; null when a pool is at its maximum or memory is short, and nothing was
    /// taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A flag is reserved or unknown.</exception>
    /// <exception cref="InvalidOperationException">The fields of a NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException"><paramref name="original"/> is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER, an MDL or a pool was freed. NDIS0008: <paramref name="nbPool"/>
    /// has a DataSize, and is needed. Nothing was taken.</exception>
    /// <remarks>
    /// <para>No byte is copied: both lists reach the same memory. With MDLs of its own the clone describes the used data and nothing else, at
    /// offset 0. With the original's MDLs its chain begins at the CurrentMdl of the original, and its offset is the CurrentMdlOffset.</para>
    /// <para>Out-of-band information, context, flags and status are not cloned: see <see cref="NdisCopySendNetBufferListInfo"/>. The caller sets
    /// <see cref="NetBufferList.ParentNetBufferList"/> and counts in <see cref="NetBufferList.ChildRefCount"/>.</para>
    /// <para>Duty: <see cref="NdisFreeCloneNetBufferList"/> with the same flags, before the original, its MDLs and its pool are freed (NDIS0009).</para>
    /// <para>Threads: the owner's of the original. Source: NdisAllocateCloneNetBufferList.</para>
    /// </remarks>
    public static NetBufferList NdisAllocateCloneNetBufferList(
        NetBufferList original, NetBufferListPool? nblPool, NetBufferPool? nbPool, NdisCloneFlags flags)
    {
        if ((flags & ~NdisCloneFlags.UseOriginalMdls) != 0) throw new ArgumentOutOfRangeException(nameof(flags), flags, "A flag is reserved or unknown.");
        return Deriver.Make(original, nblPool, nbPool, new DerivationPlan(KindOf(flags)), "NdisAllocateCloneNetBufferList");
    }

    /// <summary>Frees a clone, its NET_BUFFERs and the MDLs that were made for it; those of the original stay.</summary>
    /// <param name="clone">The clone, owned by the caller.</param>
    /// <param name="flags">The flags that it was allocated with.</param>
    /// <exception cref="NdisViolationException">Nothing was freed: NDIS0008, the flags are others or it is no clone; NDIS0009, something was
    /// derived from it and lives; NDIS0003, it was freed before; NDIS0007, it is null. Freed all the same: NDIS0009, context or a retreat of
    /// its driver's was left, listed in the exception.</exception>
    /// <remarks>
    /// <para>NET_BUFFERs that its driver linked on are not freed. A chained list and a ChildRefCount are reported as
    /// <see cref="NdisFreeNetBufferList"/> reports them.</para>
    /// <para>Threads: any, also another than allocated it, and while others free other clones of the same original. Source:
    /// NdisFreeCloneNetBufferList.</para>
    /// </remarks>
    public static void NdisFreeCloneNetBufferList(NetBufferList clone, NdisCloneFlags flags) =>
        DerivedLists.Free(clone, KindOf(flags), 0, "NdisFreeCloneNetBufferList");

    /// <summary>What flags make; with flags that make nothing, what no list is.</summary>
    static DerivationKind KindOf(NdisCloneFlags flags) => flags switch
    {
        NdisCloneFlags.None => DerivationKind.Clone,
        NdisCloneFlags.UseOriginalMdls => DerivationKind.SharingClone,
        _ => DerivationKind.Unknown,
    };
}
