using System.Runtime.CompilerServices;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Benchmarks;

/// <summary>A NET_BUFFER in the scope form.</summary>
public readonly ref struct ScopedNetBuffer(NetBufferPool.Scope scope) : IBulkContender<ScopedNetBuffer, NetBuffer>
{
    readonly NetBufferPool.Scope scope = scope;

    public static ScopedNetBuffer Enter() => new(Pools.Buffers.Enter());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NetBuffer Take() => scope.NdisAllocateNetBuffer(null, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Give(NetBuffer item) => scope.NdisFreeNetBuffer(item);

    public void Touch(NetBuffer item) => Pools.Write(item);

    public void TakeMany(Span<NetBuffer> items) => scope.NdisAllocateNetBuffers(items);

    public void GiveMany(Span<NetBuffer> items) => scope.NdisFreeNetBuffers(items);

    public void Leave() => scope.Dispose();
}

/// <summary>A NET_BUFFER by plain calls.</summary>
public readonly struct PlainNetBuffer : IBulkContender<PlainNetBuffer, NetBuffer>
{
    public static PlainNetBuffer Enter() => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NetBuffer Take() => NdisAllocateNetBuffer(Pools.Buffers, null, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Give(NetBuffer item) => NdisFreeNetBuffer(item);

    public void Touch(NetBuffer item) => Pools.Write(item);

    public void TakeMany(Span<NetBuffer> items) => NdisAllocateNetBuffers(Pools.Buffers, items);

    public void GiveMany(Span<NetBuffer> items) => NdisFreeNetBuffers(items);

    public void Leave() { }
}

/// <summary>A NET_BUFFER with an MDL and 2 KiB, by plain calls.</summary>
public readonly struct NetBufferWithData : IContender<NetBufferWithData, NetBuffer>
{
    public static NetBufferWithData Enter() => default;

    public NetBuffer Take() => NdisAllocateNetBufferMdlAndData(Pools.WithData);

    public void Give(NetBuffer item) => NdisFreeNetBuffer(item);

    public void Touch(NetBuffer item) => item.MdlChain.Span[..64].Fill(1);

    public void Leave() { }
}

/// <summary>A list with NET_BUFFER, MDL and 2 KiB, by plain calls.</summary>
public readonly struct ListWithData : IContender<ListWithData, NetBufferList>
{
    public static ListWithData Enter() => default;

    public NetBufferList Take() => NdisAllocateNetBufferList(Pools.Lists, 0, 0);

    public void Give(NetBufferList item) => NdisFreeNetBufferList(item);

    public void Touch(NetBufferList item) => item.FirstNetBuffer.MdlChain.Span[..64].Fill(1);

    public void Leave() { }
}

/// <summary>A clone of a list with one packet of 2 KiB, by plain calls.</summary>
public readonly struct Clone : IContender<Clone, NetBufferList>
{
    [ThreadStatic]
    static NetBufferList ofThread;

    readonly NetBufferList original;

    Clone(NetBufferList original) => this.original = original;

    public static Clone Enter()
    {
        if (ofThread.IsNull) ofThread = NdisAllocateNetBufferList(Pools.Lists, 0, 0);
        return new Clone(ofThread);
    }

    public NetBufferList Take() => NdisAllocateCloneNetBufferList(original, Pools.Clones, Pools.Buffers, NdisCloneFlags.None);

    public void Give(NetBufferList item) => NdisFreeCloneNetBufferList(item, NdisCloneFlags.None);

    public void Touch(NetBufferList item) => item.FirstNetBuffer.MdlChain.Span[..64].Fill(1);

    public void Leave() { }
}

static class Pools
{
    internal static readonly NetBufferPool Buffers = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 1 })!;
    internal static readonly NetBufferPool WithData = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 2, DataSize = 2048 })!;
    internal static readonly NetBufferListPool Lists = NdisAllocateNetBufferListPool(null,
        new NetBufferListPoolParameters { PoolTag = 3, AllocateNetBuffer = true, DataSize = 2048 })!;

    internal static readonly NetBufferListPool Clones = NdisAllocateNetBufferListPool(null,
        new NetBufferListPoolParameters { PoolTag = 4, AllocateNetBuffer = true })!;

    /// <summary>Writes what drivers write in the line of a NET_BUFFER.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(NetBuffer item)
    {
        ref var words = ref Unsafe.As<NetBuffer, ulong>(ref item.Next);
        for (var i = 0; i < 4; i++) Unsafe.Add(ref words, i) = 0;
        item.DataLength = 64;
    }
}
