namespace NdisRules.Runtime.Debugging;

/// <summary>Which kind of object a head is of.</summary>
enum HeadKind
{
    NetBufferList,
    NetBuffer,
    Mdl,
}

/// <summary>Where what lies in the slots of a store: the numbers of a <see cref="SlotLayout"/>, from this process or from another.</summary>
sealed record LayoutFacts(int NetBuffer, int Mdl, int SpareMdl, int Context, int ContextSize, int Heads, int DataSize, int Stride)
{
    /// <summary>What the first head of a slot is.</summary>
    internal HeadKind First => NetBuffer == 0 ? HeadKind.NetBuffer : Mdl == 0 ? HeadKind.Mdl : HeadKind.NetBufferList;

    /// <summary>Every head of a slot and where it lies, the first one first.</summary>
    internal IEnumerable<(HeadKind Kind, int Offset)> AllHeads()
    {
        yield return (First, 0);
        if (NetBuffer > 0) yield return (HeadKind.NetBuffer, NetBuffer);
        if (Mdl > 0) yield return (HeadKind.Mdl, Mdl);
        if (SpareMdl > 0) yield return (HeadKind.Mdl, SpareMdl);
    }

    internal static LayoutFacts Of(SlotLayout layout) => new(
        layout.NetBuffer, layout.Mdl, layout.SpareMdl, layout.Context, layout.ContextSize, layout.Heads, layout.DataSize, layout.Stride);
}
