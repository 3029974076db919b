using Microsoft.Diagnostics.Runtime;
using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Another process, or a dump of one.</summary>
internal sealed class ClrProcess : DebugTarget
{
    private readonly DataTarget target;
    private readonly ClrRuntime runtime;
    private readonly RuntimeModule module;
    private readonly CancellationToken cancellation;
    private readonly Lazy<long> now;
    private readonly Lazy<IReadOnlyList<ClrObject>> handles;

    public ClrProcess(DataTarget target, ClrRuntime runtime, Func<ClockFacts, long> now, CancellationToken cancellation)
    {
        this.target = target;
        this.runtime = runtime;
        this.cancellation = cancellation;
        ThrowUnlessHeapIsThere();
        module = RuntimeModule.In(runtime);
        handles = new Lazy<IReadOnlyList<ClrObject>>(() => ClrHandles.All(runtime));
        this.now = new Lazy<long>(() => now(new ClockFacts(
            module.StaticValue<long>(nameof(NdisPool), nameof(NdisPool.FirstTicks)), module.StaticValue<long>(nameof(NdisPool), nameof(NdisPool.FirstUtcTicks)))));
    }

    internal override IReadOnlyList<PoolFacts> Pools => field ??=
        module.TryStatic(nameof(NdisPool), "all", out var all) ? [.. all.Value.ListedObjects().Select(pool => ClrStores.Pool(pool, this, IsObserved))] : [];

    internal override StoreFacts? MdlStore => field ??= module.TryStatic(nameof(MdlTable), "store", out var store) ? ClrStores.Store(store.Value, this, IsObserved) : null;

    internal override IReadOnlyList<MdlFacts> Mdls => field ??= ClrMdls.Read(module);

    internal override IReadOnlyList<HandleFacts> Handles => field ??= [.. handles.Value.Select(ClrHandles.Handle)];

    internal override IReadOnlyList<AdapterFacts> Adapters => field ??= [.. ClrHandles.Adapters(handles.Value)];

    private bool IsObserved => module.StaticValue<bool>("Debugging.Observation", "isOn");

    internal override long Now => now.Value;

    public override bool TryRead(ulong address, Span<byte> into)
    {
        cancellation.ThrowIfCancellationRequested();
        return target.DataReader.Read(address, into) == into.Length;
    }

    /// <summary>A dump without the heap looks like a process that never made a pool, and so does a process that ends just now.</summary>
    private void ThrowUnlessHeapIsThere()
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (var segment in runtime.Heap.Segments)
        {
            if (segment.ObjectRange.Length > 0 && target.DataReader.Read(segment.ObjectRange.Start, word) == word.Length) return;
        }
        throw new InvalidDataException("the heap is not in it");
    }

    internal override Reach FindReach(ObjectSpace space) => new ReachSearch(target, runtime, module, space, cancellation).Run();
}
