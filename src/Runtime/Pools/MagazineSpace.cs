using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>Gives out the memory of magazines, which is never unmapped: a slow thread may look at one that has gone elsewhere.</summary>
/// <remarks>
/// A magazine is a power of two of bytes long and aligned to it. Its first word is <c>own index : 32 | index of the next in a stack : 32</c>,
/// the rest is room for handles. An index names 64 bytes of the space and fits the half word that a tagged stack has for it.
/// </remarks>
static unsafe class MagazineSpace
{
    internal const int SmallestBytes = 64;
    internal const int LargestBytes = 1024;
    const int ChunkBytes = 64 * 1024;
    const int PerChunk = ChunkBytes / SmallestBytes;
    const int MostChunks = 64 * 1024;

    static readonly Lock gate = new();
    static readonly Dictionary<int, Stack<uint>> unused = [];
    // Mapped at first use, page by page, so that the room for all chunks costs nothing.
    static readonly byte** chunks = (byte**)NativeMemory.AllocZeroed(MostChunks, (nuint)sizeof(byte*));
    static int chunkCount;

    internal static ulong* At(uint index) => (ulong*)(chunks[index / PerChunk] + index % PerChunk * SmallestBytes);

    internal static uint IndexOf(ulong* magazine) => (uint)(*magazine >> 32);

    /// <summary>Takes a magazine of so many bytes, 0 when memory is short. No magazine has index 0.</summary>
    internal static uint Rent(int bytes)
    {
        lock (gate)
        {
            if (!unused.TryGetValue(bytes, out var stack)) unused[bytes] = stack = new Stack<uint>();
            return stack.Count > 0 || TryMap(bytes, stack) ? stack.Pop() : 0;
        }
    }

    internal static void Return(int bytes, List<uint> magazines)
    {
        lock (gate)
        {
            foreach (var magazine in magazines) unused[bytes].Push(magazine);
        }
    }

    static bool TryMap(int bytes, Stack<uint> stack)
    {
        if (chunkCount == MostChunks) return false;
        try
        {
            chunks[chunkCount] = (byte*)NativeMemory.AlignedAlloc(ChunkBytes, LargestBytes);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        var first = (uint)chunkCount++ * PerChunk;
        for (var at = first == 0 ? bytes : 0; at < ChunkBytes; at += bytes)
        {
            var index = first + (uint)(at / SmallestBytes);
            *At(index) = (ulong)index << 32;
            stack.Push(index);
        }
        return true;
    }
}
