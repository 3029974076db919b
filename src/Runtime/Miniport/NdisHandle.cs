using System.Collections.Concurrent;

namespace NdisRules.Runtime;

/// <summary>What NDIS calls a handle: a registered driver, or an adapter between its initialisation and its halt.</summary>
/// <remarks>
/// <para>Given out by <see cref="Ndis.NdisMRegisterMiniportDriver(MiniportDriverCharacteristics, out NdisHandle)"/> and handed to InitializeEx.
/// Pools, MDLs and timers allocated under an adapter's handle are looked for when its HaltEx ends (NDIS0001).</para>
/// <para>Threads: immutable. Source: NDIS_HANDLE.</para>
/// </remarks>
public sealed class NdisHandle
{
    static readonly ConcurrentDictionary<long, WeakReference<NdisHandle>> known = new();
    static long lastId;

    readonly string name;

    internal NdisHandle(string name, MiniportDriver driver, HostedAdapter? adapter)
    {
        this.name = name;
        Driver = driver;
        Adapter = adapter;
        Id = Interlocked.Increment(ref lastId);
        known[Id] = new WeakReference<NdisHandle>(this);
    }

    /// <summary>Removes the handle from the table by which native fields name it.</summary>
    ~NdisHandle() => known.TryRemove(Id, out _);

    /// <summary>A number that names the handle in native memory. Never 0.</summary>
    internal long Id { get; }

    /// <summary>The driver that the handle is of, or whose adapter it is of.</summary>
    internal MiniportDriver Driver { get; }

    /// <summary>The adapter that the handle is of, null for a driver's handle.</summary>
    internal HostedAdapter? Adapter { get; }

    /// <summary>The name for messages.</summary>
    public override string ToString() => name;

    internal static NdisHandle? Find(long id) =>
        id != 0 && known.TryGetValue(id, out var reference) && reference.TryGetTarget(out var handle) ? handle : null;

    /// <summary>The adapter, for functions that only an adapter may call.</summary>
    /// <exception cref="ArgumentException">The handle is a driver's.</exception>
    internal HostedAdapter AdapterFor(string function) =>
        Adapter ?? throw new ArgumentException($"{function} takes the handle that InitializeEx was given, not {this}.");
}
