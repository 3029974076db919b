namespace NdisRules.Runtime.Debugging;

/// <summary><c>nblpools</c> and <c>nbpools</c>: every pool of a kind.</summary>
sealed class PoolsCommand(bool lists) : DebugCommand
{
    static readonly Dictionary<string, Func<PoolSnapshot, IComparable?>> orders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pool"] = pool => pool.Pool,
        ["tag"] = pool => pool.Tag,
        ["owner"] = pool => pool.Owner,
        ["inuse"] = pool => -pool.InUse,
        ["highwater"] = pool => -pool.HighWater,
        ["capacity"] = pool => -pool.Capacity,
        ["failures"] = pool => -pool.Failures,
        ["datasize"] = pool => -pool.DataSize,
    };

    internal override string Name => lists ? "nblpools" : "nbpools";

    internal override string Summary => lists ? "All NET_BUFFER_LIST pools" : "All NET_BUFFER pools";

    internal override IReadOnlyList<CommandOption> Options =>
        [new("-sort", "<column>", $"by {string.Join(", ", orders.Keys)}; numbers from the largest"), .. Paging.Options];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var sort = arguments.Text("-sort") ?? "pool";
        if (!orders.TryGetValue(sort, out var order)) throw new DebugCommandException($"-sort of {Name} takes {string.Join(", ", orders.Keys)}, not '{sort}'");
        var pools = space.Pools.Where(pool => pool.Pool!.IsListPool == lists).Select(PoolReader.Read).OrderBy(order);
        var page = Paging.Cut(pools, arguments);
        return new Answer(Name, page, [Table().Of(page.Items), Paging.Footer(page, page.Total == 1 ? "pool" : "pools")])
        {
            NextPage = Paging.Next(page, arguments),
        };
    }

    static TableOf<PoolSnapshot> Table() => new TableOf<PoolSnapshot>("")
        .Number("Pool", pool => pool.Pool).Text("Tag", pool => pool.Tag).Number("In use", pool => pool.InUse).Number("High water", pool => pool.HighWater)
        .Number("Capacity", pool => pool.Capacity).Text("Maximum", pool => pool.MaximumCount == 0 ? "none" : $"{pool.MaximumCount}")
        .Number("Failures", pool => pool.Failures).Number("Data size", pool => pool.DataSize)
        .Text("Owner", pool => pool.Owner).Text("Allocated by", pool => pool.AllocatedBy);
}
