using System.Text;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace LeakyMiniport;

/// <summary>Runs both miniports through their lives. What the run time notices is printed, and the run goes on.</summary>
internal static class Program
{
    static int violations;

    static void Main()
    {
        using var host = new NdisHost();
        RunLoopback(host);
        RunMonitor(host);
        Console.WriteLine($"violations noticed at run time: {violations}");
        Console.WriteLine($"outstanding at the end: {Outstanding(host)}");
    }

    static void RunLoopback(NdisHost host)
    {
        LoopbackAdapter? adapter = null;
        Check(NdisMRegisterMiniportDriver(() => adapter = new LoopbackAdapter(), out var driver));
        var loopback = host.AddAdapter(driver, "loopback");
        loopback.Received += packet => Console.WriteLine($"    received {packet.Length,4} bytes: {Text(packet.Span)}");

        Step(loopback, "initialize", () => loopback.Initialize());
        Step(loopback, "restart", () => loopback.Restart());
        Step(loopback, "send to one", () => loopback.Send(Packet(0x02, "hello")));
        Step(loopback, "send to all", () => loopback.Send(Packet(0xFF, "hello, all")));
        Step(loopback, "send to nobody", () => loopback.Send(Packet(0x00, "hush")));
        Step(loopback, "send urgently", () => loopback.Send(Packet(0x01, "hurry")));
        Step(loopback, "wait", () => host.AdvanceTime(2 * LoopbackAdapter.HeartbeatInterval));
        Step(loopback, "pause", () => loopback.Pause());
        Step(loopback, "restart again", () => loopback.Restart());
        Step(loopback, "pause", () => loopback.Pause());
        Console.WriteLine($"  outstanding before the halt: {Outstanding(host)}");
        Step(loopback, "halt", () => loopback.Halt());
        Console.WriteLine($"  {adapter!.FramesLooped} frames looped, {adapter.HeartbeatsMissed} heartbeats missed, {adapter.BytesReported} bytes reported");
        Step(loopback, "unload", () => host.UnloadDriver(driver));
    }

    static void RunMonitor(NdisHost host)
    {
        MonitorAdapter? adapter = null;
        Check(NdisMRegisterMiniportDriver(() => adapter = new MonitorAdapter(), out var driver));
        var monitor = host.AddAdapter(driver, "monitor");
        Step(monitor, "initialize", () => monitor.Initialize());
        Step(monitor, "restart", () => monitor.Restart());
        Step(monitor, "send", () => monitor.Send(Packet(0x02, "seen")));
        Step(monitor, "pause", () => monitor.Pause());
        Step(monitor, "halt", () => monitor.Halt());
        Console.WriteLine($"  {adapter!.FramesSwallowed} frames swallowed");
        Step(monitor, "unload", () => host.UnloadDriver(driver));
    }

    /// <summary>Does one thing to an adapter. A driver that broke a rule is named, and is given its next call all the same.</summary>
    static void Step(HostedAdapter adapter, string what, Action step)
    {
        try
        {
            step();
            Console.WriteLine($"{adapter.Name}: {what}: now {adapter.State}");
        }
        catch (NdisViolationException violation)
        {
            violations++;
            Console.WriteLine($"{adapter.Name}: {what}: {violation.Message}");
        }
    }

    static byte[] Packet(byte destination, string text)
    {
        var packet = new byte[Frame.HeaderSize + text.Length];
        Frame.WriteHeader(packet, [0x02, 0, 0, 0, 0, 9]);
        packet.AsSpan(0, 6).Fill(destination);
        Encoding.ASCII.GetBytes(text, packet.AsSpan(Frame.HeaderSize));
        return packet;
    }

    /// <summary>What follows the header: text as text, numbers as hexadecimal digits.</summary>
    static string Text(ReadOnlySpan<byte> packet)
    {
        var payload = packet[Frame.HeaderSize..];
        return payload.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Convert.ToHexString(payload) : Encoding.ASCII.GetString(payload);
    }

    /// <summary>How many objects the adapters' pools have lent, all together.</summary>
    static int Outstanding(NdisHost host) =>
        NdisVerifier.Pools.Where(pool => host.Adapters.Any(adapter => adapter.NdisMiniportHandle == pool.Owner)).Sum(pool => pool.OutstandingCount);

    static void Check(NdisStatus status)
    {
        if (status != NdisStatus.Success) throw new InvalidOperationException($"The driver was not registered: {status}.");
    }
}
