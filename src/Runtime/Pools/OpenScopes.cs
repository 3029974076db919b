using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The scopes that a thread is in, and the pool of each.</summary>
/// <remarks>A scope is one word, so that a loop around it has the registers for its own variables; what is needed besides, and seldom, is found here.</remarks>
sealed unsafe class OpenScopes
{
    struct Entry
    {
        public NetBufferPool? Pool;
        public PoolContext* Context;

        /// <summary>Serves a scope for which the thread has no context: it opens nothing, so that the slow path is taken each time.</summary>
        public PoolContext* Blank;
    }

    [ThreadStatic]
    static OpenScopes? ofThread;

    Entry[] entries = new Entry[4];
    int count;

    ~OpenScopes()
    {
        foreach (var entry in entries) NativeMemory.AlignedFree(entry.Blank);
    }

    /// <summary>Begins a scope.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="context">What this thread holds of it, null when it holds nothing.</param>
    /// <returns>What names the scope until <see cref="Leave"/>.</returns>
    internal static PoolContext* Enter(NetBufferPool pool, PoolContext* context)
    {
        var own = ofThread ??= new OpenScopes();
        if (own.count == own.entries.Length) Array.Resize(ref own.entries, own.count * 2);
        ref var entry = ref own.entries[own.count];
        if (context == null && entry.Blank == null) entry.Blank = ThreadContexts.MakeBlank();
        entry.Pool = pool;
        entry.Context = context == null ? entry.Blank : context;
        own.count++;
        Volatile.Write(ref entry.Context->Scopes, entry.Context->Scopes + 1);
        return entry.Context;
    }

    /// <summary>The pool of a scope that this thread is in.</summary>
    /// <exception cref="InvalidOperationException">It is in no such scope.</exception>
    internal static NetBufferPool PoolOf(PoolContext* context) => ofThread?.Find(context) is >= 0 and var at
        ? ofThread.entries[at].Pool!
        : throw new InvalidOperationException("The scope was left, or is another thread's.");

    /// <summary>Ends a scope.</summary>
    /// <exception cref="InvalidOperationException">The thread is in no such scope.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Leave(PoolContext* context)
    {
        _ = PoolOf(context);
        Volatile.Write(ref context->Scopes, context->Scopes - 1);
        ofThread!.Remove(ofThread.Find(context));
    }

    int Find(PoolContext* context)
    {
        for (var at = count - 1; at >= 0; at--)
            if (entries[at].Context == context) return at;
        return -1;
    }

    /// <summary>Closes the gap; the blank context of an entry stays where another entry may be using it.</summary>
    void Remove(int at)
    {
        var blank = entries[at].Blank;
        count--;
        for (; at < count; at++) entries[at] = entries[at + 1];
        entries[count] = new Entry { Blank = blank };
    }
}
