using System.Runtime.InteropServices;
using NdisRules.Tool.Commands;

namespace NdisRules.Tool;

/// <summary>Exit code 0: clean; 1: there are defects; 2: it could not run, and one line on the error stream says why.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(arguments, Terminal.OfProcess(), stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // what was begun is cleared away first
            stop.Cancel();
        }
    }

    /// <summary>The program, for whoever has the arguments, a place to print and a way to stop it.</summary>
    internal static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return await new CommandLine(terminal).RunAsync(arguments, cancellation);
        }
        catch (ToolException e)
        {
            return Refuse(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Refuse("interrupted; no report was written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(e.Message);
        }

        int Refuse(string why)
        {
            terminal.Error.WriteLine($"ndisrules: {why.ReplaceLineEndings(" ")}");
            return ExitCode.CouldNotRun;
        }
    }
}
