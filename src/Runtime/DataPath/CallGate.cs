using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>Counts the calls that are inside a layer, and can be shut to wait until none is.</summary>
/// <remarks>
/// A call in counts on one of several lines, by thread, so that threads seldom meet. Shutting sets the flag, then reads the counts; coming in
/// counts, then reads the flag: with a full fence between on both sides, one of the two sees the other. Waiting leaves out the calls of the
/// waiting thread itself, which may shut a gate from inside.
/// </remarks>
sealed class CallGate
{
    const int Lines = 8;

    [ThreadStatic]
    static Stack<CallGate>? entered;

    readonly Line[] lines = new Line[Lines];
    volatile bool shut;

    internal CallGate(bool open) => shut = !open;

    internal bool IsOpen => !shut;

    /// <summary>Comes in unless the gate is shut.</summary>
    internal bool TryEnter()
    {
        Enter();
        if (!shut) return true;
        Exit();
        return false;
    }

    /// <summary>Comes in, shut or not.</summary>
    internal void Enter()
    {
        Interlocked.Increment(ref lines[Environment.CurrentManagedThreadId & (Lines - 1)].Count);
        (entered ??= new Stack<CallGate>()).Push(this);
    }

    /// <summary>Leaves the gate that the thread came into last.</summary>
    internal void Exit()
    {
        entered!.Pop();
        Interlocked.Decrement(ref lines[Environment.CurrentManagedThreadId & (Lines - 1)].Count);
    }

    internal void Open() => shut = false;

    internal void Shut() => shut = true;

    internal void ShutAndWait()
    {
        shut = true;
        WaitForOthers();
    }

    /// <summary>Waits until no other thread is inside.</summary>
    internal void WaitForOthers()
    {
        Interlocked.MemoryBarrier();
        var own = entered is null ? 0 : entered.Count(gate => gate == this);
        var wait = new SpinWait();
        while (Inside() > own) wait.SpinOnce();
    }

    int Inside()
    {
        var inside = 0;
        foreach (ref var line in lines.AsSpan()) inside += Volatile.Read(ref line.Count);
        return inside;
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    struct Line
    {
        [FieldOffset(64)]
        internal int Count;
    }
}
