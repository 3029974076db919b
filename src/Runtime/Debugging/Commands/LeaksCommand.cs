namespace NdisRules.Runtime.Debugging;

/// <summary><c>leaks</c>: what is allocated and out of everybody's reach.</summary>
sealed class LeaksCommand : DebugCommand
{
    internal override string Name => "leaks";

    internal override string Summary => "Objects that are allocated and that nothing can reach, by the place that allocated them";

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var reach = space.Target.FindReach(space);
        var leaks = LeakReader.Find(space, reach);
        var count = leaks.Sum(leak => leak.Count);
        var table = new TableOf<LeakSnapshot>("").Number("Count", leak => leak.Count).Text("What", leak => leak.Kind).Text("Allocated by", leak => leak.AllocatedBy ?? "not noted")
            .Text("Where", leak => leak.Where).Text("Objects", leak => string.Join(" ", leak.Objects.Take(2)) + (leak.Count > 2 ? " ..." : ""));
        return new Answer(Name, new { Total = count, reach.Objects, reach.Threads, Leaks = leaks },
        [
            table.Of(leaks),
            new TextBlock($"{count} unreachable; looked at {reach.Objects} managed objects and {reach.Threads} stacks"),
        ])
        {
            FoundFault = count > 0,
        };
    }
}
