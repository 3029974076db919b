using System.Text;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace CleanMiniport;

/// <summary>Runs two miniports through their whole lives and prints what happens.</summary>
/// <remarks>With <c>--hold</c> it stops while a receiver holds a packet, so that <c>ndiskd</c> can look into it, and answers each line of input
/// from within, as <c>ndiskd</c> would from outside. An empty line, or the end of the input, and it goes on.</remarks>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not ([] or ["--hold"]))
        {
            Console.Error.WriteLine($"CleanMiniport takes --hold or nothing, not '{string.Join(' ', arguments)}'");
            return 2;
        }
        NdisVerifier.Strict = true; // a clean driver gives no cause for a report either
        using var host = new NdisHost();
        RunLoopback(host, hold: arguments.Length > 0);
        RunSink(host);
        return Outstanding(host) == 0 ? 0 : 1;
    }

    private static void RunLoopback(NdisHost host, bool hold)
    {
        LoopbackAdapter? adapter = null;
        Check(NdisMRegisterMiniportDriver(() => adapter = new LoopbackAdapter(), out var driver));
        var loopback = host.AddAdapter(driver, "loopback");
        loopback.Received += packet => Console.WriteLine($"    received {packet.Length,4} bytes: {Text(packet.Span)}");

        Step(loopback, "initialize", loopback.Initialize());
        Step(loopback, "restart", loopback.Restart());
        Send(loopback, "to one", Packet(0x02, "hello"));
        Send(loopback, "to all", Packet(0xFF, "hello, all"));
        Send(loopback, "too short", new byte[5]);
        Send(loopback, "too long", new byte[Frame.MaximumSize + 1]);
        host.AdvanceTime(2 * LoopbackAdapter.HeartbeatInterval);

        // A receiver that holds on to a broadcast makes the pause wait for it.
        loopback.HoldReceived = true;
        Send(loopback, "to all", Packet(0xFF, "keep this"));
        Console.WriteLine($"  outstanding while it is held: {Outstanding(host)}");
        if (hold) Hold();
        Step(loopback, "pause", loopback.Pause());
        Console.WriteLine($"  returned {loopback.ReturnReceived()}, now {loopback.State}");

        loopback.HoldReceived = false;
        Step(loopback, "restart again", loopback.Restart());
        foreach (var send in loopback.SendChain([Packet(0x02, "one"), Packet(0x02, "two"), Packet(0x02, "three")]))
            Console.WriteLine($"  sent in a chain: {send.Status}");
        Step(loopback, "pause", loopback.Pause());
        loopback.Halt();
        Console.WriteLine($"  halt: {loopback.State}; {adapter!.FramesLooped} frames looped, {adapter.HeartbeatsMissed} heartbeats missed");
        Console.WriteLine($"  outstanding: {Outstanding(host)}");
        host.UnloadDriver(driver);
    }

    private static void RunSink(NdisHost host)
    {
        Check(SinkMiniport.Register(out var driver));
        var sink = host.AddAdapter(driver, "sink");
        Step(sink, "initialize", sink.Initialize());
        Step(sink, "restart", sink.Restart());
        for (var i = 0; i < 3; i++) Send(sink, "to nobody", Packet(0x02, $"frame {i}"));
        Console.WriteLine($"  swallowed {((SinkContext)sink.MiniportAdapterContext!).FramesSwallowed}");
        Step(sink, "pause", sink.Pause());
        sink.Halt();
        Console.WriteLine($"  halt: {sink.State}");
        Console.WriteLine($"  outstanding: {Outstanding(host)}");
        host.UnloadDriver(driver);
    }

    private static void Hold()
    {
        Console.WriteLine($"  held: ndiskd --pid {Environment.ProcessId}");
        while (Console.ReadLine() is { Length: > 0 } command)
        {
            NdisDebug.Execute(command, Console.Out);
            Console.WriteLine(); // the end of the answer
        }
    }

    private static void Step(HostedAdapter adapter, string what, NdisStatus status) =>
        Console.WriteLine($"{adapter.Name}: {what}: {status}, now {adapter.State}");

    private static void Send(HostedAdapter adapter, string what, byte[] packet)
    {
        var send = adapter.Send(packet);
        Console.WriteLine($"  sent {packet.Length} bytes {what}: {send.Status}");
    }

    private static byte[] Packet(byte destination, string text)
    {
        var packet = new byte[Frame.HeaderSize + text.Length];
        Frame.WriteHeader(packet, [0x02, 0, 0, 0, 0, 9]);
        packet.AsSpan(0, 6).Fill(destination);
        Encoding.ASCII.GetBytes(text, packet.AsSpan(Frame.HeaderSize));
        return packet;
    }

    /// <summary>What follows the header: text as text, numbers as hexadecimal digits.</summary>
    private static string Text(ReadOnlySpan<byte> packet)
    {
        var payload = packet[Frame.HeaderSize..];
        return payload.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? Convert.ToHexString(payload) : Encoding.ASCII.GetString(payload);
    }

    /// <summary>How many objects the adapters' pools have lent, all together.</summary>
    private static int Outstanding(NdisHost host) =>
        NdisVerifier.Pools.Where(pool => host.Adapters.Any(adapter => adapter.NdisMiniportHandle == pool.Owner)).Sum(pool => pool.OutstandingCount);

    private static void Check(NdisStatus status)
    {
        if (status != NdisStatus.Success) throw new InvalidOperationException($"The driver was not registered: {status}.");
    }
}
