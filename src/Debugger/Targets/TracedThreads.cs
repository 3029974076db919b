using System.Globalization;
using System.Runtime.InteropServices;

namespace NdisRules.Debugger.Targets;

/// <summary>The threads of a process that was ended while it was traced.</summary>
/// <remarks>Linux tells a parent of the end of its child only when whoever traced the threads has taken note of theirs.</remarks>
internal static partial class TracedThreads
{
    private const int WithoutWaiting = 1; // WNOHANG
    private const int OfEveryKind = 0x40000000; // __WALL

    /// <summary>Takes note of the end of each.</summary>
    public static void Release(int process)
    {
        try
        {
            // The first thread last: its end is kept back until that of the others is known.
            var threads = Directory.GetDirectories($"/proc/{process}/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));
            foreach (var thread in threads.OrderDescending()) _ = WaitPid(thread, out _, WithoutWaiting | OfEveryKind);
        }
        catch (DirectoryNotFoundException)
        {
            // All is known already.
        }
    }

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int thread, out int status, int options);
}
