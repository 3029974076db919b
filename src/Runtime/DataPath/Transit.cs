using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

/// <summary>Why somebody holds a list that is not at rest.</summary>
enum TransitKind
{
    /// <summary>At rest: with the driver that allocated it.</summary>
    None,

    /// <summary>On its way down, or waiting to be completed.</summary>
    Send,

    /// <summary>Indicated, and to be returned.</summary>
    Receive,

    /// <summary>Indicated for the length of one call.</summary>
    Lent,

    /// <summary>Not the indicated list itself but a copy, for one of several receivers; to be returned.</summary>
    Copy,
}

/// <summary>Who holds which list: one word in each list, changed at every hand-over.</summary>
/// <remarks>
/// <para>The word has the holder (28 bits, the number of a handle, 0 for NDIS itself), the originator (28 bits), the kind (3), the depth (4),
/// and whether the list is on its way back (1). A driver hands a list over in two steps: NDIS takes it by a compare-and-swap, which only the holder can win and only once, then
/// gives it on by a plain write. Depth counts the intermediate drivers that pass the list itself on: what they hold is put aside in the list
/// and comes back when their own hand-over has ended.</para>
/// <para>There is no table besides, so nothing is locked and nothing allocated; who wants to know what is pending reads the pools.</para>
/// </remarks>
static unsafe partial class Transit
{
    /// <summary>How many hand-overs of one list may be nested.</summary>
    internal const int MaximumDepth = 5;

    const int IdBits = 28;
    const ulong IdMask = (1UL << IdBits) - 1;
    const int KindShift = 2 * IdBits;
    const int DepthShift = KindShift + 3;
    const ulong Back = 1UL << 63;

    /// <summary>The largest number that a handle may have.</summary>
    internal const long LargestId = (long)IdMask;

    internal static ulong Word(long holder, long originator, TransitKind kind, int depth) =>
        (ulong)holder | (ulong)originator << IdBits | (ulong)kind << KindShift | (ulong)depth << DepthShift;

    internal static long HolderOf(ulong word) => (long)(word & IdMask);

    internal static long OriginatorOf(ulong word) => (long)(word >> IdBits & IdMask);

    internal static TransitKind KindOf(ulong word) => (TransitKind)(word >> KindShift & 7);

    internal static int DepthOf(ulong word) => (int)(word >> DepthShift & 15);

    /// <summary>Whether the list was completed or returned by somebody further along.</summary>
    internal static bool IsBack(ulong word) => (word & Back) != 0;

    internal static long OriginatorOf(NetBufferList list) => OriginatorOf(Volatile.Read(ref list.Fields->RestToRead->Transit));

    internal static TransitKind KindOf(NetBufferList list) => KindOf(Volatile.Read(ref list.Fields->RestToRead->Transit));

    /// <summary>Whether a list whose slot is lent is under way.</summary>
    internal static bool IsOut(NetBufferList list) => Volatile.Read(ref ((NetBufferListFields*)Handle.Header(list.Word))->RestToRead->Transit) != 0;

    /// <summary>Hands a list that NDIS took to its next holder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Give(NetBufferList list, NdisHandle holder)
    {
        var fields = list.Fields;
        Volatile.Write(ref fields->RestToRead->Transit, (fields->RestToRead->Transit & ~IdMask) | (ulong)holder.Id);
    }

    /// <summary>Hands every list of a chain that NDIS took to its next holder, and ends the way of those that came from there.</summary>
    internal static void GiveOrEnd(NetBufferList first, NdisHandle holder)
    {
        for (var list = first; list;)
        {
            var next = list.Next;
            if (OriginatorOf(list) == holder.Id) End(list);
            else Give(list, holder);
            list = next;
        }
    }

    /// <summary>Ends the way of every list of a chain that NDIS took.</summary>
    internal static void EndAll(NetBufferList first)
    {
        for (var list = first; list;)
        {
            var next = list.Next;
            End(list);
            list = next;
        }
    }

    /// <summary>Ends the way of a list that NDIS took: it is at rest, or with the intermediate driver that had passed it on.</summary>
    internal static void End(NetBufferList list)
    {
        var fields = list.Fields;
        Volatile.Write(ref fields->RestToRead->Transit, Before(fields));
    }

    /// <summary>Refuses the free of a list that is under way: it is somebody else's, or owed to somebody else.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: the list has not come back. It is not freed.</exception>
    internal static void ThrowIfOut(NetBufferList list, NetBufferListFields* fields)
    {
        var word = Volatile.Read(ref fields->RestToRead->Transit);
        if (word != 0) throw new NdisViolationException(RuleIds.OutOfOrder, $"{list} is freed while it is {Describe(word, fields)}.");
    }

    static ulong Before(NetBufferListFields* fields) => DepthOf(fields->RestToRead->Transit) is > 1 and var depth ? fields->RestToRead->Outer[depth - 2] : 0;
}
