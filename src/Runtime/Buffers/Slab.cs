using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The first line of a slab: what every handle into the slab needs to be judged.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
struct SlabHeader
{
    /// <summary>The random word of the store that uses the slab now.</summary>
    public ulong Key;

    /// <summary>The number of that store, 0 while no store uses the slab.</summary>
    public int Store;
}

/// <summary>A block of native memory aligned to <see cref="Bytes"/>, cut into slots by one store at a time and never unmapped.</summary>
sealed unsafe partial class Slab
{
    /// <summary>The alignment of every slab, and the length of all but those whose single slot needs more. A power of two.</summary>
    internal const int Bytes = 256 * 1024;

    internal const int Line = 64;

    static readonly Lock gate = new();
    static readonly Dictionary<long, Stack<Slab>> unused = [];

    readonly ushort[] generations = new ushort[Bytes / Line];

    Slab(byte* start, long length)
    {
        Start = start;
        Length = length;
        Next = sizeof(SlabHeader);
    }

    internal byte* Start { get; }

    internal long Length { get; }

    internal SlabHeader* Header => (SlabHeader*)Start;

    /// <summary>Bytes from the start to the first byte that is not yet part of a slot.</summary>
    internal long Next { get; private set; }

    /// <summary>The length of a slab for slots of this stride: the common one, or as long as one large slot needs.</summary>
    internal static long LengthFor(int stride) =>
        stride <= Bytes - sizeof(SlabHeader) ? Bytes : ((long)stride + sizeof(SlabHeader) + 0xFFFF) & ~0xFFFFL;

    /// <summary>Takes a slab that an earlier store gave back, or maps a new one. Null when there is no memory.</summary>
    internal static Slab? Rent(long length, int store, ulong key)
    {
        var slab = TakeUnused(length) ?? Map(length);
        if (slab is null) return null;
        slab.Next = sizeof(SlabHeader);
        slab.Header->Store = store;
        slab.Header->Key = key;
        return slab;
    }

    /// <summary>Cuts the next slot of <paramref name="stride"/> bytes, or says that the slab is full.</summary>
    internal bool TryCut(int stride, out byte* slot)
    {
        slot = Start + Next;
        if (Next + stride > Length) return false;
        Next += stride;
        return true;
    }

    /// <summary>Undoes the last cut.</summary>
    internal void TakeBack(int stride) => Next -= stride;

    /// <summary>The first generation that no handle to this address has had before.</summary>
    internal ushort GenerationAt(byte* head) => generations[(head - Start) / Line];

    /// <summary>Notes that every generation before <paramref name="generation"/> was used at this address.</summary>
    internal void Remember(byte* head, ushort generation) => generations[(head - Start) / Line] = generation;

    /// <summary>Ends the use by a store: every handle into the slab is stale from here on.</summary>
    internal void Return()
    {
        Header->Store = 0;
        Header->Key = SlotStore.NewKey();
        lock (gate)
        {
            if (!unused.TryGetValue(Length, out var stack)) unused[Length] = stack = new Stack<Slab>();
            stack.Push(this);
        }
    }

    static Slab? TakeUnused(long length)
    {
        lock (gate)
            return unused.TryGetValue(length, out var stack) && stack.TryPop(out var slab) ? slab : null;
    }

    static Slab? Map(long length)
    {
        byte* start;
        try
        {
            start = (byte*)NativeMemory.AlignedAlloc((nuint)length, Bytes);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
        Debug.Assert((ulong)start + (ulong)length <= 1UL << 47, "A user-mode address has 47 bits.");
        return new Slab(start, length);
    }
}
