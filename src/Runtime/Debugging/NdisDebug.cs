using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>The commands of the debugger <c>ndiskd</c>, from within the process: for tests and for pages that show how it is.</summary>
/// <remarks>Threads: every member may be called from any thread, while others allocate and free. What they do meanwhile may be seen or not.
/// Source: the debugger extension ndiskd.</remarks>
public static class NdisDebug
{
    /// <summary>Whether allocations are counted, for <c>nbpool</c> and for the instrument <c>ndis.pool.allocations</c>.</summary>
    /// <remarks>Off at first, since it keeps every allocation and free from the fast paths, for the whole process. Pools that the verifier watches
    /// count in any case. Threads: any. Source: ours.</remarks>
    public static bool CountsAllocations
    {
        get => Observation.Counts;
        set => Observation.Counts = value;
    }

    /// <summary>Answers one command, such as <c>!nbpools</c> or <c>nb 7f40a0c0 --json</c>.</summary>
    /// <param name="command">The command, with or without the leading mark; <c>help</c> lists them. <c>--json</c> behind it gives JSON.</param>
    /// <param name="output">Where the answer goes, or the one line that says why there is none.</param>
    /// <returns>False when there is no answer: the command or its arguments are wrong, or it can only be answered from outside.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>Duty: none. Source: ours.</remarks>
    public static bool Execute(string command, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            PlainText.Write(DebugCommands.Run(command, () => new OwnProcess()), output);
            return true;
        }
        catch (DebugCommandException e)
        {
            output.WriteLine(e.Message);
            return false;
        }
    }
}
