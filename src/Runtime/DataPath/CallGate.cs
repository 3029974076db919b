namespace NdisRules.Runtime;

/// <summary>Knows the calls that are inside a layer, and can be shut to wait until none is.</summary>
/// <remarks>
/// Each thread notes in memory of its own which gates it is inside, so that coming in and going out cost a plain store. Coming in notes, then
/// looks whether the gate is shut; shutting sets that, then reads the notes of all threads, with a barrier across the whole process between:
/// one of the two sees the other. The notes of the waiting thread itself are left out, so that a gate may be shut from inside.
/// </remarks>
sealed class CallGate
{
    volatile bool shut;

    internal CallGate(bool open) => shut = !open;

    internal bool IsOpen => !shut;

    /// <summary>Comes in unless the gate is shut.</summary>
    internal bool TryEnter()
    {
        var visitor = Visitor.Mine;
        visitor.Enter(this);
        if (!shut) return true;
        visitor.Leave();
        return false;
    }

    /// <summary>Comes in, shut or not.</summary>
    internal void Enter() => Visitor.Mine.Enter(this);

    /// <summary>Leaves the gate that the thread came into last, which is this one.</summary>
    internal void Exit() => Visitor.Mine.Leave();

    internal void Open() => shut = false;

    internal void Shut() => shut = true;

    internal void ShutAndWait()
    {
        shut = true;
        WaitForOthers();
    }

    /// <summary>Whether another thread is inside.</summary>
    internal bool HasOthers
    {
        get
        {
            Interlocked.MemoryBarrierProcessWide();
            return Visitor.AnyOtherInside(this);
        }
    }

    /// <summary>Waits until no other thread is inside.</summary>
    internal void WaitForOthers()
    {
        Interlocked.MemoryBarrierProcessWide();
        var wait = new SpinWait();
        while (Visitor.AnyOtherInside(this)) wait.SpinOnce();
    }

    /// <summary>The gates that one thread is inside, in the order in which it came in.</summary>
    sealed class Visitor
    {
        static readonly Lock registry = new();
        static readonly List<WeakReference<Visitor>> all = [];

        [ThreadStatic]
        static Visitor? mine;

        CallGate?[] gates = new CallGate?[16];
        int depth;

        internal static Visitor Mine => mine ?? Register();

        internal void Enter(CallGate gate)
        {
            if (depth == gates.Length) Grow();
            Volatile.Write(ref gates[depth++], gate);
        }

        internal void Leave() => Volatile.Write(ref gates[--depth], null);

        internal static bool AnyOtherInside(CallGate gate)
        {
            lock (registry)
            {
                all.RemoveAll(reference => !reference.TryGetTarget(out _));
                return all.Exists(reference => reference.TryGetTarget(out var visitor) && visitor != mine && visitor.IsInside(gate));
            }
        }

        bool IsInside(CallGate gate)
        {
            foreach (ref var entered in Volatile.Read(ref gates).AsSpan())
            {
                if (Volatile.Read(ref entered) == gate) return true;
            }
            return false;
        }

        void Grow()
        {
            var longer = new CallGate?[gates.Length * 2];
            gates.CopyTo(longer, 0);
            Volatile.Write(ref gates, longer);
        }

        static Visitor Register()
        {
            mine = new Visitor();
            lock (registry) all.Add(new WeakReference<Visitor>(mine));
            return mine;
        }
    }
}
