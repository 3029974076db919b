namespace NdisRules.Runtime;

/// <summary>Plays the rest of NDIS for drivers: what is above and between them, the state machines, and a clock that moves only when told.</summary>
/// <remarks>
/// <para>Duty: dispose it after the last of its adapters was halted.</para>
/// <para>Threads: one thread at a time takes an adapter through its life; packets may move on any number of threads. Source: the
/// documented states of a miniport adapter and its data path.</para>
/// </remarks>
public sealed class NdisHost : IDisposable
{
    readonly Lock gate = new();
    readonly List<HostedAdapter> adapters = [];
    readonly VirtualClock clock = new();
    SharedLists? copies;

    /// <summary>The time since the host was made, as timers see it.</summary>
    public TimeSpan Now => clock.Now;

    /// <summary>The adapters, in the order in which they were added: a snapshot.</summary>
    public IReadOnlyList<HostedAdapter> Adapters
    {
        get
        {
            lock (gate) return [.. adapters];
        }
    }

    /// <summary>The lists that carry packets down to the drivers.</summary>
    internal NetBufferListPool SendPool { get; } =
        new(new NetBufferListPoolParameters { AllocateNetBuffer = true, PoolTag = 0x74_73_6F_48 }, owner: null);

    /// <summary>How many received lists may be copied at a time for adapters with several protocols, 0 for no limit. Beyond it, receivers
    /// are lent what they would have been given.</summary>
    public int MaximumReceiveCopies { get; init; }

    /// <summary>Copies received lists.</summary>
    internal SharedLists Copies => Volatile.Read(ref copies) ?? MakeCopies();

    internal VirtualClock Clock => clock;

    /// <summary>Adds an adapter for a registered driver. It starts Halted.</summary>
    /// <param name="driver">The handle from the registration.</param>
    /// <param name="name">How messages call the adapter; null numbers it.</param>
    /// <param name="parameters">What InitializeEx is told; null for the defaults.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="driver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a driver's.</exception>
    /// <exception cref="InvalidOperationException">The driver is no longer registered.</exception>
    public HostedAdapter AddAdapter(NdisHandle driver, string? name = null, MiniportInitParameters? parameters = null)
    {
        var registered = DriverOf(driver);
        if (!registered.IsRegistered) throw new InvalidOperationException($"{driver} is no longer registered.");
        lock (gate)
        {
            var adapter = new HostedAdapter(this, registered, name ?? $"adapter {adapters.Count + 1}", parameters ?? new MiniportInitParameters());
            adapters.Add(adapter);
            registered.Add(adapter);
            return adapter;
        }
    }

    /// <summary>Forgets an adapter that a driver made itself and has ended.</summary>
    internal void Remove(HostedAdapter adapter)
    {
        lock (gate) adapters.Remove(adapter);
        adapter.Driver.Remove(adapter);
    }

    /// <summary>Moves the clock on and fires the timers that fall due, in the order of their times, on this thread.</summary>
    /// <param name="by">How far; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    /// <remarks>While a timer's function runs, <see cref="Now"/> is the time at which it fell due. What it throws leaves from here.</remarks>
    public void AdvanceTime(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        clock.Advance(by);
    }

    /// <summary>Ends a driver: calls its DriverUnload, which has to deregister it.</summary>
    /// <param name="driver">The handle from the registration.</param>
    /// <exception cref="ArgumentNullException"><paramref name="driver"/> is null.</exception>
    /// <exception cref="ArgumentException">The handle is not a driver's.</exception>
    /// <exception cref="InvalidOperationException">One of its adapters is not halted, or it is no longer registered.</exception>
    /// <exception cref="NdisViolationException">NDIS0001: the driver is still registered when DriverUnload ended.</exception>
    public void UnloadDriver(NdisHandle driver)
    {
        var registered = DriverOf(driver);
        if (!registered.IsRegistered) throw new InvalidOperationException($"{driver} is no longer registered.");
        if (registered.OpenAdapter() is { } open)
            throw new InvalidOperationException($"DriverUnload is not allowed while the adapter '{open.Name}' is {open.State}.");
        registered.Handlers.DriverUnload!(driver);
        if (registered.IsRegistered) throw new NdisViolationException(RuleIds.LeftAtHalt, $"{driver} is still registered when DriverUnload ended.");
    }

    /// <summary>Frees what the host itself allocated. Adapters are not halted by it.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: sends are not completed, or copies of received lists not returned.</exception>
    public void Dispose()
    {
        Interlocked.Exchange(ref copies, null)?.Dispose();
        if (!SendPool.IsFreed) SendPool.Free();
    }

    SharedLists MakeCopies()
    {
        lock (gate) return copies ??= new SharedLists(MaximumReceiveCopies);
    }

    static MiniportDriver DriverOf(NdisHandle driver)
    {
        ArgumentNullException.ThrowIfNull(driver);
        return driver.Driver ?? throw new ArgumentException($"{driver} is not a miniport driver's handle.", nameof(driver));
    }
}
