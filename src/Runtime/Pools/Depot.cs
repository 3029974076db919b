using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The full and the empty magazines of a store that no thread holds: two stacks without locks.</summary>
/// <remarks>
/// A head is <c>tag : 32 | index : 32</c>. The tag goes up with every change, so that a slow thread that saw a head long ago fails to
/// exchange it. Magazines stay mapped, so that reading a link that is no longer one does no harm.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
unsafe struct Depot
{
    internal const int Bytes = 384;

    [FieldOffset(0)]
    long full;

    /// <summary>How many magazines are in the stack of full ones.</summary>
    [FieldOffset(64)]
    public int FullCount;

    [FieldOffset(128)]
    long empty;

    internal void PushFull(ulong* magazine)
    {
        Push(ref full, magazine);
        Interlocked.Increment(ref FullCount);
    }

    /// <summary>Takes a full magazine, null when there is none.</summary>
    internal ulong* PopFull()
    {
        var magazine = Pop(ref full);
        if (magazine != null) Interlocked.Decrement(ref FullCount);
        return magazine;
    }

    internal void PushEmpty(ulong* magazine) => Push(ref empty, magazine);

    /// <summary>Takes an empty magazine, null when there is none.</summary>
    internal ulong* PopEmpty() => Pop(ref empty);

    static void Push(ref long head, ulong* magazine)
    {
        var index = MagazineSpace.IndexOf(magazine);
        while (true)
        {
            var seen = Volatile.Read(ref head);
            *magazine = (ulong)index << 32 | (uint)seen;
            if (Interlocked.CompareExchange(ref head, Next(seen, index), seen) == seen) return;
        }
    }

    static ulong* Pop(ref long head)
    {
        while (true)
        {
            var seen = Volatile.Read(ref head);
            if ((uint)seen == 0) return null;
            var magazine = MagazineSpace.At((uint)seen);
            if (Interlocked.CompareExchange(ref head, Next(seen, (uint)*magazine), seen) == seen) return magazine;
        }
    }

    static long Next(long seen, uint index) => (long)((((ulong)seen >> 32) + 1) << 32 | index);
}
