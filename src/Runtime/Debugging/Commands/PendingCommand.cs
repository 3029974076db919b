namespace NdisRules.Runtime.Debugging;

/// <summary><c>pendingnbls</c>: every list in transit.</summary>
sealed class PendingCommand : DebugCommand
{
    internal override string Name => "pendingnbls";

    internal override IReadOnlyList<string> OtherNames => ["pendingnbl"];

    internal override string Summary => "Every list in transit: who has it, and for how long";

    internal override IReadOnlyList<CommandOption> Options =>
    [
        new("-pool", "<pool>", "only lists of this pool, by number, tag or address"),
        new("-owner", "<text>", "only those whose originator, holder or pool's owner has this in its name"),
        new("-age", "<ms>", "only those that were handed over so many milliseconds ago, or more"),
        .. Paging.Options,
    ];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var pool = arguments.Text("-pool") is { } text ? ObjectArguments.Pool(space, text, lists: true).Facts.Number : (int?)null;
        var age = arguments.Number("-age", 0, least: 0);
        var owner = arguments.Text("-owner");
        var found = PendingReader.All(space)
            .Where(one => pool is null || one.Pool == pool)
            .Where(one => one.AgeMilliseconds >= age)
            .Where(one => owner is null || Names(one).Any(name => name?.Contains(owner, StringComparison.OrdinalIgnoreCase) == true))
            .OrderByDescending(one => one.AgeMilliseconds);
        var page = Paging.Cut(found, arguments);
        return new Answer(Name, page, [Table("").Of(page.Items), Paging.Footer(page, "pending")])
        {
            NextPage = Paging.Next(page, arguments),
        };
    }

    internal static TableOf<PendingSnapshot> Table(string title) => new TableOf<PendingSnapshot>(title)
        .Text("Pending NBL", one => one.List).Text("Kind", one => one.Kind.ToString()).Text("From", one => one.Originator)
        .Text("Currently held by", one => (one.Holder ?? "NDIS") + (one.IsBack ? ", on its way back" : "")).Number("For ms", one => one.AgeMilliseconds)
        .Number("Pool", one => one.Pool).Text("Owner", one => one.Owner);

    static string?[] Names(PendingSnapshot one) => [one.Originator, one.Holder, one.Owner];
}
