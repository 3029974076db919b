namespace NdisRules.Runtime.Debugging;

/// <summary><c>nblpool</c> and <c>nbpool</c>: one pool, and on demand what it lent. Without an argument all of them.</summary>
sealed class PoolCommand(bool lists) : DebugCommand
{
    internal override string Name => lists ? "nblpool" : "nbpool";

    internal override string Argument => "[pool]";

    internal override string Summary => $"One {(lists ? "NET_BUFFER_LIST" : "NET_BUFFER")} pool, by number, tag or the address of an object of it";

    internal override IReadOnlyList<CommandOption> Options =>
        [new("-allocations", null, "every object that is lent"), new("-all", null, "the idle ones too"), .. Paging.Options];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        if (arguments.Words.Count == 0) return new PoolsCommand(lists).Run(space, arguments);
        var view = ObjectArguments.Pool(space, arguments.Words[0], lists);
        var pool = PoolReader.Read(view);
        if (arguments.Has("-allocations") || arguments.Has("-all")) return Allocations(space, arguments, view, pool);
        return new Answer(Name, pool, [Fields(pool), Caches().Of(pool.Caches)]);
    }

    Answer Allocations(ObjectSpace space, CommandArguments arguments, StoreView view, PoolSnapshot pool)
    {
        var slots = Paging.Cut(arguments.Has("-all") ? view.Slots() : view.LiveSlots(), arguments);
        var objects = slots.Items.Select(slot => new ObjectSnapshot(Names.Of(slot.Word)!, slot.State,
            slot.IsLive ? space.SiteOf(new Head(slot, view.Layout.First, 0, slot.Header)) : null)).ToList();
        var page = new PageOf<ObjectSnapshot>(slots.Total, slots.Page, slots.Pages, objects);
        var table = new TableOf<ObjectSnapshot>($"{AutomatonReader.Where(view)}")
            .Text(lists ? "NBL" : "NB", one => one.Handle).Text("Active?", one => one.State.ToString()).Text("Allocated by", one => one.AllocatedBy);
        return new Answer(Name, new { pool.Pool, pool.Tag, pool.InUse, page.Total, page.Page, page.Pages, Objects = page.Items },
            [table.Of(page.Items), Paging.Footer(page, "objects")])
        {
            NextPage = Paging.Next(page, arguments),
        };
    }

    static FieldBlock Fields(PoolSnapshot pool) => new($"Pool {pool.Pool}",
    [
        ("Allocation tag", pool.Tag),
        ("Owner", pool.Owner ?? "none"),
        ("Allocated by", pool.AllocatedBy ?? "not noted"),
        ("Flags", pool.Flags.Count == 0 ? "[No flags set]" : string.Join(", ", pool.Flags)),
        ("Structure size", $"{pool.StructureSize}"),
        ("Context size", $"{pool.ContextSize}"),
        ("Data size", $"{pool.DataSize}"),
        ("Protocol", pool.ProtocolId is { } protocol ? $"{protocol}" : "-"),
        ("In use", $"{pool.InUse}"),
        ("High-water mark", $"{pool.HighWater}"),
        ("Capacity", $"{pool.Capacity}{(pool.MaximumCount == 0 ? ", no maximum" : $" of at most {pool.MaximumCount}")}"),
        ("Allocations", pool.Allocations is { } allocations ? $"{allocations}" : "not counted"),
        ("Failures", $"{pool.Failures}"),
        ("Idle, shared", $"{pool.IdleShared}"),
    ]);

    static TableOf<CacheSnapshot> Caches() => new TableOf<CacheSnapshot>("Idle, by thread")
        .Number("Thread", cache => cache.Thread).Number("Loaded", cache => cache.Loaded).Number("Previous", cache => cache.Previous)
        .Number("Open scopes", cache => cache.Scopes).Text("Cache", cache => cache.Address);
}

/// <summary>An object of a pool.</summary>
sealed record ObjectSnapshot(string Handle, ObjectState State, string? AllocatedBy);
