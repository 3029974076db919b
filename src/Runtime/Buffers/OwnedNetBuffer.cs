namespace NdisRules.Runtime;

/// <summary>Owns a <see cref="NetBuffer"/> for the length of a scope and frees it at the end, unless it was detached.</summary>
/// <remarks>
/// <para>Made by <see cref="NetBuffer.Owned"/>. Do not copy it: each copy would free.</para>
/// <para>Threads: stays on the stack of one thread. Source: ours.</para>
/// </remarks>
public ref struct OwnedNetBuffer
{
    NetBuffer netBuffer;

    internal OwnedNetBuffer(NetBuffer netBuffer) => this.netBuffer = netBuffer;

    /// <summary>The NET_BUFFER that is owned, null after <see cref="Detach"/> or <see cref="Dispose"/>.</summary>
    public readonly NetBuffer Value => netBuffer;

    /// <summary>Takes the NET_BUFFER out, so that the end of the scope frees nothing.</summary>
    /// <returns>The NET_BUFFER, whose free the caller owes from here on. Null when there was none.</returns>
    public NetBuffer Detach()
    {
        var detached = netBuffer;
        netBuffer = null;
        return detached;
    }

    /// <summary>Frees the NET_BUFFER if there still is one. A second call does nothing.</summary>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed in the scope without being detached.</exception>
    public void Dispose()
    {
        var owned = Detach();
        if (owned) Ndis.NdisFreeNetBuffer(owned);
    }
}
