using NdisRules.Runtime;
using TapMiniport.Packets;
using TapMiniport.Wires;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

/// <summary>Takes one adapter through its whole life and prints what happened.</summary>
internal sealed class Session(IWire wire, TapSettings settings, TextWriter output)
{
    /// <summary>Runs until the adapter has finished, the time is up, or somebody stops it.</summary>
    /// <param name="announce">Whether to tell the other side who has the address.</param>
    /// <param name="time">How long to run at most; null for no end.</param>
    /// <param name="stop">Set by whoever wants it to end.</param>
    /// <param name="hold">Commands of ndiskd to answer before the end, while everything is as it was at work; null for no such stop.</param>
    /// <returns>Whether everything went well and nothing is left.</returns>
    public bool Run(bool announce, TimeSpan? time, WaitHandle stop, TextReader? hold = null)
    {
        using var host = new NdisHost();
        TapAdapter? driver = null;
        Check("register", NdisMRegisterMiniportDriver(() => driver = new TapAdapter(wire, settings), out var handle));
        var adapter = host.AddAdapter(handle, "tap");
        Check("initialize", adapter.Initialize());
        var pools = NdisVerifier.Pools.Where(pool => pool.Owner == adapter.NdisMiniportHandle).ToList();

        Check("restart", adapter.Restart());
        output.WriteLine($"{settings.Address} is at {settings.Mac}");
        if (announce) Announce(adapter);
        WaitHandle.WaitAny([driver!.Finished, stop], time ?? Timeout.InfiniteTimeSpan);

        if (hold is not null) Hold(hold);
        var inUse = pools.ConvertAll(pool => pool.OutstandingCount);
        Check("pause", adapter.Pause());
        Print(driver);
        Print(pools, inUse);
        var left = pools.Sum(pool => pool.OutstandingCount);
        adapter.Halt();
        host.UnloadDriver(handle);
        return Judge(driver, pools, left);
    }

    private void Hold(TextReader commands)
    {
        output.WriteLine($"held: ndiskd --pid {Environment.ProcessId}");
        while (commands.ReadLine() is { Length: > 0 } command)
        {
            NdisDebug.Execute(command, output);
            output.WriteLine(); // the end of the answer
        }
    }

    /// <summary>Tells the other side who has the address now, as whoever is above a miniport does: by a frame that the driver sends.</summary>
    private void Announce(HostedAdapter adapter)
    {
        var frame = new byte[EthernetHeader.Size + ArpPacket.Size];
        new EthernetHeader(MacAddress.Broadcast, settings.Mac, EthernetHeader.TypeArp).Write(frame);
        new ArpPacket(ArpPacket.Request, settings.Mac, settings.Address, default, settings.Address).Write(frame.AsSpan(EthernetHeader.Size));
        if (adapter.Send(frame).Status != NdisStatus.Success) output.WriteLine("not announced: the interface is down");
    }

    private void Print(TapAdapter driver)
    {
        var counted = driver.Statistics;
        output.WriteLine($"received {counted.Received}: {counted.ArpAnswered} ARP and {counted.EchoAnswered} echo requests answered, "
            + $"{counted.PassedUp} passed up, {counted.Damaged} damaged, {counted.Missed} missed, {counted.Unanswered} not answered");
        output.WriteLine($"sent from above {counted.Sent}, not sent {counted.NotSent}");
        if (driver.LastTapped is { Frames: > 0 } last)
        {
            output.WriteLine($"the last {last.Frames} answered (frames {last.First} to {last.Last}): {last.Echoes} pings, {last.Bytes} bytes in packets, "
                + $"answered in {last.Mean.TotalMicroseconds:F1} us on the average and {last.Longest.TotalMicroseconds:F1} us at most");
        }
    }

    private void Print(List<NdisPool> pools, List<int> inUse)
    {
        output.WriteLine("pool               in use  paused  capacity");
        foreach (var (pool, before) in pools.Zip(inUse))
            output.WriteLine($"{pool,-17}{before,8}{pool.OutstandingCount,8}{pool.Capacity,10}");
    }

    private bool Judge(TapAdapter driver, List<NdisPool> pools, int left)
    {
        var freed = pools.Count(pool => pool.IsFreed);
        output.WriteLine($"halted: {freed} of {pools.Count} pools freed, outstanding: {left}");
        if (driver.Fault is { } fault) output.WriteLine($"the adapter broke: {fault.Message}");
        return driver.Fault is null && freed == pools.Count && left == 0;
    }

    private static void Check(string step, NdisStatus status)
    {
        if (status != NdisStatus.Success) throw new InvalidOperationException($"The adapter did not {step}: {status}.");
    }
}
