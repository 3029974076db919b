using System.Globalization;
using System.Runtime.InteropServices;

namespace NdisRules.Debugger.Targets;

/// <summary>The threads of a process that was ended while it was traced.</summary>
/// <remarks>Linux tells a parent of the end of its child only when whoever traced the threads has taken note of theirs.</remarks>
internal static partial class TracedThreads
{
    private const int WithoutWaiting = 1; // WNOHANG
    private const int OfEveryKind = 0x40000000; // __WALL

    private const int MostLooks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes note of the end of each, which may come a moment later than that of the process.</summary>
    public static void Release(int process)
    {
        for (var i = 0; i < MostLooks && Directory.Exists($"/proc/{process}"); i++)
        {
            if (i > 0) Thread.Sleep(BetweenLooks);
            ReleaseThose(process);
        }
    }

    private static void ReleaseThose(int process)
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
