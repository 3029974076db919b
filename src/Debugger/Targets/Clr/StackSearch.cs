using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Looks at the registers and the stacks of the managed threads.</summary>
internal sealed class StackSearch(DataTarget target, ClrRuntime runtime, Func<ulong, long, long> lookAt, Action<ReadOnlySpan<byte>> readWords)
{
    /// <summary>Everything that a context can hold, for every processor.</summary>
    private const uint AllOfContext = 0x10001F;

    private const int LargestContext = 4096;

    /// <summary>What lies above the outermost managed frame's stack pointer and is still its own.</summary>
    private const ulong OutermostFrame = 16 * 1024;

    private const long LargestStack = 64L * 1024 * 1024;

    private readonly byte[] context = new byte[LargestContext];

    /// <returns>How many threads there were.</returns>
    public int Run()
    {
        var threads = 0;
        foreach (var thread in runtime.Threads.Where(thread => thread.IsAlive && thread.OSThreadId != 0))
        {
            threads++;
            Array.Clear(context);
            var hasContext = target.DataReader.GetThreadContext(thread.OSThreadId, AllOfContext, context);
            // Whoever took an object a moment ago has it nowhere else yet.
            if (hasContext) readWords(context);
            if (Extent(thread, hasContext ? StackPointer() : 0) is not var (low, high)) continue;
            lookAt(low, (long)Math.Min(high - low, LargestStack));
        }
        return threads;
    }

    /// <summary>From the stack pointer to behind the outermost managed frame; null for a thread that has no such frame.</summary>
    private static (ulong Low, ulong High)? Extent(ClrThread thread, ulong pointer)
    {
        var trace = thread.EnumerateStackTrace(includeContext: false, maxFrames: 100_000).Where(frame => frame.StackPointer != 0).ToList();
        if (trace.Count == 0) return null;
        var frames = trace.ConvertAll(frame => frame.StackPointer);
        // Beyond the runtime's own mark of where managed code began may lie the end of the stack, and memory with objects right behind it.
        var isMarked = trace[^1].Kind == ClrStackFrameKind.Runtime;
        // Native code above the managed frames has saved registers of theirs below.
        var low = pointer > 0 && pointer <= frames.Min() ? pointer : frames.Min();
        return (low & ~7UL, frames.Max() + (isMarked ? 0UL : OutermostFrame));
    }

    // Where CONTEXT has it: winnt.h.
    private ulong StackPointer() => target.DataReader.Architecture switch
    {
        Architecture.X64 => BinaryPrimitives.ReadUInt64LittleEndian(context.AsSpan(0x98)),
        Architecture.Arm64 => BinaryPrimitives.ReadUInt64LittleEndian(context.AsSpan(0x100)),
        _ => 0,
    };
}
