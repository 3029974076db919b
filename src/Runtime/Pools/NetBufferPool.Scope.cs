namespace NdisRules.Runtime;

public sealed partial class NetBufferPool
{
    /// <summary>A stay in one pool: allocates and frees as the functions of <see cref="Ndis"/> do, without finding the pool each time.</summary>
    /// <remarks>What was allocated inside may be freed outside, and the other way round. Source: ours.</remarks>
    public readonly ref struct Scope
    {
        readonly NetBufferPool pool;

        internal Scope(NetBufferPool pool) => this.pool = pool;

        /// <summary>Lends a NET_BUFFER of the pool, as <see cref="Ndis.NdisAllocateNetBuffer"/> does.</summary>
        /// <param name="mdlChain">The chain to describe, or null.</param>
        /// <param name="dataOffset">Bytes of unused space in front.</param>
        /// <param name="dataLength">Bytes of used data.</param>
        /// <returns>The NET_BUFFER, null when there is none to lend. The caller owes its free.</returns>
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        /// <exception cref="ArgumentException">Offset and length do not fit the chain.</exception>
        /// <exception cref="NdisViolationException">NDIS0004: the pool was freed; NDIS0008: its DataSize is not 0.</exception>
        public NetBuffer NdisAllocateNetBuffer(Mdl mdlChain, int dataOffset, int dataLength) => pool.Allocate(mdlChain, dataOffset, dataLength);

        /// <summary>Takes a NET_BUFFER of this pool back, as <see cref="Ndis.NdisFreeNetBuffer"/> does.</summary>
        /// <param name="netBuffer">What is given back.</param>
        /// <exception cref="NdisViolationException">NDIS0003: freed before; NDIS0007: null, or part of a list;
        /// NDIS0008: it came from another pool.</exception>
        public void NdisFreeNetBuffer(NetBuffer netBuffer) => Release(netBuffer, pool);

        /// <summary>Leaves the pool. NET_BUFFERs that are still lent stay lent.</summary>
        public void Dispose() { }
    }
}
