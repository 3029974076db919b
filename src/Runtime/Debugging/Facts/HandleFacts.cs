namespace NdisRules.Runtime.Debugging;

/// <summary>An NDIS_HANDLE.</summary>
/// <param name="Id">The number by which native memory names it.</param>
/// <param name="Name">How messages name it.</param>
/// <param name="Of">The type of what it is the handle of, without its namespace.</param>
/// <param name="IsOpen">Whether that is registered, allocated or open still; null where nothing says so.</param>
sealed record HandleFacts(long Id, string Name, string Of, bool? IsOpen);

/// <summary>A binding of a protocol driver to an adapter.</summary>
sealed record BindingFacts(long HandleId, string Name);

/// <summary>A filter module over an adapter.</summary>
sealed record FilterFacts(long HandleId, string Name, FilterState State);

/// <summary>A miniport adapter.</summary>
/// <param name="HandleId">The number of its handle.</param>
/// <param name="Name">Its name.</param>
/// <param name="Driver">How messages name its driver.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="ContextType">The type of its context, without its namespace; null when it has none.</param>
/// <param name="Bindings">Its bindings, in the order in which they were made.</param>
/// <param name="Filters">Its filter modules, from the top.</param>
sealed record AdapterFacts(
    long HandleId, string Name, string Driver, MiniportState State, string? ContextType, IReadOnlyList<BindingFacts> Bindings, IReadOnlyList<FilterFacts> Filters);
