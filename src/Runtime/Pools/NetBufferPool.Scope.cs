using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NdisRules.Runtime;

public sealed unsafe partial class NetBufferPool
{
    /// <summary>A stay in one pool: allocates and frees as the functions of <see cref="Ndis"/> do, without finding the pool each time.</summary>
    /// <remarks>What was allocated inside may be freed outside, and the other way round. While a thread is in a scope, what it has idle of
    /// the pool (254 at most) is out of reach of others, also when the pool is at its maximum. A copy is used no longer than the original.
    /// Source: ours.</remarks>
    public readonly ref struct Scope
    {
        readonly PoolContext* context;

        /// <param name="context">What <see cref="OpenScopes.Enter"/> gave.</param>
        internal Scope(PoolContext* context) => this.context = context;

        NetBufferPool Pool => OpenScopes.PoolOf(context);

        /// <summary>Lends a NET_BUFFER of the pool, as <see cref="Ndis.NdisAllocateNetBuffer"/> does.</summary>
        /// <param name="mdlChain">The chain to describe, or null.</param>
        /// <param name="dataOffset">Bytes of unused space in front.</param>
        /// <param name="dataLength">Bytes of used data.</param>
        /// <returns>The NET_BUFFER, null when there is none to lend. The caller owes its free.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        /// <exception cref="ArgumentException">Offset and length do not fit the chain.</exception>
        /// <exception cref="NdisViolationException">NDIS0004: the pool was freed; NDIS0008: its DataSize is not 0.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public NetBuffer NdisAllocateNetBuffer(Mdl mdlChain, int dataOffset, int dataLength)
        {
            var context = this.context;
            var top = context->Top;
            if (((nuint)top & context->BareMask) == 0 || (mdlChain.Word | (uint)dataOffset | (uint)dataLength) != 0)
                return AllocateOver(context, mdlChain, dataOffset, dataLength);
            var handle = *top;
            var line = Handle.Header(handle);
            if (*line != (handle ^ context->FreeKey)) return AllocateOver(context, null, 0, 0);
            *(Vector512<ulong>*)line = Vector512.CreateScalar(handle ^ context->Key);
            context->Top = top - 1;
            return new NetBuffer(handle);
        }

        /// <summary>Lends a NET_BUFFER of the pool with MDL and data, as <see cref="Ndis.NdisAllocateNetBufferMdlAndData"/> does.</summary>
        /// <returns>The NET_BUFFER, null when there is none to lend or the pool has a DataSize of 0, which is reported. The caller owes its free.</returns>
        /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
        public NetBuffer NdisAllocateNetBufferMdlAndData()
        {
            var word = context->Mdl != 0 ? PoolContext.TakeHere(context, context->Mask) : 0;
            return word != 0 ? Pool.StartedWithData(word) : Ndis.NdisAllocateNetBufferMdlAndData(Pool);
        }

        /// <summary>Lends many NET_BUFFERs of the pool that describe nothing yet, as <see cref="Ndis.NdisAllocateNetBuffers"/> does.</summary>
        /// <param name="netBuffers">Filled from the front; what could not be filled is null.</param>
        /// <returns>How many were lent. The caller owes the free of each.</returns>
        /// <exception cref="NdisViolationException">NDIS0004: the pool was freed; NDIS0008: its DataSize is not 0.</exception>
        public int NdisAllocateNetBuffers(Span<NetBuffer> netBuffers) =>
            context->BareMask != 0 ? Pool.Allocate(netBuffers, context) : Pool.Allocate(netBuffers);

        /// <summary>Takes a NET_BUFFER of this pool back, as <see cref="Ndis.NdisFreeNetBuffer"/> does.</summary>
        /// <param name="netBuffer">What is given back.</param>
        /// <exception cref="NdisViolationException">NDIS0003: freed before; NDIS0007: null, or part of a list;
        /// NDIS0008: it came from another pool.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void NdisFreeNetBuffer(NetBuffer netBuffer)
        {
            var context = this.context;
            var handle = netBuffer.Word;
            if (handle != 0)
            {
                var fields = (NetBufferFields*)Handle.Header(handle);
                if (fields->State == (handle ^ context->Key) && fields->IsPlain)
                {
                    var top = context->Top + 1;
                    if (((nuint)top & context->Mask) != 0)
                    {
                        handle += Handle.OneGeneration;
                        fields->State = handle ^ context->FreeKey;
                        *top = handle;
                        context->Top = top;
                        return;
                    }
                }
            }
            ReleaseSlowly(context, netBuffer);
        }

        /// <summary>Takes many NET_BUFFERs of this pool back.</summary>
        /// <param name="netBuffers">What is given back; freed from the front, up to the first that cannot be.</param>
        /// <exception cref="NdisViolationException">As <see cref="NdisFreeNetBuffer"/>; those before the offending one are freed.</exception>
        public void NdisFreeNetBuffers(ReadOnlySpan<NetBuffer> netBuffers)
        {
            fixed (NetBuffer* handles = netBuffers)
            {
                for (var at = 0; at < netBuffers.Length; at++)
                {
                    at += PoolContext.GiveBuffers(context, (ulong*)handles + at, netBuffers.Length - at);
                    if (at < netBuffers.Length) NdisFreeNetBuffer(netBuffers[at]);
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static NetBuffer AllocateOver(PoolContext* context, Mdl mdlChain, int dataOffset, int dataLength) =>
            OpenScopes.PoolOf(context).AllocateOver(mdlChain, dataOffset, dataLength);

        /// <summary>Takes a NET_BUFFER back where its place in the magazine is not all, or there is none.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        static void ReleaseSlowly(PoolContext* context, NetBuffer netBuffer)
        {
            if (netBuffer.IsNull || !TryRelease(netBuffer, context)) NetBufferPool.ReleaseSlowly(netBuffer, OpenScopes.PoolOf(context));
        }

        /// <summary>Leaves the pool. NET_BUFFERs that are still lent stay lent.</summary>
        /// <exception cref="InvalidOperationException">It was left before.</exception>
        public void Dispose() => OpenScopes.Leave(context);
    }
}
