namespace NdisRules.Runtime.Debugging;

/// <summary>This process, looked into from within while its threads go on.</summary>
sealed class OwnProcess : DebugTarget
{
    readonly OwnMemory memory = new();
    IReadOnlyList<PoolFacts>? pools;
    IReadOnlyList<NdisHandle>? handles;

    internal override IReadOnlyList<PoolFacts> Pools => pools ??= [.. NdisPool.All().Select(pool => pool.Facts(memory))];

    internal override StoreFacts? MdlStore => field ??= MdlTable.Facts(memory);

    internal override IReadOnlyList<MdlFacts> Mdls => field ??= MdlTable.AllocatedByCallers();

    internal override IReadOnlyList<HandleFacts> Handles => field ??= [.. KnownHandles.Select(handle => handle.Facts())];

    internal override IReadOnlyList<AdapterFacts> Adapters => field ??= [.. KnownHandles.Select(handle => handle.Of).OfType<HostedAdapter>().Select(adapter => adapter.Facts())];

    internal override long Now { get; } = Environment.TickCount64;

    IReadOnlyList<NdisHandle> KnownHandles => handles ??= NdisHandle.All();

    public override bool TryRead(ulong address, Span<byte> into) => memory.TryRead(address, into);

    internal override Reach FindReach(ObjectSpace space) =>
        throw new DebugCommandException("leaks cannot be found from within: a process does not see its own roots. From outside, 'ndiskd --pid "
            + $"{Environment.ProcessId} leaks' does");
}
