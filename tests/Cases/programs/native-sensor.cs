// case: A session with a native sensor keeps a handle to itself and a block of memory
using System.ComponentModel;
using System.Runtime.CompilerServices;

static unsafe partial class SensorApi
{
    [DllImport("sensor")]
    public static extern int sensor_open(uint id, out nint device);

    [DllImport("sensor")]
    public static extern int sensor_close(nint device);

    [DllImport("sensor")]
    public static extern int sensor_start(nint device, nint buffer, int length, delegate* unmanaged<nint, int, void> callback, nint context);

    [DllImport("sensor")]
    public static extern int sensor_stop(nint device);
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct Sample
{
    public uint Time;
    public short X;
    public short Y;
    public short Z;
}

sealed class SampleEventArgs(Sample sample) : EventArgs
{
    public Sample Sample { get; } = sample;
}

sealed unsafe class SensorSession : IDisposable
{
    const int Capacity = 512;

    readonly uint id;
    nint device;
    nint block;
    GCHandle self;
    bool isRunning;
    long received;

    SensorSession(uint id) => this.id = id;

    public event EventHandler<SampleEventArgs>? Received;

    public long Count => Interlocked.Read(ref received);

    public static SensorSession Open(uint id)
    {
        var session = new SensorSession(id);
        var error = SensorApi.sensor_open(id, out session.device);
        if (error != 0)
            throw new Win32Exception(error, $"The sensor {id} does not open.");
        return session;
    }

    public void Start()
    {
        ObjectDisposedException.ThrowIf(device == 0, this);
        if (isRunning)
            return;
        block = Marshal.AllocHGlobal(Capacity * sizeof(Sample));
        self = GCHandle.Alloc(this);
        var error = SensorApi.sensor_start(device, block, Capacity, &OnSamples, GCHandle.ToIntPtr(self));
        if (error != 0)
        {
            Release();
            throw new Win32Exception(error);
        }

        isRunning = true;
    }

    public void Stop()
    {
        if (!isRunning)
            return;
        isRunning = false;
        _ = SensorApi.sensor_stop(device);
        Release();
    }

    [UnmanagedCallersOnly]
    static void OnSamples(nint context, int count)
    {
        if (GCHandle.FromIntPtr(context).Target is SensorSession session)
            session.Deliver(count);
    }

    void Deliver(int count)
    {
        var samples = new ReadOnlySpan<Sample>((void*)block, Math.Min(count, Capacity));
        foreach (ref readonly var sample in samples)
        {
            Interlocked.Increment(ref received);
            Received?.Invoke(this, new SampleEventArgs(sample));
        }
    }

    void Release()
    {
        if (self.IsAllocated)
            self.Free();
        if (block != 0)
            Marshal.FreeHGlobal(block);
        block = 0;
    }

    public void Dispose()
    {
        Stop();
        if (device == 0)
            return;
        _ = SensorApi.sensor_close(device);
        device = 0;
    }

    public override string ToString() => $"sensor {id}: {received} samples of {Unsafe.SizeOf<Sample>()} bytes";
}

sealed class Calibration
{
    readonly List<Sample> samples = new();

    public (double X, double Y, double Z) Measure(uint id, TimeSpan time)
    {
        using var session = SensorSession.Open(id);
        session.Received += (_, e) =>
        {
            lock (samples)
                samples.Add(e.Sample);
        };
        session.Start();
        Thread.Sleep(time);
        session.Stop();
        lock (samples)
            return samples.Count == 0 ? default : (samples.Average(one => one.X), samples.Average(one => one.Y), samples.Average(one => one.Z));
    }
}
