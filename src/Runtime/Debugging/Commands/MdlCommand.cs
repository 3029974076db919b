namespace NdisRules.Runtime.Debugging;

/// <summary><c>mdl</c>: one MDL, or a chain.</summary>
sealed class MdlCommand : DebugCommand
{
    internal override string Name => "mdl";

    internal override string Argument => "[address]";

    internal override string Summary => "An MDL; without an address those that stand alone";

    internal override IReadOnlyList<CommandOption> Options => [new("-chain", null, "those that are linked behind it too"), .. Paging.Options];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        if (arguments.Words.Count == 0) return Alone(space, arguments);
        var head = ObjectArguments.Object(space, arguments.Words[0], HeadKind.Mdl);
        IReadOnlyList<Head> heads = arguments.Has("-chain") && head.IsLive ? [.. MdlReader.Chain(space, head.Word)] : [head];
        var mdls = heads.Select(one => MdlReader.Read(space, one)).ToList();
        return arguments.Has("-chain") ? new Answer(Name, mdls, [Table(null).Of(mdls)]) : new Answer(Name, mdls[0], [Fields(mdls[0])]);
    }

    Answer Alone(ObjectSpace space, CommandArguments arguments)
    {
        var page = Paging.Cut(space.Mdls?.LiveSlots() ?? [], arguments);
        var mdls = page.Items.Select(slot => MdlReader.Read(space, new Head(slot, HeadKind.Mdl, 0, slot.Header))).ToList();
        return new Answer(Name, new PageOf<MdlSnapshot>(page.Total, page.Page, page.Pages, mdls), [Table(null).Of(mdls), Paging.Footer(page, page.Total == 1 ? "MDL" : "MDLs")])
        {
            NextPage = Paging.Next(page, arguments),
        };
    }

    /// <param name="current">The one to mark.</param>
    internal static TableOf<MdlSnapshot> Table(string? current) => new TableOf<MdlSnapshot>("")
        .Text("MDL", mdl => mdl.Handle + (mdl.Handle == current ? " [current]" : "")).Text("MappedSystemVa", mdl => mdl.MappedSystemVa)
        .Number("ByteCount", mdl => mdl.ByteCount).Number("ByteOffset", mdl => mdl.ByteOffset).Text("Origin", mdl => mdl.Origin.ToString())
        .Text("Owner", mdl => mdl.Owner).Text("Allocated by", mdl => mdl.AllocatedBy);

    static FieldBlock Fields(MdlSnapshot mdl) => new($"MDL {mdl.Handle}",
    [
        ("State", mdl.State.ToString()),
        ("Owner", mdl.Owner ?? "none"),
        ("Allocated by", mdl.AllocatedBy ?? "not noted"),
        ("Next", mdl.Next ?? "none"),
        ("MappedSystemVa", mdl.MappedSystemVa),
        ("ByteCount", $"{mdl.ByteCount}"),
        ("ByteOffset", $"{mdl.ByteOffset}"),
        ("MdlFlags", mdl.MdlFlags.Count == 0 ? "[No flags set]" : string.Join(", ", mdl.MdlFlags)),
        ("Origin", mdl.Origin.ToString()),
        ("Part of", mdl.Original ?? "-"),
        ("Sharers", $"{mdl.Sharers}"),
    ]);
}
