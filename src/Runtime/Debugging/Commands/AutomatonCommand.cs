namespace NdisRules.Runtime.Debugging;

/// <summary><c>automaton</c>: each object's state and the rule that it stands under.</summary>
sealed class AutomatonCommand : DebugCommand
{
    internal override string Name => "automaton";

    internal override string Argument => "[address]";

    internal override string Summary => "Under which rule each object stands, and in which state it is; of one object, or of all that are lent";

    internal override IReadOnlyList<CommandOption> Options => [new("-count", null, "only how many are in which state"), .. Paging.Options];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        if (arguments.Words.Count > 0) return One(space, arguments.Words[0]);
        var counts = AutomatonReader.Count(space).ToList();
        if (arguments.Has("-count")) return new Answer(Name, counts, [Counts().Of(counts)]);
        var page = Paging.Cut(AutomatonReader.Lent(space), arguments);
        return new Answer(Name, new { Counts = counts, page.Total, page.Page, page.Pages, Objects = page.Items },
            [Counts().Of(counts), Objects().Of(page.Items), Paging.Footer(page, "allocated")])
        {
            NextPage = Paging.Next(page, arguments),
        };
    }

    Answer One(ObjectSpace space, string text)
    {
        var found = AutomatonReader.Read(space, ObjectArguments.Object(space, text, HeadKind.NetBufferList, HeadKind.NetBuffer, HeadKind.Mdl));
        return new Answer(Name, found, [new FieldBlock(found.Object,
        [
            ("State", found.State.ToString()),
            ("Rule", found.Rule),
            ("Where", found.Where),
            ("Allocated by", found.AllocatedBy ?? "not noted"),
        ])]);
    }

    static TableOf<AutomatonCount> Counts() => new TableOf<AutomatonCount>("")
        .Text("Where", one => one.Where).Number("Unallocated", one => one.Unallocated).Number("Allocated", one => one.Allocated).Number("Freed", one => one.Freed)
        .Number("Damaged", one => one.Damaged).Text("Rule", one => one.Rule);

    static TableOf<AutomatonSnapshot> Objects() => new TableOf<AutomatonSnapshot>("")
        .Text("Object", one => one.Object).Text("State", one => one.State.ToString()).Text("Rule", one => one.Rule).Text("Where", one => one.Where).Text("Allocated by", one => one.AllocatedBy);
}
