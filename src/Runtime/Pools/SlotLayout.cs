namespace NdisRules.Runtime;

/// <summary>What lies in one slot, and where: the head first, then what is made together with it, then its data.</summary>
/// <remarks>Every part starts on a 64-byte line, and a slot is an odd number of lines long, so that equal fields spread over the cache's sets.</remarks>
sealed unsafe class SlotLayout
{
    SlotLayout(bool list, bool netBuffer, bool mdl, int contextSize, int dataSize, int guardBytes)
    {
        var end = list ? sizeof(NetBufferListFields) : 0;
        IsBareNetBuffer = !list && netBuffer && !mdl;
        NetBuffer = netBuffer ? end : -1;
        end += netBuffer ? sizeof(NetBufferFields) : 0;
        Mdl = mdl ? end : -1;
        SpareMdl = list && netBuffer && !mdl ? end : -1;
        end += mdl || SpareMdl > 0 ? sizeof(MdlFields) : 0;
        Context = contextSize > 0 ? end : -1;
        end += contextSize > 0 ? ContextBlock.RoundUp(ContextBlock.BytesFor(contextSize), Slab.Line) : 0;
        Heads = end;
        ContextSize = contextSize;
        DataSize = dataSize;
        List<(int, int)> fields = [(sizeof(ulong), (list ? sizeof(NetBufferListFields) : netBuffer ? sizeof(NetBufferFields) : sizeof(MdlFields)) - sizeof(ulong))];
        if (NetBuffer > 0) fields.Add((NetBuffer + sizeof(ulong), sizeof(NetBufferFields) - sizeof(ulong)));
        if (Mdl > 0) fields.Add((Mdl + sizeof(ulong), sizeof(MdlFields) - sizeof(ulong)));
        if (SpareMdl > 0) fields.Add((SpareMdl + sizeof(ulong), sizeof(MdlFields) - sizeof(ulong)));
        if (Context > 0) fields.Add((Context, Heads - Context));
        Fields = fields;
        Stride = checked((int)OddLines((long)end + dataSize + guardBytes));
    }

    /// <summary>Whether a slot is a NET_BUFFER and nothing else.</summary>
    internal bool IsBareNetBuffer { get; }

    /// <summary>Bytes from the start of the slot to its NET_BUFFER, -1 without one.</summary>
    internal int NetBuffer { get; }

    /// <summary>Bytes from the start of the slot to its MDL, -1 without one.</summary>
    internal int Mdl { get; }

    /// <summary>Bytes from the start of the slot to an MDL that is live only while the list is a clone over one MDL; -1 without one.</summary>
    /// <remarks>Lists that bring a NET_BUFFER and no data have it: it costs nothing but the line that makes their length odd.</remarks>
    internal int SpareMdl { get; }

    /// <summary>Bytes from the start of the slot to its block of context, -1 without one.</summary>
    internal int Context { get; }

    /// <summary>Bytes of context in each slot.</summary>
    internal int ContextSize { get; }

    /// <summary>Bytes of all heads and the context together; the data starts here.</summary>
    internal int Heads { get; }

    /// <summary>Bytes of data in each slot.</summary>
    internal int DataSize { get; }

    /// <summary>Bytes from one slot to the next.</summary>
    internal int Stride { get; }

    /// <summary>Start and length of all fields and the context, without the state words: multiples of 8 bytes.</summary>
    internal IReadOnlyList<(int Start, int Length)> Fields { get; }

    internal static SlotLayout ForNetBuffers(int dataSize, int guardBytes = 0) =>
        new(list: false, netBuffer: true, mdl: dataSize > 0, contextSize: 0, dataSize, guardBytes);

    internal static SlotLayout ForNetBufferLists(bool netBuffer, int contextSize, int dataSize, int guardBytes = 0) =>
        new(list: true, netBuffer, mdl: dataSize > 0, contextSize, dataSize, guardBytes);

    internal static SlotLayout ForMdls() => new(list: false, netBuffer: false, mdl: true, contextSize: 0, dataSize: 0, guardBytes: 0);

    /// <summary>The most bytes of data that a slot can have: what keeps the stride an int.</summary>
    internal const int LargestDataSize = int.MaxValue - 256 * 1024;

    static long OddLines(long bytes) => (((bytes + Slab.Line - 1) / Slab.Line) | 1) * Slab.Line;
}
