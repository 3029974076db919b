using NdisRules.Runtime;
using TapMiniport.Packets;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport.Tests;

/// <summary>The sample's driver, running in a host over a wire of the test. Disposing takes it to its halt, where nothing may be left.</summary>
sealed class RunningDriver : IDisposable
{
    readonly NdisHost host = new();
    readonly NdisHandle handle;

    public RunningDriver(TapSettings? settings = null)
    {
        NdisVerifier.Strict = true;
        Settings = settings ?? new TapSettings();
        TapAdapter? made = null;
        Assert.Equal(NdisStatus.Success, NdisMRegisterMiniportDriver(() => made = new TapAdapter(Wire, Settings), out handle));
        Adapter = host.AddAdapter(handle, "tap");
        Assert.Equal(NdisStatus.Success, Adapter.Initialize());
        Driver = made!;
        Pools = [.. NdisVerifier.Pools.Where(pool => pool.Owner == Adapter.NdisMiniportHandle)];
        Assert.Equal(NdisStatus.Success, Adapter.Restart());
    }

    public TestWire Wire { get; } = new();

    public TapSettings Settings { get; }

    public HostedAdapter Adapter { get; }

    public TapAdapter Driver { get; }

    public AdapterStatistics Counted => Driver.Statistics;

    public IReadOnlyList<NdisPool> Pools { get; }

    public int Outstanding => Pools.Sum(pool => pool.OutstandingCount);

    /// <summary>Lets the frames arrive, and waits until the driver has dealt with all of them.</summary>
    public void Receives(params IEnumerable<byte[]> frames)
    {
        foreach (var frame in frames) Wire.Arrives(frame);
        Wire.Ends();
        Assert.True(Driver.Finished.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.Null(Driver.Fault);
    }

    public void Pauses() => Assert.Equal(NdisStatus.Success, Adapter.Pause());

    public void Dispose()
    {
        if (Adapter.State == MiniportState.Running) Pauses();
        Assert.Equal(0, Outstanding);
        Adapter.Halt();
        Assert.All(Pools, pool => Assert.True(pool.IsFreed));
        host.UnloadDriver(handle);
        host.Dispose();
        Assert.Null(Driver.Fault);
    }

    public static MacAddress Card(string text) => MacAddress.Read(FrameBuilder.Mac(text));
}
