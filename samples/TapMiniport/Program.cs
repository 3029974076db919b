using System.Runtime.InteropServices;
using NdisRules.Runtime;
using TapMiniport.Wires;

namespace TapMiniport;

/// <summary>Runs the miniport over a TAP interface or a capture file. Exit code 0: all is well; 1: something broke or was left; 2: it could not start.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new ManualResetEvent(false);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return Run(arguments, Console.Out, Console.Error, stop);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // the process ends when the adapter is halted
            stop.Set();
        }
    }

    /// <summary>The program, for whoever has the arguments and a way to stop it.</summary>
    internal static int Run(string[] arguments, TextWriter output, TextWriter error, WaitHandle stop)
    {
        NdisVerifier.Strict = true; // a clean driver gives no cause for a report either
        try
        {
            return new CommandLine(request => Run(request, output, error, stop)).Run(arguments, output, error);
        }
        catch (SetupException e)
        {
            error.WriteLine(e.Message);
            return 2;
        }
        catch (NdisViolationException e)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int Run(Request request, TextWriter output, TextWriter error, WaitHandle stop)
    {
        bool well;
        var wire = Open(request);
        using (wire) well = new Session(wire, request.Settings, output).Run(announce: request.Replay is null, request.Time, stop, hold: request.Hold ? Console.In : null);
        // Looked at last: a record may turn out to be incomplete only when it is closed.
        if (wire.Fault is null) return well ? 0 : 1;
        error.WriteLine(wire.Fault);
        return 1;
    }

    private static IWire Open(Request request)
    {
        IWire wire = request.Replay is { } file ? new ReplayWire(CaptureReader.Read(file)) : new TapDevice(request.Name);
        if (request.Write is null) return wire;
        try
        {
            return new RecordedWire(wire, CaptureWriter.Create(request.Write));
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }
}
