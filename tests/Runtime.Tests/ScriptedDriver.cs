namespace NdisRules.Runtime.Tests;

/// <summary>A driver whose every role can be replaced by a test, and that notes the roles it played.</summary>
sealed class ScriptedDriver : IDisposable
{
    internal readonly List<string> Played = [];
    internal readonly NdisHost Host;
    internal readonly HostedAdapter Adapter;
    internal readonly NdisHandle Driver;

    internal Func<NdisHandle, NdisStatus> OnInitialize = _ => NdisStatus.Success;
    internal Action OnHalt = () => { };
    internal Func<NdisStatus> OnPause = () => NdisStatus.Success;
    internal Func<NdisStatus> OnRestart = () => NdisStatus.Success;
    internal Action<NetBufferList> OnSend;
    internal Action<NetBufferList> OnReturn = _ => { };
    internal Action<nint> OnCancel = _ => { };
    internal Func<NdisOidRequest, NdisStatus> OnRequest = _ => NdisStatus.NotSupported;
    internal Action<nint> OnCancelRequest = _ => { };

    internal ScriptedDriver(NdisHost? host = null)
    {
        Host = host ?? new NdisHost();
        OnSend = list => NdisMSendNetBufferListsComplete(Handle, list, NdisSendCompleteFlags.None);
        var status = NdisMRegisterMiniportDriver(Characteristics(), out Driver);
        Assert.Equal(NdisStatus.Success, status);
        Adapter = Host.AddAdapter(Driver, "test");
    }

    internal NdisHandle Handle => Adapter.NdisMiniportHandle;

    public void Dispose() => Host.Dispose();

    /// <summary>Brings the adapter from Halted to a state, by legal steps only.</summary>
    internal ScriptedDriver In(MiniportState state)
    {
        if (state == MiniportState.Halted) return this;
        Adapter.Initialize();
        if (state == MiniportState.Paused) return this;
        if (state == MiniportState.Restarting) OnRestart = () => NdisStatus.Pending;
        Adapter.Restart();
        if (state == MiniportState.Pausing) OnPause = () => NdisStatus.Pending;
        if (state == MiniportState.Pausing) Adapter.Pause();
        if (state == MiniportState.Shutdown) Adapter.Shutdown();
        Assert.Equal(state, Adapter.State);
        return this;
    }

    internal void Complete(NdisOidRequest request, NdisStatus status = NdisStatus.Success) => NdisMOidRequestComplete(Handle, request, status);

    MiniportDriverCharacteristics Characteristics() => new()
    {
        InitializeEx = (handle, _, _) => Play("Initialize", () => OnInitialize(handle)),
        HaltEx = (_, _) => Play("Halt", OnHalt),
        Pause = (_, _) => Play("Pause", OnPause),
        Restart = (_, _) => Play("Restart", OnRestart),
        SendNetBufferLists = (_, list, _, _) => Play("Send", () => OnSend(list)),
        ReturnNetBufferLists = (_, list, _) => Play("Return", () => OnReturn(list)),
        ShutdownEx = (_, _) => Play("Shutdown", () => { }),
        CancelSend = (_, cancelId) => Play("CancelSend", () => OnCancel(cancelId)),
        DevicePnPEventNotify = (_, _) => Play("Notify", () => { }),
        OidRequest = (_, request) => Play($"Request {request.Oid}", () => OnRequest(request)),
        CancelOidRequest = (_, requestId) => Play("CancelRequest", () => OnCancelRequest(requestId)),
    };

    void Play(string role, Action action)
    {
        lock (Played) Played.Add(role);
        action();
    }

    NdisStatus Play(string role, Func<NdisStatus> action)
    {
        lock (Played) Played.Add(role);
        return action();
    }
}
