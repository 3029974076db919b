namespace NdisRules.Runtime;

/// <summary>A protocol driver written as a class: one instance per binding, one override per role.</summary>
/// <remarks>
/// <para>Register it with <see cref="Ndis.NdisRegisterProtocolDriver(Func{ProtocolBinding}, out NdisHandle)"/>. The instance is the binding's
/// context. The adapter is opened before <see cref="ProtocolBindAdapterEx"/> and closed when the unbind, or a bind that failed, has ended.</para>
/// <para>Duty: what <see cref="ProtocolBindAdapterEx"/> and the handlers allocate is freed by <see cref="ProtocolUnbindAdapterEx()"/> (NDIS0001).</para>
/// <para>Threads: the host opens and closes one at a time; data-path roles may come from several threads. Source: the handlers of a
/// protocol driver; see the delegate of each name for its contract.</para>
/// </remarks>
public abstract class ProtocolBinding
{
    NdisHandle? handle;

    /// <summary>The handle that names the binding in calls to <see cref="Ndis"/>, set before <see cref="ProtocolBindAdapterEx"/>.</summary>
    /// <exception cref="InvalidOperationException">The host has not bound it yet.</exception>
    public NdisHandle NdisBindingHandle
    {
        get => handle ?? throw new InvalidOperationException("The binding has no handle before the host binds it.");
        internal set => handle = value;
    }

    /// <summary>Opens the binding. See the delegate <see cref="Runtime.ProtocolBindAdapterEx"/>.</summary>
    /// <param name="parameters">What there is to know of the adapter.</param>
    /// <returns>Success; a failure after which nothing may be left (NDIS0001); or Pending, and later
    /// <see cref="Ndis.NdisCompleteBindAdapterEx"/> with the bind context of the parameters.</returns>
    public abstract NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters);

    /// <summary>Closes the binding. See the delegate <see cref="Runtime.ProtocolUnbindAdapterEx"/>. Frees nothing unless overridden.</summary>
    public virtual void ProtocolUnbindAdapterEx() { }

    /// <summary>Closes the binding, now or later. See the delegate <see cref="ProtocolUnbindAdapterExWithContext"/>. Calls
    /// <see cref="ProtocolUnbindAdapterEx()"/> unless overridden.</summary>
    /// <param name="unbindContext">Names the unbind in <see cref="Ndis.NdisCompleteUnbindAdapterEx"/>.</param>
    /// <returns>Success or Pending.</returns>
    public virtual NdisStatus ProtocolUnbindAdapterEx(NdisHandle unbindContext)
    {
        ProtocolUnbindAdapterEx();
        return NdisStatus.Success;
    }

    /// <summary>Takes back sent lists. See <see cref="Runtime.ProtocolSendNetBufferListsComplete"/>. Override it in a driver that sends any.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="sendCompleteFlags">What is true of the completion.</param>
    public virtual void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags) { }

    /// <summary>Takes received packets. See <see cref="Runtime.ProtocolReceiveNetBufferLists"/>. Returns them at once unless overridden.</summary>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port on which they arrived.</param>
    /// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
    /// <param name="receiveFlags">What is true of the indication.</param>
    public virtual void ProtocolReceiveNetBufferLists(
        NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        if ((receiveFlags & NdisReceiveFlags.Resources) == 0) Ndis.NdisReturnNetBufferLists(NdisBindingHandle, netBufferLists, NdisReturnFlags.None);
    }

    /// <summary>Hears that the binding pauses or runs. See <see cref="Runtime.ProtocolNetPnPEvent"/>.</summary>
    /// <param name="netEvent">What happens.</param>
    /// <returns>Success or Pending. Success unless overridden.</returns>
    public virtual NdisStatus ProtocolNetPnPEvent(NetPnPEvent netEvent) => NdisStatus.Success;

    /// <summary>Hears how a request ended that was left pending. See <see cref="Runtime.ProtocolOidRequestComplete"/>. Does nothing unless
    /// overridden.</summary>
    /// <param name="oidRequest">The request.</param>
    /// <param name="status">How it ended; never Pending.</param>
    public virtual void ProtocolOidRequestComplete(NdisOidRequest oidRequest, NdisStatus status) { }
}
