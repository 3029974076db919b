using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Looks at the registers and the stacks of the managed threads.</summary>
internal sealed class StackSearch(DataTarget target, ClrRuntime runtime, Func<ulong, long, long> lookAt)
{
    /// <summary>Everything that a context can hold, for every processor.</summary>
    private const uint AllOfContext = 0x10001F;

    private const int LargestContext = 4096;

    /// <summary>What lies above the outermost managed frame's stack pointer and is still its own.</summary>
    private const int OutermostFrame = 16 * 1024;

    private const long LargestStack = 64L * 1024 * 1024;

    /// <returns>How many threads there were.</returns>
    public int Run()
    {
        var threads = 0;
        foreach (var thread in runtime.Threads.Where(thread => thread.IsAlive && thread.OSThreadId != 0))
        {
            threads++;
            if (Extent(thread) is not var (low, high)) continue;
            lookAt(low, (long)Math.Min(high - low, LargestStack));
        }
        return threads;
    }

    /// <summary>From the stack pointer to behind the outermost managed frame; null for a thread that has no such frame.</summary>
    private (ulong Low, ulong High)? Extent(ClrThread thread)
    {
        var frames = thread.EnumerateStackTrace(includeContext: false, maxFrames: 100_000).Select(frame => frame.StackPointer).Where(pointer => pointer != 0).ToList();
        if (frames.Count == 0) return null;
        // Native code above the managed frames has saved registers of theirs below.
        var low = StackPointer(thread) is > 0 and var pointer && pointer <= frames.Min() ? pointer : frames.Min();
        return (low & ~7UL, frames.Max() + OutermostFrame);
    }

    private ulong StackPointer(ClrThread thread)
    {
        var context = new byte[LargestContext];
        if (!target.DataReader.GetThreadContext(thread.OSThreadId, AllOfContext, context)) return 0;
        // Where CONTEXT has it: winnt.h.
        return target.DataReader.Architecture switch
        {
            Architecture.X64 => BinaryPrimitives.ReadUInt64LittleEndian(context.AsSpan(0x98)),
            Architecture.Arm64 => BinaryPrimitives.ReadUInt64LittleEndian(context.AsSpan(0x100)),
            _ => 0,
        };
    }
}
