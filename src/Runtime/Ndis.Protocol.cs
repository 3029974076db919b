namespace NdisRules.Runtime;

public static partial class Ndis
{
    static int lastPartialCancelId;

    /// <summary>Registers a protocol driver written as functions. <see cref="HostedAdapter.Bind"/> binds it to adapters.</summary>
    /// <param name="characteristics">The handlers, copied.</param>
    /// <param name="protocol">The driver's handle, under which it allocates its pools; null unless the call succeeds.</param>
    /// <returns>Success; BadVersion for another major version than 6; BadCharacteristics if ProtocolBindAdapterEx or ProtocolUnbindAdapterEx is
    /// missing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="characteristics"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisDeregisterProtocolDriver"/>.</para>
    /// <para>Threads: any. Source: NdisRegisterProtocolDriver.</para>
    /// </remarks>
    public static NdisStatus NdisRegisterProtocolDriver(ProtocolDriverCharacteristics characteristics, out NdisHandle protocol)
    {
        ArgumentNullException.ThrowIfNull(characteristics);
        protocol = null!;
        if (characteristics.MajorNdisVersion != 6) return NdisStatus.BadVersion;
        if (characteristics is { ProtocolBindAdapterEx: null } or { ProtocolUnbindAdapterEx: null, ProtocolUnbindAdapterExWithContext: null })
            return NdisStatus.BadCharacteristics;
        protocol = new RegisteredProtocol(characteristics).Handle;
        return NdisStatus.Success;
    }

    /// <summary>Registers a protocol driver written as a class.</summary>
    /// <param name="factory">Makes the instance for one binding; called inside each bind.</param>
    /// <param name="protocol">The driver's handle; null unless the call succeeds.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisDeregisterProtocolDriver"/>.</para>
    /// <para>Threads: any. Source: NdisRegisterProtocolDriver; the class is ours.</para>
    /// </remarks>
    public static NdisStatus NdisRegisterProtocolDriver(Func<ProtocolBinding> factory, out NdisHandle protocol)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return NdisRegisterProtocolDriver(RegisteredProtocol.ForFactory(factory), out protocol);
    }

    /// <summary>Ends a registration, after unbinding every binding of the driver.</summary>
    /// <param name="protocol">The handle from the registration.</param>
    /// <exception cref="InvalidOperationException">A bind, the pause of an adapter that is bound, or its unbind is pending; those before it are
    /// unbound. Call again when it has ended.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: deregistered before; NDIS0007: null, or no protocol driver's handle; NDIS0001: pools
    /// or MDLs are left under the handle, which the exception lists.</exception>
    /// <remarks>Threads: that of the host. Source: NdisDeregisterProtocolDriver.</remarks>
    public static void NdisDeregisterProtocolDriver(NdisHandle protocol)
    {
        if (protocol?.Of is not RegisteredProtocol registered)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{protocol?.ToString() ?? "null"} is deregistered, but it is not a protocol driver's handle.");
        registered.Deregister();
    }

    /// <summary>Opens the adapter of a bind, which is how a binding comes about.</summary>
    /// <param name="protocol">The handle from the registration.</param>
    /// <param name="protocolBindingContext">The driver's object for the binding, handed to every handler; null for none.</param>
    /// <param name="bindContext">What ProtocolBindAdapterEx was given.</param>
    /// <param name="binding">The handle of the binding.</param>
    /// <returns>Success.</returns>
    /// <exception cref="ArgumentNullException">A handle is null.</exception>
    /// <exception cref="ArgumentException">The handles are not of the same bind.</exception>
    /// <exception cref="InvalidOperationException">The bind is over, or has opened the adapter before.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisCloseAdapterEx"/>, in ProtocolUnbindAdapterEx, or in ProtocolBindAdapterEx when a later step fails (NDIS0001).</para>
    /// <para>Threads: any, until the bind has ended. Source: NdisOpenAdapterEx, which may also give Pending: here opening has nothing to wait for.</para>
    /// </remarks>
    public static NdisStatus NdisOpenAdapterEx(NdisHandle protocol, object? protocolBindingContext, NdisHandle bindContext, out NdisHandle binding)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(bindContext);
        if (bindContext.Of is not HostedChange { Bind: { } attempt } bind || attempt.Protocol.Handle != protocol)
            throw new ArgumentException($"NdisOpenAdapterEx: {bindContext} is no bind of {protocol}.", nameof(bindContext));
        if (bind.IsOver || attempt.Opened is not null)
            throw new InvalidOperationException($"NdisOpenAdapterEx is not allowed once the {bindContext} {(bind.IsOver ? "is over" : "has opened it")}.");
        attempt.Opened = attempt.Adapter.Open(attempt.Protocol, protocolBindingContext);
        binding = attempt.Opened.NdisBindingHandle;
        return NdisStatus.Success;
    }

    /// <summary>Closes a binding. From here on its handle is stale.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <returns>Success. Or Pending, for a driver with ProtocolCloseAdapterCompleteEx, when other threads are inside handlers of the binding:
    /// that hears when they have left. For any other driver the call waits for them.</returns>
    /// <exception cref="NdisViolationException">NDIS0003: closed before; NDIS0007: null, or no binding's handle; NDIS0009: lists that it sent or
    /// received, or requests that it put, are under way, which the exception lists; nothing changed.</exception>
    /// <remarks>Threads: any, until the unbind or the bind has ended. Source: NdisCloseAdapterEx.</remarks>
    public static NdisStatus NdisCloseAdapterEx(NdisHandle binding)
    {
        if (binding?.Of is not HostedBinding opened)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{binding?.ToString() ?? "null"} is closed, but it is not a binding's handle.");
        if (!opened.IsOpen) throw new NdisViolationException(RuleIds.FreedTwice, $"{binding} is closed twice.");
        return opened.Close();
    }

    /// <summary>Ends a bind that ProtocolBindAdapterEx left Pending, or is about to. The stack goes on.</summary>
    /// <param name="bindContext">What ProtocolBindAdapterEx was given.</param>
    /// <param name="status">Success, and the driver is bound; anything else, and nothing may be left (NDIS0001).</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is no bind's, or the status is Pending.</exception>
    /// <exception cref="InvalidOperationException">The bind succeeded without opening the adapter.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the bind has ended. NDIS0001: it failed and left something, see
    /// <see cref="HostedAdapter.Bind"/>. Before the handler has returned, it is the call of the handler that throws.</exception>
    /// <remarks>Threads: any. Source: NdisCompleteBindAdapterEx.</remarks>
    public static void NdisCompleteBindAdapterEx(NdisHandle bindContext, NdisStatus status)
    {
        ArgumentNullException.ThrowIfNull(bindContext);
        if (status == NdisStatus.Pending) throw new ArgumentException("A bind does not end with Pending.", nameof(status));
        if (bindContext.Of is not HostedChange { Bind: not null } bind)
            throw new ArgumentException($"NdisCompleteBindAdapterEx takes what ProtocolBindAdapterEx was given, not {bindContext}.", nameof(bindContext));
        bind.Complete(status, "NdisCompleteBindAdapterEx");
    }

    /// <summary>Ends an unbind that ProtocolUnbindAdapterEx left Pending, or is about to. The stack goes on.</summary>
    /// <param name="unbindContext">What the handler was given.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is no unbind's.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the unbind has ended. NDIS0001: the driver left something, see
    /// <see cref="HostedAdapter.Unbind"/>. Before the handler has returned, it is the call of the handler that throws.</exception>
    /// <remarks>Threads: any. Source: NdisCompleteUnbindAdapterEx.</remarks>
    public static void NdisCompleteUnbindAdapterEx(NdisHandle unbindContext)
    {
        ArgumentNullException.ThrowIfNull(unbindContext);
        if (unbindContext.Of is not HostedChange { Bind: null } unbind)
            throw new ArgumentException($"NdisCompleteUnbindAdapterEx takes what the handler was given, not {unbindContext}.", nameof(unbindContext));
        unbind.Complete(NdisStatus.Success, "NdisCompleteUnbindAdapterEx");
    }

    /// <summary>Ends an event that ProtocolNetPnPEvent left Pending.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="InvalidOperationException">The binding has no event to complete.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed. Or what the pause that goes on from here finds.</exception>
    /// <remarks>Threads: any. Source: NdisCompleteNetPnPEvent, without the status, since these events cannot fail.</remarks>
    public static void NdisCompleteNetPnPEvent(NdisHandle binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        binding.BindingFor("NdisCompleteNetPnPEvent").Adapter.CompleteNetEvent("NdisCompleteNetPnPEvent", binding);
    }

    /// <summary>A number for the high-order byte of the cancel identifiers of a driver, so that they differ from those of others.</summary>
    /// <returns>The next of 256 numbers; they repeat after that.</returns>
    /// <remarks>Threads: any. Source: NdisGeneratePartialCancelId.</remarks>
    public static byte NdisGeneratePartialCancelId() => (byte)Interlocked.Increment(ref lastPartialCancelId);
}
