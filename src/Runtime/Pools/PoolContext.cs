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

    /// <summary>The key of the store: a live header is the handle with it.</summary>
    public ulong Key;

    /// <summary>Not 0 while the thread is at its magazines.</summary>
    public int Busy;

    /// <summary>The number of the store, -1 when the context serves none.</summary>
    public int Number;

    /// <summary>The key with its low bit turned: the header of a free slot is the handle with it.</summary>
    public ulong FreeKey;

    /// <summary>As <see cref="Mask"/> for NET_BUFFERs without data; 0 too when what the store lends is none.</summary>
    public nuint BareMask;

    /// <summary>As <see cref="Top"/>, of the previous magazine.</summary>
    public ulong* Previous;

    /// <summary>Bytes from a slot to its NET_BUFFER, 0 without one behind the first head.</summary>
    public int NetBuffer;

    /// <summary>Bytes from a slot to its MDL, 0 without one behind the first head.</summary>
    public int Mdl;

    /// <summary>Bytes from a slot to its block of context, 0 without one.</summary>
    public int Context;

    /// <summary>Whether the store lends NET_BUFFERs without data.</summary>
    public bool IsBare;

    /// <summary>How many scopes of the thread hold a pointer to the context. In a scope it is taken to be busy all the time.</summary>
    public int Scopes;

    /// <summary>The thread, by its number among those of .NET: for those who look in from outside.</summary>
    public int Thread;

    /// <summary>As <see cref="Mask"/>, for the slow path: there too while every allocation and free has to take that, since somebody observes them.</summary>
    public nuint SlowMask;

    /// <summary>Gives the thread its magazines, back or for the first time.</summary>
    /// <param name="bits">The bits of <see cref="Top"/> that count.</param>
    /// <param name="observed">Whether the fast paths stay shut.</param>
    internal void Open(nuint bits, bool observed)
    {
        BareMask = IsBare && !observed ? bits : 0;
        Volatile.Write(ref Mask, observed ? 0 : bits);
        Volatile.Write(ref SlowMask, bits);
    }

    /// <summary>Tells the thread to keep off, at its next look.</summary>
    internal void Shut()
    {
        Volatile.Write(ref BareMask, 0);
        Volatile.Write(ref Mask, 0);
        Volatile.Write(ref SlowMask, 0);
    }

    internal void SetKey(ulong key)
    {
        Key = key;
        FreeKey = key ^ 1;
    }

    /// <summary>Takes the last handle of the loaded magazine, makes its first head live and clears the rest of the first line.</summary>
    /// <param name="context">The context.</param>
    /// <returns>0, and nothing happened, when there is none, the thread must keep off, or the header is not that of a free slot.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Take(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 1);
        var handle = TakeHere(context, Volatile.Read(ref context->Mask));
        Volatile.Write(ref context->Busy, 0);
        return handle;
    }

    /// <summary>The same on the slow path.</summary>
    internal static ulong TakeSlowly(PoolContext* context)
    {
        Volatile.Write(ref context->Busy, 1);
        var handle = TakeHere(context, Volatile.Read(ref context->SlowMask));
        Volatile.Write(ref context->Busy, 0);
        return handle;
    }

    /// <summary>As <see cref="Take(PoolContext*)"/>, for a thread that has said that it is busy and looked at its mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong TakeHere(PoolContext* context, nuint mask)
    {
        var top = context->Top;
        if (((nuint)top & mask) == 0) return 0;
        var handle = *top;
        var line = Handle.Header(handle);
        if (*line != (handle ^ context->FreeKey)) return 0;
        *(Vector512<ulong>*)line = Vector512.CreateScalar(handle ^ context->Key);
        context->Top = top - 1;
        return handle;
    }

    /// <summary>Takes as many handles as the loaded magazine has and are wanted, as <see cref="Take(PoolContext*)"/> does.</summary>
    /// <returns>How many. Fewer than there are when a header is not that of a free slot.</returns>
    internal static int Take(PoolContext* context, ulong* handles, int wanted)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var taken = mask == 0 ? 0 : TakeHere(context, mask, handles, wanted);
        Volatile.Write(ref context->Busy, 0);
        return taken;
    }

    /// <summary>The same, for a thread that has said that it is busy and looked at its mask, which is there.</summary>
    static int TakeHere(PoolContext* context, nuint mask, ulong* handles, int wanted)
    {
        var top = context->Top;
        var (key, freeKey) = (context->Key, context->FreeKey);
        var next = handles;
        var end = handles + Math.Min((uint)wanted, (uint)((nuint)top & mask) / sizeof(ulong));
        var inRow = 4;
        for (; inRow == 4 && next + 4 <= end; next += inRow, top -= inRow)
        {
            // Where fewer than four can be lent, what was written beyond them is written again or cleared.
            *(Vector256<ulong>*)next = Vector256.Shuffle(*(Vector256<ulong>*)(top - 3), Vector256.Create(3UL, 2, 1, 0));
            inRow = LendFour(top, freeKey, key);
        }
        for (; inRow == 4 && next < end && TryLend(top, freeKey, key); next++) *next = *top--;
        context->Top = top;
        return (int)(next - handles);
    }

    /// <summary>Makes four slots live, or as many as there are before one whose header is not that of a free slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int LendFour(ulong* top, ulong freeKey, ulong key) =>
        !TryLend(top, freeKey, key) ? 0
        : !TryLend(top - 1, freeKey, key) ? 1
        : !TryLend(top - 2, freeKey, key) ? 2
        : !TryLend(top - 3, freeKey, key) ? 3 : 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryLend(ulong* top, ulong freeKey, ulong key)
    {
        var handle = *top;
        var line = (ulong*)(handle & Handle.AddressMask);
        if (*line != (handle ^ freeKey)) return false;
        *(Vector512<ulong>*)line = Vector512.CreateScalar(handle ^ key);
        return true;
    }

    /// <summary>Whether a NET_BUFFER is live in the store of the context and its free has nothing to look after besides the state word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPlain(PoolContext* context, ulong handle)
    {
        var fields = (NetBufferFields*)Handle.Header(handle);
        return fields->IsPlain && fields->State == (handle ^ context->Key);
    }

    /// <summary>Puts a handle that is live into the loaded magazine, as the next generation and with its heads free.</summary>
    /// <param name="context">The context; one that serves another store than the handle's refuses it.</param>
    /// <param name="handle">The handle of the first head.</param>
    /// <param name="second">Bytes to the second head, 0 for none.</param>
    /// <param name="third">Bytes to the third head, 0 for none.</param>
    /// <returns>False, and nothing happened, when the handle is not live in this store, there is no room, or the thread must keep off.</returns>
    /// <remarks>Of two threads that free one handle at one time both may pass. The slot is in two magazines then, and whoever takes it out
    /// of the second finds that its header is not that of a free slot of this generation: it never gets two holders.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Give(PoolContext* context, ulong handle, int second = 0, int third = 0)
    {
        var header = Handle.Header(handle);
        if (*header != (handle ^ context->Key)) return false;
        Volatile.Write(ref context->Busy, 1);
        var given = GiveHere(context, handle, Volatile.Read(ref context->Mask), second, third);
        Volatile.Write(ref context->Busy, 0);
        return given;
    }

    /// <summary>As <see cref="Give"/>, of a handle that is live in the store, for a thread that has said that it is busy and looked at its mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool GiveHere(PoolContext* context, ulong handle, nuint mask, int second = 0, int third = 0)
    {
        var top = context->Top + 1;
        if (((nuint)top & mask) == 0) return false;
        var header = Handle.Header(handle);
        var next = handle + Handle.OneGeneration;
        if (second != 0) *(ulong*)((byte*)header + second) = (next + (uint)second) ^ context->FreeKey;
        if (third != 0) *(ulong*)((byte*)header + third) = (next + (uint)third) ^ context->FreeKey;
        *header = next ^ context->FreeKey;
        *top = next;
        context->Top = top;
        return true;
    }

    /// <summary>Puts handles of NET_BUFFERs without data into the loaded magazine, as <see cref="Give"/> does.</summary>
    /// <returns>How many from the front, up to the first that is not live in this store, has no room or whose free has something to look after.</returns>
    internal static int GiveBuffers(PoolContext* context, ulong* handles, int offered)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->Mask);
        var given = mask == 0 ? 0 : GiveBuffersHere(context, mask, handles, offered);
        Volatile.Write(ref context->Busy, 0);
        return given;
    }

    static int GiveBuffersHere(PoolContext* context, nuint mask, ulong* handles, int offered)
    {
        var top = context->Top;
        var room = (uint)(mask - ((nuint)top & mask)) / sizeof(ulong);
        var (key, freeKey) = (context->Key, context->FreeKey);
        var given = handles;
        var end = handles + Math.Min((uint)offered, room);
        var inRow = 4;
        for (; inRow == 4 && given + 4 <= end; given += inRow, top += inRow)
        {
            // Above the top nobody looks, so that it does no harm to write there what may not be taken back.
            *(Vector256<ulong>*)(top + 1) = *(Vector256<ulong>*)given + Vector256.Create(Handle.OneGeneration);
            inRow = TakeBackFour(given, freeKey, key);
        }
        for (; inRow == 4 && given < end && TryTakeBack(given, freeKey, key); given++) *++top = *given + Handle.OneGeneration;
        context->Top = top;
        return (int)(given - handles);
    }

    /// <summary>Takes four NET_BUFFERs back, or as many as there are before one whose free is not as simple.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int TakeBackFour(ulong* given, ulong freeKey, ulong key) =>
        !TryTakeBack(given, freeKey, key) ? 0
        : !TryTakeBack(given + 1, freeKey, key) ? 1
        : !TryTakeBack(given + 2, freeKey, key) ? 2
        : !TryTakeBack(given + 3, freeKey, key) ? 3 : 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryTakeBack(ulong* given, ulong freeKey, ulong key)
    {
        var handle = *given;
        var fields = (NetBufferFields*)(handle & Handle.AddressMask);
        if (handle == 0 || fields->State != (handle ^ key) || !fields->IsPlain) return false;
        fields->State = (handle + Handle.OneGeneration) ^ freeKey;
        return true;
    }

    /// <summary>Puts a handle whose heads are free already into the loaded magazine.</summary>
    /// <returns>False, and nothing happened, when there is no room or the thread must keep off.</returns>
    internal static bool Put(PoolContext* context, ulong next)
    {
        Volatile.Write(ref context->Busy, 1);
        var mask = Volatile.Read(ref context->SlowMask);
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
