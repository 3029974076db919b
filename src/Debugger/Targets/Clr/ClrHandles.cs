using Microsoft.Diagnostics.Runtime;
using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;
using static NdisRules.Debugger.Targets.Clr.ClrFields;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Reads handles and adapters of the process.</summary>
internal static class ClrHandles
{
    /// <summary>Every NdisHandle that is not gone: the table of the process refers to each weakly.</summary>
    public static IReadOnlyList<ClrObject> All(ClrRuntime runtime) =>
    [
        .. runtime.EnumerateHandles()
            .Where(handle => handle.HandleKind == ClrHandleKind.WeakShort && handle.Object.Type?.Name == typeof(NdisHandle).FullName)
            .Select(handle => handle.Object)
            .DistinctBy(handle => handle.Address)
            .OrderBy(Id),
    ];

    public static HandleFacts Handle(ClrObject handle)
    {
        var of = Of(handle);
        return new HandleFacts(Id(handle), handle.Text("name") ?? "?", of.Type!.ShortName(), of.Type!.ShortName() switch
        {
            nameof(MiniportDriver) or nameof(RegisteredProtocol) or nameof(RegisteredFilter) => of.Value<bool>(Behind(nameof(MiniportDriver.IsRegistered))),
            nameof(HostedBinding) => of.Value<bool>(Behind(nameof(HostedBinding.IsOpen))),
            nameof(NdisGenericObject) => of.Value<int>("freed") == 0,
            nameof(HostedFilter) => (FilterState)of.Value<int>("state") != FilterState.Detached,
            _ => null,
        });
    }

    /// <summary>The adapters among what the handles are of.</summary>
    public static IEnumerable<AdapterFacts> Adapters(IEnumerable<ClrObject> handles) =>
        handles.Select(Of).Where(of => of.Type!.Name == typeof(HostedAdapter).FullName).Select(Adapter);

    private static AdapterFacts Adapter(ClrObject adapter) => new(
        Id(adapter.Needed(Behind(nameof(HostedAdapter.NdisMiniportHandle)))),
        adapter.Text(Behind(nameof(HostedAdapter.Name))) ?? "?",
        adapter.Needed(Behind(nameof(HostedAdapter.Driver))).Needed(Behind(nameof(MiniportDriver.Handle))).Text("name") ?? "?",
        (MiniportState)adapter.Value<int>("state"),
        adapter.Child(Behind(nameof(HostedAdapter.MiniportAdapterContext)))?.Type!.ShortName(),
        [.. adapter.Needed("bindings").ArrayObjects().Select(Binding)],
        [.. adapter.Needed("filters").ArrayObjects().Select(Filter)]);

    private static BindingFacts Binding(ClrObject binding)
    {
        var handle = binding.Needed(Behind(nameof(HostedBinding.NdisBindingHandle)));
        return new BindingFacts(Id(handle), handle.Text("name") ?? "?");
    }

    private static FilterFacts Filter(ClrObject filter)
    {
        var handle = filter.Needed(Behind(nameof(HostedFilter.NdisFilterHandle)));
        return new FilterFacts(Id(handle), handle.Text("name") ?? "?", (FilterState)filter.Value<int>("state"));
    }

    private static ClrObject Of(ClrObject handle) => handle.Needed(Behind(nameof(NdisHandle.Of)));

    private static long Id(ClrObject handle) => handle.Value<long>(Behind(nameof(NdisHandle.Id)));
}
