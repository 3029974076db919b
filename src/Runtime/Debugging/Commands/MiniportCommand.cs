namespace NdisRules.Runtime.Debugging;

/// <summary><c>miniport</c>: the adapters and their states.</summary>
sealed class MiniportCommand : DebugCommand
{
    internal override string Name => "miniport";

    internal override IReadOnlyList<string> OtherNames => ["miniports"];

    internal override string Argument => "[name]";

    internal override int MostWords => int.MaxValue;

    internal override string Summary => "The adapters and their states; one of them with its stack";

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var adapters = space.Target.Adapters.Select(adapter => Read(space, adapter)).ToList();
        if (arguments.Words.Count == 0) return new Answer(Name, adapters, [Table().Of(adapters)]);
        var name = string.Join(' ', arguments.Words);
        var one = adapters.Find(adapter => adapter.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || $"{adapter.Handle}" == name)
            ?? throw new DebugCommandException($"'{name}' is no adapter: 'miniport' lists them");
        return new Answer(Name, one, [Fields(one)]);
    }

    static AdapterSnapshot Read(ObjectSpace space, AdapterFacts adapter)
    {
        var handle = space.HandleName(adapter.HandleId);
        var pending = PendingReader.All(space).ToList();
        return new AdapterSnapshot(adapter.HandleId, adapter.Name, adapter.Driver, adapter.State, adapter.ContextType,
            [.. adapter.Bindings.Select(binding => binding.Name)], [.. adapter.Filters.Select(filter => $"{filter.Name}, {filter.State}")],
            [.. space.Pools.Where(pool => pool.Pool!.Owner is { } owner && owner == handle).Select(pool => pool.Facts.Number)],
            pending.Count(one => one.Holder is { } holder && holder == handle), pending.Count(one => one.Originator is { } from && from == handle));
    }

    static TableOf<AdapterSnapshot> Table() => new TableOf<AdapterSnapshot>("")
        .Number("Handle", one => one.Handle).Text("Name", one => one.Name).Text("State", one => one.State.ToString()).Text("Driver", one => one.Driver)
        .Number("Bindings", one => one.Bindings.Count).Number("Filters", one => one.Filters.Count).Text("Pools", one => string.Join(", ", one.Pools))
        .Number("Holds", one => one.Holds).Number("Waits for", one => one.WaitsFor);

    static FieldBlock Fields(AdapterSnapshot adapter) => new($"Adapter '{adapter.Name}'",
    [
        ("Handle", $"{adapter.Handle}"),
        ("State", adapter.State.ToString()),
        ("Driver", adapter.Driver),
        ("Context", adapter.Context ?? "none"),
        ("Filters, from the top", adapter.Filters.Count == 0 ? "none" : string.Join("; ", adapter.Filters)),
        ("Bindings", adapter.Bindings.Count == 0 ? "none" : string.Join("; ", adapter.Bindings)),
        ("Pools", adapter.Pools.Count == 0 ? "none" : string.Join(", ", adapter.Pools)),
        ("Holds lists", $"{adapter.Holds}"),
        ("Waits for lists", $"{adapter.WaitsFor}"),
    ]);
}
