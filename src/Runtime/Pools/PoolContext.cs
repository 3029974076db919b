using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime;

/// <summary>What one thread holds of one store: a loaded and a previous magazine of idle handles.</summary>
/// <remarks>
/// <para>Only its thread touches it, without any interlocked instruction, and says so in <see cref="Busy"/> while it does. Whoever wants the
/// idle slots of a thread (the cap is reached, the pool is freed) takes <see cref="Mask"/> away, makes every processor pass a barrier and
/// waits until the context is not busy: from then on it is left alone until the mask is back. Without the mask a magazine is both
/// empty and full, so that the fast paths need no test of their own for it.</para>
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

    /// <summary>How many scopes hold a pointer to the context.</summary>
    public int Scopes;

    /// <summary>Takes the last handle of the loaded magazine and makes its first head live.</summary>
    /// <returns>0, and nothing happened, when there is none, the thread must keep off, or the header is not that of a free slot.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Take(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top;
        ulong handle = 0;
        if (((nuint)top & mask) != 0)
        {
            handle = *top;
            var header = Handle.Header(handle);
            var live = handle ^ context->Key;
            if (*header == (live ^ 1))
            {
                *header = live;
                context->Top = top - 1;
            }
            else
            {
                handle = 0;
            }
        }
        Volatile.Write(ref context->Busy, 0);
        return handle;
    }

    /// <summary>Takes as many handles as the loaded magazine has and the span has room for, and makes each a NET_BUFFER that describes nothing.</summary>
    /// <returns>How many. Fewer than there are when a header is not that of a free slot.</returns>
    internal static int Take(PoolContext* context, Span<ulong> handles)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top;
        var most = Math.Min(handles.Length, (int)((nuint)top & mask) / sizeof(ulong));
        var key = context->Key;
        var count = 0;
        for (; count < most; count++)
        {
            var handle = *top;
            var header = Handle.Header(handle);
            var live = handle ^ key;
            if (*header != (live ^ 1)) break;
            *header = live;
            NetBufferFields.ClearFirstLine(header);
            handles[count] = handle;
            top--;
        }
        context->Top = top;
        Volatile.Write(ref context->Busy, 0);
        return count;
    }

    /// <summary>Puts a handle that is live into the loaded magazine, as the next generation and with its heads free.</summary>
    /// <param name="context">The context; one that serves another store than the handle's refuses it.</param>
    /// <param name="handle">The handle of the first head.</param>
    /// <param name="second">Bytes to the second head, 0 for none.</param>
    /// <param name="third">Bytes to the third head, 0 for none.</param>
    /// <returns>False, and nothing happened, when the handle is not live in this store, there is no room, or the thread must keep off.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Give(PoolContext* context, ulong handle, int second = 0, int third = 0)
    {
        var header = Handle.Header(handle);
        if (*header != (handle ^ context->Key)) return false;
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top + 1;
        var hasRoom = ((nuint)top & mask) != 0;
        if (hasRoom)
        {
            var next = handle + Handle.OneGeneration;
            var free = context->Key ^ 1;
            if (second != 0) *(ulong*)((byte*)header + second) = (next + (uint)second) ^ free;
            if (third != 0) *(ulong*)((byte*)header + third) = (next + (uint)third) ^ free;
            *header = next ^ free;
            *top = next;
            context->Top = top;
        }
        Volatile.Write(ref context->Busy, 0);
        return hasRoom;
    }

    /// <summary>Puts a handle whose heads are free already into the loaded magazine.</summary>
    /// <returns>False, and nothing happened, when there is no room or the thread must keep off.</returns>
    internal static bool Put(PoolContext* context, ulong next)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var top = context->Top + 1;
        var hasRoom = ((nuint)top & mask) != 0;
        if (hasRoom)
        {
            *top = next;
            context->Top = top;
        }
        Volatile.Write(ref context->Busy, 0);
        return hasRoom;
    }
}
