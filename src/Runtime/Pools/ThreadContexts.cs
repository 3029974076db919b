using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>The contexts of a thread, by the number of their store.</summary>
static unsafe class ThreadContexts
{
    /// <summary>As long as needed: a power of two of pointers, none of them null, behind the mask that brings a number into range.</summary>
    struct Table
    {
        public long Mask;
        public PoolContext* First;
    }

    /// <summary>Serves no store: its key opens nothing and its magazine has neither handles nor room, so that the slow path is taken.</summary>
    internal static readonly PoolContext* None = MakeBlank();

    /// <summary>The words of a thread. Apart from everything else that is static, since the runtime reads those of a class that needs no
    /// initialiser straight out of the thread's own memory.</summary>
    static class OfThread
    {
        [ThreadStatic]
        internal static PoolContext* Buffers;

        [ThreadStatic]
        internal static PoolContext* Lists;

        [ThreadStatic]
        internal static Table* Contexts;
    }

    /// <summary>Lives as long as its thread; what the thread had idle goes back to the stores when it is collected.</summary>
    sealed class Guard
    {
        internal Table* Table;

        ~Guard() => Flush(Table);
    }

    [ThreadStatic]
    static Guard? guard;

    /// <summary>The context through which this thread last allocated or freed a NET_BUFFER; null before the first.</summary>
    internal static PoolContext* ForBuffers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => OfThread.Buffers;
        set => OfThread.Buffers = value;
    }

    /// <summary>The same for lists.</summary>
    internal static PoolContext* ForLists
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => OfThread.Lists;
        set => OfThread.Lists = value;
    }

    /// <summary>The context of this thread for a store, or one that is for another store or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PoolContext* Find(int number)
    {
        var own = OfThread.Contexts;
        return own == null ? None : (&own->First)[number & own->Mask];
    }

    /// <summary>The context of this thread for a store. Null when the store was closed, the verifier watches it or memory is short.</summary>
    internal static PoolContext* FindOrMake(SlotStore store)
    {
        var context = Find(store.Number);
        if (context->Number == store.Number) return context;
        if (store.IsWatched || !TryMakeRoom(store.Number)) return null;
        ref var entry = ref Unsafe.AsRef<nint>(&(&OfThread.Contexts->First)[store.Number]);
        context = (PoolContext*)entry;
        if (context == None || context->Scopes > 0)
        {
            context = Make();
            if (context == null) return null;
            entry = (nint)context;
        }
        return store.TryEnlist(context) ? context : null;
    }

    /// <summary>Makes a context that serves no store.</summary>
    internal static PoolContext* MakeBlank()
    {
        var blank = Make();
        if (blank == null) throw new OutOfMemoryException();
        blank->SetKey(SlotStore.NewKey());
        return blank;
    }

    static PoolContext* Make()
    {
        try
        {
            var context = (PoolContext*)NativeMemory.AlignedAlloc(PoolContext.Bytes, PoolContext.Bytes);
            NativeMemory.Clear(context, PoolContext.Bytes);
            context->Number = -1;
            return context;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    static bool TryMakeRoom(int number)
    {
        var table = OfThread.Contexts;
        if (table != null && number <= table->Mask) return true;
        var length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, number + 1));
        try
        {
            var longer = (Table*)NativeMemory.Alloc((nuint)((length + 1) * sizeof(PoolContext*)));
            longer->Mask = length - 1;
            var old = table == null ? 0 : table->Mask + 1;
            for (var i = 0; i < length; i++) (&longer->First)[i] = i < old ? (&table->First)[i] : None;
            guard ??= new Guard();
            guard.Table = longer;
            NativeMemory.Free(table);
            OfThread.Contexts = longer;
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>Gives back what a thread had, which no longer runs.</summary>
    static void Flush(Table* table)
    {
        if (table == null) return;
        for (var i = 0; i <= table->Mask; i++)
        {
            var context = (&table->First)[i];
            if (context == None) continue;
            StoreRegistry.Find(Volatile.Read(ref context->Number))?.Discharge(context);
            NativeMemory.AlignedFree(context);
        }
        NativeMemory.Free(table);
    }
}
