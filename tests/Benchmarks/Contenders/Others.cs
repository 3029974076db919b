using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.ObjectPool;

namespace NdisRules.Benchmarks;

/// <summary>What a C# programmer would write for a packet: a link and the fields, 72 bytes with its header.</summary>
public sealed class Packet
{
    internal Packet? Next;
    internal byte[]? Bytes;
    internal long Offset, Length, A, B, C, D;
}

/// <summary>What a C# programmer would write for a list of packets.</summary>
public sealed class PacketList
{
    internal PacketList? Next;
    internal Packet? First;
    internal long Flags, Status, Source, Scratch;
}

public readonly struct SharedArray : IContender<SharedArray, byte[]>
{
    public static SharedArray Enter() => default;

    public byte[] Take() => ArrayPool<byte>.Shared.Rent(2048);

    public void Give(byte[] item) => ArrayPool<byte>.Shared.Return(item);

    public void Touch(byte[] item) => item.AsSpan(0, 64).Fill(1);

    public void Leave() { }
}

/// <summary>Rented bytes, and new objects for packet and list.</summary>
public readonly struct SharedArrayAndObjects : IContender<SharedArrayAndObjects, PacketList>
{
    public static SharedArrayAndObjects Enter() => default;

    public PacketList Take() => new() { First = new Packet { Bytes = ArrayPool<byte>.Shared.Rent(2048), Length = 2048 } };

    public void Give(PacketList item) => ArrayPool<byte>.Shared.Return(item.First!.Bytes!);

    public void Touch(PacketList item)
    {
        item.Flags = item.Status = item.Source = item.Scratch = 1;
        item.Next = null;
        item.First!.Bytes.AsSpan(0, 64).Fill(1);
    }

    public void Leave() { }
}

public readonly struct PooledObject : IContender<PooledObject, Packet>
{
    static readonly ObjectPool<Packet> pool = new DefaultObjectPool<Packet>(new DefaultPooledObjectPolicy<Packet>(), 16384);

    public static PooledObject Enter() => default;

    public Packet Take() => pool.Get();

    public void Give(Packet item) => pool.Return(item);

    public void Touch(Packet item) => item.Write();

    public void Leave() { }
}

public readonly struct QueuedObject : IContender<QueuedObject, Packet>
{
    static readonly ConcurrentQueue<Packet> queue = new();

    public static QueuedObject Enter() => default;

    public Packet Take() => queue.TryDequeue(out var item) ? item : new Packet();

    public void Give(Packet item) => queue.Enqueue(item);

    public void Touch(Packet item) => item.Write();

    public void Leave() { }
}

public readonly struct NewObject : IContender<NewObject, Packet>
{
    public static NewObject Enter() => default;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Packet Take() => new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Give(Packet item) { }

    public void Touch(Packet item) => item.Write();

    public void Leave() { }
}

public readonly unsafe struct NativeBlock : IContender<NativeBlock, nint>
{
    public static NativeBlock Enter() => default;

    public nint Take() => (nint)NativeMemory.Alloc(2048);

    public void Give(nint item) => NativeMemory.Free((void*)item);

    public void Touch(nint item) => new Span<byte>((void*)item, 64).Fill(1);

    public void Leave() { }
}

/// <summary>The floor: an array of pointers used as a stack by one thread, without any check.</summary>
public readonly unsafe struct UncheckedStack : IBulkContender<UncheckedStack, nint>
{
    const int Slots = 16384;
    const int Stride = 192;

    internal struct State
    {
        public nint* Top;
    }

    [ThreadStatic]
    static State* own;

    readonly State* state;

    UncheckedStack(State* state) => this.state = state;

    public static UncheckedStack Enter()
    {
        if (own == null) own = Make();
        return new(own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Take() => *--state->Top;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Give(nint item) => *state->Top++ = item;

    public void Touch(nint item) => new Span<byte>((void*)item, 64).Fill(1);

    public void Leave() { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeMany(Span<nint> items)
    {
        state->Top -= items.Length;
        new Span<nint>(state->Top, items.Length).CopyTo(items);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GiveMany(Span<nint> items)
    {
        items.CopyTo(new Span<nint>(state->Top, items.Length));
        state->Top += items.Length;
    }

    static State* Make()
    {
        var slots = (byte*)NativeMemory.AlignedAlloc(Slots * Stride, 64);
        var state = (State*)NativeMemory.AlignedAlloc(256, 256);
        state->Top = (nint*)NativeMemory.AlignedAlloc(Slots * (nuint)sizeof(nint), 64);
        for (var i = 0; i < Slots; i++) *state->Top++ = (nint)(slots + i * Stride);
        return state;
    }
}

static class PacketWriter
{
    internal static void Write(this Packet packet)
    {
        packet.Offset = packet.Length = packet.A = packet.B = packet.C = packet.D = 1;
        packet.Next = null;
        packet.Bytes = null;
    }
}
