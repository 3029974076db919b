using Microsoft.Diagnostics.Runtime;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets;

/// <summary>A dump, open until the source is disposed of.</summary>
internal sealed class DumpSource : TargetSource
{
    private readonly string file;
    private readonly DataTarget target;

    public DumpSource(string file, CancellationToken cancellation)
        : base(cancellation)
    {
        this.file = file;
        target = Open();
    }

    public override string Name => $"the dump '{file}'";

    public override T Read<T>(Func<DebugTarget, T> read)
    {
        Cancellation.ThrowIfCancellationRequested();
        return Read(target, TicksAtDump, read);
    }

    public override void Dispose() => target.Dispose();

    protected override Exception Broken(Exception why) =>
        new DebuggerException($"{Name} cannot be read: {why.Message.TrimEnd('.')}; it may be cut short, or be of a kind without the heap: 'Full' and 'WithHeap' work");

    private DataTarget Open()
    {
        if (!File.Exists(file)) throw new DebuggerException($"there is no file '{file}'");
        try
        {
            return DataTarget.LoadDump(file);
        }
        catch (Exception e)
        {
            throw new DebuggerException($"'{file}' is no dump that can be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>What the process counted when the dump was written, by the time of the file: a copy may be younger than the dump.</summary>
    private long TicksAtDump(ClockFacts clock) =>
        clock.FirstTicks + (long)(File.GetLastWriteTimeUtc(file) - new DateTime(clock.FirstUtcTicks, DateTimeKind.Utc)).TotalMilliseconds;
}
