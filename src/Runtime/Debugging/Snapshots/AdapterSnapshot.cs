namespace NdisRules.Runtime.Debugging;

/// <summary>An adapter, as the commands show it.</summary>
/// <param name="Handle">The number of its handle.</param>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Its driver.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Context">The type of its context, null outside its life.</param>
/// <param name="Bindings">The bindings to it.</param>
/// <param name="Filters">The filter modules over it and their states, from the top.</param>
/// <param name="Pools">The numbers of the pools that were allocated under its handle.</param>
/// <param name="Holds">How many lists of others it has.</param>
/// <param name="WaitsFor">How many lists that it indicated have not come back.</param>
sealed record AdapterSnapshot(
    long Handle, string Name, string Driver, MiniportState State, string? Context, IReadOnlyList<string> Bindings, IReadOnlyList<string> Filters,
    IReadOnlyList<int> Pools, int Holds, int WaitsFor);
