namespace NdisRules.Runtime.Debugging;

/// <summary>One invariant of a NET_BUFFER and whether it holds.</summary>
/// <param name="Invariant">What has to be.</param>
/// <param name="Broken">What is instead, null when it holds.</param>
sealed record CheckSnapshot(string Invariant, string? Broken);

/// <summary>Looks whether a NET_BUFFER and its chain of MDLs go together.</summary>
static unsafe class ChainCheck
{
    internal static IReadOnlyList<CheckSnapshot> Run(ObjectSpace space, Head head)
    {
        if (!head.IsLive) return [new("the NET_BUFFER is lent", $"{head.Name} is {head.State}")];
        var fields = space.Read<NetBufferFields>(head.Address);
        var chain = MdlReader.Chain(space, fields.MdlChain.Word).Select(mdl => (mdl.Word, Fields: space.Read<MdlFields>(mdl.Address))).ToList();
        var length = chain.Sum(mdl => (long)mdl.Fields.ByteCount);
        return
        [
            new("the NET_BUFFER is lent", null),
            new("every MDL of the chain is lent, and the chain ends", End(fields, chain)),
            new("every MDL that describes a part of another has that one", Originals(space, chain)),
            new("DataOffset and DataLength are not negative", fields.DataOffset >= 0 && fields.DataLength >= 0 ? null : $"they are {fields.DataOffset} and {fields.DataLength}"),
            new("the chain has DataOffset and DataLength bytes", (long)fields.DataOffset + fields.DataLength <= length
                ? null
                : $"it has {length}, and {fields.DataOffset} + {fields.DataLength} are described"),
            new("CurrentMdl and CurrentMdlOffset are where DataOffset is", Current(fields, chain)),
        ];
    }

    static string? End(NetBufferFields fields, List<(ulong Word, MdlFields Fields)> chain)
    {
        var link = chain.Count == 0 ? fields.MdlChain.Word : chain[^1].Fields.Next.Word;
        if (link == 0) return null;
        return chain.Exists(mdl => mdl.Word == link) ? $"it comes back to {Names.Of(link, HeadKind.Mdl)}" : $"{Names.Of(link, HeadKind.Mdl)} is not lent";
    }

    static string? Originals(ObjectSpace space, List<(ulong Word, MdlFields Fields)> chain)
    {
        var orphan = chain.Find(mdl => mdl.Fields.Origin == MdlOrigin.Derived && space.FindLive(mdl.Fields.Original.Word) is null);
        return orphan.Word == 0 ? null : $"{Names.Of(orphan.Word, HeadKind.Mdl)} describes a part of {Names.Of(orphan.Fields.Original.Word, HeadKind.Mdl)}, which is not lent";
    }

    static string? Current(NetBufferFields fields, List<(ulong Word, MdlFields Fields)> chain)
    {
        if (chain.Count == 0) return fields.CurrentMdl.IsNull ? null : $"CurrentMdl is {Names.Of(fields.CurrentMdl.Word)}, and there is no chain";
        var at = chain.FindIndex(mdl => mdl.Word == fields.CurrentMdl.Word);
        if (at < 0) return $"CurrentMdl is {Names.Of(fields.CurrentMdl.Word) ?? "null"}, which is not in the chain";
        var before = chain.Take(at).Sum(mdl => (long)mdl.Fields.ByteCount);
        if (before + fields.CurrentMdlOffset != fields.DataOffset)
            return $"they are {before + fields.CurrentMdlOffset} bytes into the chain, and DataOffset is {fields.DataOffset}";
        return fields.CurrentMdlOffset <= chain[at].Fields.ByteCount ? null : $"CurrentMdlOffset is {fields.CurrentMdlOffset}, and CurrentMdl has {chain[at].Fields.ByteCount} bytes";
    }
}
