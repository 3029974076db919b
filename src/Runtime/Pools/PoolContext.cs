using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NdisRules.Runtime;

/// <summary>What one thread holds of one store: a loaded and a previous magazine of idle handles.</summary>
/// <remarks>
/// <para>Only its thread touches it, without any interlocked instruction, and says so in <see cref="Busy"/> while it does, or in
/// <see cref="Scopes"/> for the length of a scope. Whoever wants the idle slots of a thread (the cap is reached, the pool is freed) takes
/// <see cref="Mask"/> away, makes every processor pass a barrier and waits until the context is not busy: from then on it is left alone
/// until the mask is back. Without the mask a magazine is both empty and full, so that the fast paths need no test of their own for it.</para>
/// <para>The counts need no words either: a magazine is aligned to its size, and the low bits of the pointer to its last handle are the
/// count. Four lines long, so that two threads never write to one line.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
unsafe struct PoolContext
{
    internal const int Bytes = 256;

    /// <summary>The last handle of the loaded magazine; its start when it is empty.</summary>
    public ulong* Top;

    /// <summary>The bits of <see cref="Top"/> that count; 0 while the thread must keep its hands off.</summary>
    public nuint Mask;

    /// <summary>The key of the store.</summary>
    public ulong Key;

    /// <summary>Not 0 while the thread is at its magazines.</summary>
    public int Busy;

    /// <summary>The number of the store, -1 when the context serves none.</summary>
    public int Number;

    /// <summary>As <see cref="Top"/>, of the previous magazine.</summary>
    public ulong* Previous;

    /// <summary>Bytes from a slot to its NET_BUFFER, 0 without one behind the first head.</summary>
    public int NetBuffer;

    /// <summary>Bytes from a slot to its MDL, 0 without one behind the first head.</summary>
    public int Mdl;

    /// <summary>Bytes from a slot to its block of context, 0 without one.</summary>
    public int Context;

    /// <summary>How many scopes of the thread hold a pointer to the context. In a scope it is taken to be busy all the time.</summary>
    public int Scopes;

    /// <summary>Takes the last handle of the loaded magazine, makes its first head live and clears the rest of the first line.</summary>
    /// <param name="context">The context.</param>
    /// <param name="inScope">Whether this is in a scope, which says for the thread that it is busy.</param>
    /// <returns>0, and nothing happened, when there is none, the thread must keep off, or the header is not that of a free slot.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Take(PoolContext* context, bool inScope = false)
    {
        if (!inScope) Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top;
        if (((nuint)top & mask) == 0) return Nothing(context);
        var handle = *top;
        var line = Handle.Header(handle);
        var live = handle ^ context->Key;
        if (*line != (live ^ 1)) return Nothing(context);
        *(Vector512<ulong>*)line = Vector512.CreateScalar(live);
        context->Top = top - 1;
        if (!inScope) Volatile.Write(ref context->Busy, 0);
        return handle;
    }

    /// <summary>Takes as many handles as the loaded magazine has and are wanted, as <see cref="Take(PoolContext*, bool)"/> does.</summary>
    /// <returns>How many. Fewer than there are when a header is not that of a free slot.</returns>
    internal static int Take(PoolContext* context, ulong* handles, int wanted)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        // Whoever took the mask away is at Top now: it must not be written back.
        if (mask == 0) return (int)Nothing(context);
        var top = context->Top;
        var key = context->Key;
        var next = handles;
        var end = handles + Math.Min(wanted, (int)((nuint)top & mask) / sizeof(ulong));
        while (next < end)
        {
            var handle = *top;
            var line = Handle.Header(handle);
            var live = handle ^ key;
            if (*line != (live ^ 1)) break;
            *(Vector512<ulong>*)line = Vector512.CreateScalar(live);
            *next++ = handle;
            top--;
        }
        context->Top = top;
        Volatile.Write(ref context->Busy, 0);
        return (int)(next - handles);
    }

    /// <summary>Puts a handle that is live into the loaded magazine, as the next generation and with its heads free.</summary>
    /// <param name="context">The context; one that serves another store than the handle's refuses it.</param>
    /// <param name="handle">The handle of the first head.</param>
    /// <param name="second">Bytes to the second head, 0 for none.</param>
    /// <param name="third">Bytes to the third head, 0 for none.</param>
    /// <param name="inScope">Whether this is in a scope, which says for the thread that it is busy.</param>
    /// <returns>False, and nothing happened, when the handle is not live in this store, there is no room, or the thread must keep off.</returns>
    /// <remarks>Of two threads that free one handle at one time both may pass. The slot is in two magazines then, and whoever takes it out
    /// of the second finds that its header is not that of a free slot of this generation: it never gets two holders.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Give(PoolContext* context, ulong handle, int second = 0, int third = 0, bool inScope = false)
    {
        var header = Handle.Header(handle);
        if (*header != (handle ^ context->Key)) return false;
        if (!inScope) Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top + 1;
        if (((nuint)top & mask) == 0) return Nothing(context) != 0;
        var next = handle + Handle.OneGeneration;
        var free = context->Key ^ 1;
        if (second != 0) *(ulong*)((byte*)header + second) = (next + (uint)second) ^ free;
        if (third != 0) *(ulong*)((byte*)header + third) = (next + (uint)third) ^ free;
        *header = next ^ free;
        *top = next;
        context->Top = top;
        if (!inScope) Volatile.Write(ref context->Busy, 0);
        return true;
    }

    /// <summary>Puts handles of NET_BUFFERs without data into the loaded magazine, as <see cref="Give(PoolContext*, ulong, int, int, bool)"/> does.</summary>
    /// <returns>How many from the front, up to the first that is not live in this store, has no room or whose free has something to look after.</returns>
    internal static int GiveBuffers(PoolContext* context, ulong* handles, int offered)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        if (mask == 0) return (int)Nothing(context);
        var top = context->Top;
        var key = context->Key;
        var given = handles;
        var end = handles + Math.Min(offered, (int)(mask - ((nuint)top & mask)) / sizeof(ulong));
        while (given < end)
        {
            var handle = *given;
            var fields = (NetBufferFields*)Handle.Header(handle);
            if (handle == 0 || fields->State != (handle ^ key) || !fields->IsPlain) break;
            var next = handle + Handle.OneGeneration;
            fields->State = next ^ key ^ 1;
            *++top = next;
            given++;
        }
        context->Top = top;
        Volatile.Write(ref context->Busy, 0);
        return (int)(given - handles);
    }

    static ulong Nothing(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 0);
        return 0;
    }

    /// <summary>Puts a handle whose heads are free already into the loaded magazine.</summary>
    /// <returns>False, and nothing happened, when there is no room or the thread must keep off.</returns>
    internal static bool Put(PoolContext* context, ulong next)
    {
        Volatile.Write(ref context->Busy, 7);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top + 1;
        if (((nuint)top & mask) == 0) return Nothing(context) != 0;
        *top = next;
        context->Top = top;
        Volatile.Write(ref context->Busy, 0);
        return true;
    }
}
