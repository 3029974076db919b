using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The context of a NET_BUFFER_LIST: a stack of pieces over a chain of blocks.</summary>
static unsafe class ContextStack
{
    /// <summary>Puts a piece on top; makes a block for it when the first block has too little room.</summary>
    /// <remarks>The back fill is not part of the question whether there is room: it is what to add if memory must be taken.</remarks>
    internal static NdisStatus Push(NetBufferList list, int size, int backFill, uint poolTag)
    {
        var fields = list.Fields;
        if (size % sizeof(nint) != 0 || backFill % sizeof(nint) != 0) return NdisStatus.Failure;
        if ((long)size + backFill > ContextBlock.LargestSize) return NdisStatus.Failure;
        if (size == 0) return NdisStatus.Success;
        if (fields->Context == null || fields->Context->Offset < size)
        {
            var block = ContextBlock.Make(size + backFill, temporary: true);
            if (block == null) return NdisStatus.Resources;
            block->Next = fields->Context;
            fields->Context = block;
        }
        fields->Context->Push(size, poolTag);
        return NdisStatus.Success;
    }

    /// <summary>Takes the piece on top away, which has to be of this size.</summary>
    internal static void Pop(NetBufferList list, int size)
    {
        var fields = list.Fields;
        if (size == 0) return;
        var block = fields->Context;
        if (block == null || block->IsEmpty)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"NdisFreeNetBufferListContext: {list} has no context that was allocated by itself.");
        if (block->Top() != size) throw NotOnTop(list, size);
        block->Pop();
        if (!block->Temporary || !block->IsEmpty) return;
        fields->Context = block->Next;
        NativeMemory.Free(block);
    }

    /// <summary>Lists what is outstanding in the block that lies in the slot, which stays readable after the list was freed.</summary>
    internal static List<string>? NamesIn(ContextBlock* slotBlock)
    {
        List<string>? names = null;
        if (slotBlock != null) slotBlock->AddNamesTo(ref names);
        return names;
    }

    /// <summary>Frees the blocks in front of the one that lies in the slot, and lists what was outstanding in them.</summary>
    internal static void Drain(ContextBlock* block, ContextBlock* slotBlock, ref List<string>? names)
    {
        while (block != slotBlock)
        {
            var next = block->Next;
            block->AddNamesTo(ref names);
            NativeMemory.Free(block);
            block = next;
        }
    }

    static NdisViolationException NotOnTop(NetBufferList list, int size)
    {
        var top = list.Fields->Context->Top();
        for (var block = list.Fields->Context; block != null; block = block->Next)
        {
            if (block->Holds(size))
                return new NdisViolationException(RuleIds.OutOfOrder,
                    $"NdisFreeNetBufferListContext: {size} bytes of {list} are freed before the {top} bytes that were allocated after them.");
        }
        return new NdisViolationException(RuleIds.WrongPartner,
            $"NdisFreeNetBufferListContext: {size} bytes of {list} are freed where {top} were allocated.");
    }
}
