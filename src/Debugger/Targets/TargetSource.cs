using Microsoft.Diagnostics.Runtime;
using NdisRules.Debugger.Targets.Clr;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets;

/// <summary>Where a process is read from.</summary>
internal abstract class TargetSource(CancellationToken cancellation) : IDisposable
{
    /// <summary>How messages call it, such as <c>process 4711</c>.</summary>
    public abstract string Name { get; }

    protected CancellationToken Cancellation => cancellation;

    /// <summary>Reads from the process, which stands still meanwhile and goes on afterwards, whatever happens.</summary>
    /// <exception cref="DebuggerException">It cannot be read.</exception>
    /// <exception cref="DebugCommandException">What was asked has no answer.</exception>
    public abstract T Read<T>(Func<DebugTarget, T> read);

    public virtual void Dispose() { }

    /// <summary>Reads by way of an open target. Whatever the reading library throws is made one line.</summary>
    protected T Read<T>(DataTarget target, Func<ClockFacts, long> now, Func<DebugTarget, T> read)
    {
        try
        {
            using var runtime = RuntimeOf(target);
            return read(new ClrProcess(target, runtime, now, cancellation));
        }
        catch (Exception e) when (e is not (DebuggerException or DebugCommandException or OperationCanceledException))
        {
            throw Broken(e);
        }
    }

    /// <summary>What to say when reading failed in the middle.</summary>
    protected abstract Exception Broken(Exception why);

    private ClrRuntime RuntimeOf(DataTarget target)
    {
        if (target.ClrVersions.Length == 0) throw new DebuggerException($"{Name} has no .NET runtime in it");
        return target.ClrVersions[0].CreateRuntime();
    }
}
