using System.Diagnostics;
using Microsoft.Diagnostics.Runtime;
using Microsoft.Diagnostics.Runtime.DataReaders.Implementation;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets;

/// <summary>A running process, attached to for the length of each reading.</summary>
internal sealed class ProcessSource(int id, CancellationToken cancellation) : TargetSource(cancellation)
{
    public override string Name => $"process {id}";

    /// <summary>Called when the process has been stopped and before it is read: for tests of what may happen then.</summary>
    internal Action? Stopped { get; init; }

    public override T Read<T>(Func<DebugTarget, T> read)
    {
        if (id == Environment.ProcessId) throw new DebuggerException($"process {id} is ndiskd itself");
        Cancellation.ThrowIfCancellationRequested();
        try
        {
            using var attached = Attach();
            using var target = new DataTarget(new QuietReader(attached.DataReader), new DataTargetOptions());
            // It is disposed of here; its finalizer could only fail again where nobody catches it, if the process has ended.
            GC.SuppressFinalize(attached.DataReader);
            Stopped?.Invoke();
            // All processes of a machine count the same milliseconds.
            return Read(target, _ => Environment.TickCount64, read);
        }
        finally
        {
            if (IsZombie()) TracedThreads.Release(id);
        }
    }

    protected override Exception Broken(Exception why)
    {
        // The system takes a moment to end a process.
        var isGone = SpinWait.SpinUntil(() => !IsThere(), millisecondsTimeout: 5000);
        return new DebuggerException(isGone ? $"process {id} ended while it was read" : $"process {id} cannot be read: {why.Message}");
    }

    private DataTarget Attach()
    {
        // Looked at first: what the library has half opened it cannot close, and says so when nobody can catch it.
        if (!IsThere()) throw new DebuggerException($"there is no process {id}");
        try
        {
            if (OperatingSystem.IsLinux()) File.OpenRead($"/proc/{id}/mem").Dispose();
            return WithAllMappings(DataTarget.AttachToProcess(id, suspend: true));
        }
        catch (Exception) when (!IsThere())
        {
            throw new DebuggerException($"there is no process {id}");
        }
        catch (Exception e)
        {
            throw new DebuggerException($"process {id} cannot be attached to: {e.Message.TrimEnd('.')}; it takes the same user, or root{HintOfSystem()}");
        }
    }

    /// <summary>The library notes what is mapped into the process before it has stopped it: what was mapped in between would be missing.</summary>
    private static DataTarget WithAllMappings(DataTarget attached)
    {
        try
        {
            attached.DataReader.FlushCachedData();
            // That forgets the threads as well, and only those that it knows does it let go in the end.
            if (attached.DataReader is IThreadReader threads) _ = threads.EnumerateOSThreadIds().Count();
            return attached;
        }
        catch
        {
            attached.Dispose();
            throw;
        }
    }

    private bool IsThere()
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !IsZombie();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true; // there, but not for us to look at
        }
    }

    /// <summary>Whether it has ended, and its parent has not asked how.</summary>
    private bool IsZombie()
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string HintOfSystem() =>
        OperatingSystem.IsLinux() && File.Exists("/proc/sys/kernel/yama/ptrace_scope") && File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope").Trim() != "0"
            ? ", and /proc/sys/kernel/yama/ptrace_scope allows nobody else here"
            : "";
}
