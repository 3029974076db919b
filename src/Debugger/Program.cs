using System.Runtime.InteropServices;
using NdisRules.Debugger.Commands;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger;

/// <summary>Exit code 0: answered; 1: a leak or a broken invariant was found; 2: it could not be answered, and one line on the error stream says why.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return Run(arguments, Terminal.OfProcess(), stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // the process that is read goes on before this one ends
            stop.Cancel();
        }
    }

    /// <summary>The program, for whoever has the arguments, a place to print and a way to stop it.</summary>
    internal static int Run(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return new CommandLine(terminal, cancellation).Run(arguments);
        }
        catch (Exception e) when (e is DebuggerException or DebugCommandException)
        {
            terminal.Refuse(e.Message);
        }
        catch (OperationCanceledException)
        {
            terminal.Refuse("interrupted; the process goes on");
        }
        return ExitCode.CouldNotAnswer;
    }
}
