namespace NdisRules.Runtime.Debugging;

/// <summary><c>nb</c>: one NET_BUFFER.</summary>
sealed class NbCommand : DebugCommand
{
    const int MostDumped = 64 * 1024;

    internal override string Name => "nb";

    internal override string Argument => "<address>";

    internal override string Summary => "A NET_BUFFER: its fields, its chain of MDLs, where its data starts";

    internal override IReadOnlyList<CommandOption> Options =>
    [
        new("-chain", null, "those that are linked behind it too"),
        new("-dump", null, "the used bytes"),
        new("-data", null, "the same"),
        new("-verify", null, "whether chain, offsets and lengths go together"),
    ];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var head = ObjectArguments.Object(space, arguments.Word(), HeadKind.NetBuffer);
        if (arguments.Has("-verify")) return Verify(space, head);
        var dumps = arguments.Has("-dump") || arguments.Has("-data");
        IReadOnlyList<Head> heads = arguments.Has("-chain") && head.IsLive ? [.. NetBufferReader.Chain(space, head.Word)] : [head];
        var shown = heads.Select(one => (NetBuffer: NetBufferReader.Read(space, one), Bytes: dumps && one.IsLive ? NetBufferReader.UsedBytes(space, one, MostDumped) : null)).ToList();
        object data = arguments.Has("-chain") || dumps ? shown.Select(one => new { one.NetBuffer, UsedBytes = one.Bytes is null ? null : Convert.ToHexStringLower(one.Bytes) }) : shown[0].NetBuffer;
        return new Answer(Name, data, [.. shown.SelectMany(one => Blocks(one.NetBuffer, one.Bytes))]);
    }

    internal static IEnumerable<Block> Blocks(NetBufferSnapshot netBuffer, byte[]? bytes)
    {
        yield return Fields(netBuffer);
        if (netBuffer.Mdls.Count > 0) yield return MdlCommand.Table(netBuffer.CurrentMdl).Of(netBuffer.Mdls);
        if (bytes is null) yield break;
        yield return new TextBlock(bytes.Length == 0 ? "No used bytes" : "Used bytes" + Environment.NewLine + HexDump.Of(bytes));
        if (bytes.Length < netBuffer.DataLength) yield return new TextBlock($"{netBuffer.DataLength - bytes.Length} more are not shown");
    }

    Answer Verify(ObjectSpace space, Head head)
    {
        var checks = ChainCheck.Run(space, head);
        var table = new TableOf<CheckSnapshot>(head.Name).Text("", check => check.Broken is null ? "holds" : "BROKEN").Text("Invariant", check => check.Invariant).Text("Found", check => check.Broken);
        return new Answer(Name, new { Handle = Names.Of(head.Word), Checks = checks }, [table.Of(checks)])
        {
            FoundFault = checks.Any(check => check.Broken is not null),
        };
    }

    static FieldBlock Fields(NetBufferSnapshot netBuffer) => new($"NB {netBuffer.Handle}",
    [
        ("State", netBuffer.State.ToString()),
        ("Source pool", $"{netBuffer.Pool} '{netBuffer.Tag}'"),
        ("Allocated by", netBuffer.AllocatedBy ?? "not noted"),
        ("Next NB", netBuffer.Next ?? "none"),
        ("Parent NBL", netBuffer.Parent ?? "none"),
        ("Length", $"{netBuffer.DataLength}"),
        ("DataOffset", $"{netBuffer.DataOffset}"),
        ("First MDL", netBuffer.MdlChain ?? "none"),
        ("Current MDL", netBuffer.CurrentMdl is null ? "none" : netBuffer.CurrentMdl == netBuffer.MdlChain ? "[First MDL]" : netBuffer.CurrentMdl),
        ("Current MDL offset", $"{netBuffer.CurrentMdlOffset}"),
        ("Data starts at", netBuffer.DataStart ?? "-"),
        ("ChecksumBias", $"{netBuffer.ChecksumBias}"),
        ("MDLs of retreats", $"{netBuffer.RetreatMdls}"),
    ]);
}
