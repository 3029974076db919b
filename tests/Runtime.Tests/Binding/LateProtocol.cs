namespace NdisRules.Runtime.Tests;

/// <summary>A protocol driver that leaves its binds and unbinds pending.</summary>
sealed class LateProtocol
{
    internal readonly NdisHandle Driver;
    internal readonly NetBufferListPool Pool = ListPool();
    internal NdisHandle BindContext = null!;
    internal NdisHandle UnbindContext = null!;
    internal NdisHandle Handle = null!;

    internal bool Opens = true;
    internal NdisStatus Unbinds = NdisStatus.Pending;
    internal Action OnBind = () => { };
    internal Action OnUnbind = () => { };
    internal Action OnClosed = () => { };
    internal Action OnRequestComplete = () => { };

    internal LateProtocol()
    {
        var status = NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
        {
            Name = "late",
            ProtocolBindAdapterEx = (_, context, _) => Bind(context),
            ProtocolUnbindAdapterExWithContext = (_, context) => Unbind(context),
            ProtocolCloseAdapterCompleteEx = _ => OnClosed(),
            ProtocolOidRequestComplete = (_, _, _) => OnRequestComplete(),
        }, out Driver);
        Assert.Equal(NdisStatus.Success, status);
    }

    internal void Open() => NdisOpenAdapterEx(Driver, this, BindContext, out Handle);

    /// <summary>Brings it to a pending unbind, and does something inside the handler.</summary>
    internal void BindAndUnbind(HostedAdapter adapter, Action? inside = null)
    {
        adapter.Bind(Driver);
        NdisCompleteBindAdapterEx(BindContext, NdisStatus.Success);
        OnUnbind = inside ?? OnUnbind;
        adapter.Unbind(Driver);
    }

    internal void CompleteUnbind()
    {
        NdisCloseAdapterEx(Handle);
        NdisCompleteUnbindAdapterEx(UnbindContext);
    }

    NdisStatus Bind(NdisHandle context)
    {
        BindContext = context;
        if (Opens) Open();
        OnBind();
        return NdisStatus.Pending;
    }

    NdisStatus Unbind(NdisHandle context)
    {
        UnbindContext = context;
        OnUnbind();
        return Unbinds;
    }
}
