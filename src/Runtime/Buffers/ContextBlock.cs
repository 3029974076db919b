using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>One block of context: this header, the data area, and a mark for every pointer's width of the data area.</summary>
/// <remarks>
/// The area fills downward, so that the newest piece lies at <see cref="Offset"/>. The mark at the start of each piece says how long it is
/// and who asked for it; a walk from mark to mark is the stack of what is outstanding.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 32)]
unsafe struct ContextBlock
{
    /// <summary>What NDIS can say in the fields of a block: 16 bits.</summary>
    internal const int LargestSize = ushort.MaxValue;

    /// <summary>What is known of a piece, beside the data area.</summary>
    internal struct Mark
    {
        public int Size;
        public uint PoolTag;
    }

    /// <summary>The next older block of the list.</summary>
    public ContextBlock* Next;

    /// <summary>Bytes of the data area.</summary>
    public int Size;

    /// <summary>Bytes of the data area that are unused, at its start.</summary>
    public int Offset;

    /// <summary>Where the context begins that was reserved together with the list and is not freed by itself. <see cref="Size"/> if there is none.</summary>
    public int Floor;

    /// <summary>Whether the block goes when its last piece goes, since an allocation of context made it.</summary>
    public bool Temporary;

    /// <summary>The bytes that a block with a data area of this size takes.</summary>
    internal static int BytesFor(int size) => sizeof(ContextBlock) + 2 * RoundUp(size, sizeof(Mark));

    internal static int RoundUp(int bytes, int multiple) => (bytes + multiple - 1) / multiple * multiple;

    /// <summary>Takes native memory for a block, wholly unused at first. Null when memory is short.</summary>
    internal static ContextBlock* Make(int size, bool temporary)
    {
        if (NdisVerifier.IsShort()) return null;
        try
        {
            var block = (ContextBlock*)NativeMemory.Alloc((nuint)BytesFor(size));
            block->Start(size, reserved: 0);
            block->Temporary = temporary;
            return block;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Begins a block whose last bytes are reserved with the list.</summary>
    internal void Start(int size, int reserved)
    {
        Next = null;
        Size = size;
        Offset = Floor = size - reserved;
        Temporary = false;
    }

    internal readonly bool IsEmpty => Offset == Floor;

    /// <summary>Puts a piece on top. The caller has seen that there is room.</summary>
    internal void Push(int size, uint poolTag)
    {
        Offset -= size;
        *MarkAt(Offset) = new Mark { Size = size, PoolTag = poolTag };
    }

    /// <summary>Bytes of the piece on top.</summary>
    internal int Top() => MarkAt(Offset)->Size;

    internal void Pop() => Offset += Top();

    /// <summary>Whether some piece of the block has this size.</summary>
    internal bool Holds(int size)
    {
        for (var at = Offset; at < Floor; at += MarkAt(at)->Size)
            if (MarkAt(at)->Size == size) return true;
        return false;
    }

    /// <summary>Adds a line for each piece, the newest first; makes the list when there is something to add.</summary>
    internal void AddNamesTo(ref List<string>? names)
    {
        for (var at = Offset; at < Floor;)
        {
            var mark = *MarkAt(at);
            // Of two threads that free the same list, the slower may look into a slot that is being lent again: it must come to an end.
            if (mark.Size <= 0) return;
            (names ??= []).Add($"context of {mark.Size} bytes, tag '{NdisPool.TagText(mark.PoolTag)}'");
            at += mark.Size;
        }
    }

    internal byte* Data() => (byte*)((ContextBlock*)Unsafe.AsPointer(ref this) + 1);

    /// <summary>Bytes from the start of a data area of this size to the mark of the piece at an offset.</summary>
    internal static int MarkOffset(int size, int offset) => RoundUp(size, sizeof(Mark)) + offset;

    Mark* MarkAt(int offset) => (Mark*)(Data() + MarkOffset(Size, offset));
}
