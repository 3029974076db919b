namespace NdisRules.Runtime.Tests;

/// <summary>The three ways to declare a role lead every call of the host to the same place.</summary>
public sealed class EveryRoleTests
{
    static readonly string[] expected =
    [
        "InitializeEx", "Restart", "SendNetBufferLists 3", "ReturnNetBufferLists", "CancelSend 4", "CheckForHangEx", "ResetEx",
        "DevicePnPEventNotify SurpriseRemoved", "OidRequest 5", "CancelOidRequest 6", "Interrupt", "InterruptDpc", "Pause", "HaltEx DeviceFailed",
    ];

    sealed class Overrides(List<string> played) : MiniportAdapter
    {
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => Note("InitializeEx");

        public override void HaltEx(NdisHaltAction action) => Note($"HaltEx {action}");

        public override NdisStatus Pause(MiniportPauseParameters parameters) => Note("Pause");

        public override NdisStatus Restart(MiniportRestartParameters parameters) => Note("Restart");

        public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
        {
            Note($"SendNetBufferLists {portNumber}");
            base.SendNetBufferLists(netBufferLists, portNumber, sendFlags);
        }

        public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) => Note("ReturnNetBufferLists");

        public override void CancelSend(nint cancelId) => Note($"CancelSend {cancelId}");

        public override bool CheckForHangEx() => Note("CheckForHangEx") == NdisStatus.Success;

        public override NdisStatus ResetEx(out bool addressingReset)
        {
            addressingReset = true;
            return Note("ResetEx");
        }

        public override void ShutdownEx(NdisShutdownAction action) => Note($"ShutdownEx {action}");

        public override void DevicePnPEventNotify(NdisDevicePnPEvent devicePnPEvent) => Note($"DevicePnPEventNotify {devicePnPEvent}");

        public override NdisStatus OidRequest(NdisOidRequest request) => Note($"OidRequest {request.Oid}");

        public override void CancelOidRequest(nint requestId) => Note($"CancelOidRequest {requestId}");

        public override bool Interrupt(out bool queueDefaultInterruptDpc)
        {
            queueDefaultInterruptDpc = true;
            return Note("Interrupt") == NdisStatus.Success;
        }

        public override void InterruptDpc() => Note("InterruptDpc");

        NdisStatus Note(string role)
        {
            played.Add(role);
            return NdisStatus.Success;
        }
    }

    sealed class Marked
    {
        internal static readonly List<string> Played = [];
        readonly Overrides inner = new(Played);

        [MiniportRole(MiniportRole.InitializeEx)]
        internal NdisStatus A(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
        {
            inner.NdisMiniportHandle = handle;
            return driverContext is null ? inner.InitializeEx(parameters) : NdisStatus.Failure;
        }

        [MiniportRole(MiniportRole.HaltEx)]
        internal void B(NdisHaltAction action) => inner.HaltEx(action);

        [MiniportRole(MiniportRole.Pause)]
        internal NdisStatus C(MiniportPauseParameters parameters) => inner.Pause(parameters);

        [MiniportRole(MiniportRole.Restart)]
        internal NdisStatus D(MiniportRestartParameters parameters) => inner.Restart(parameters);

        [MiniportRole(MiniportRole.SendNetBufferLists)]
        internal void E(NetBufferList lists, uint port, NdisSendFlags flags) => inner.SendNetBufferLists(lists, port, flags);

        [MiniportRole(MiniportRole.ReturnNetBufferLists)]
        internal void F(NetBufferList lists, NdisReturnFlags flags) => inner.ReturnNetBufferLists(lists, flags);

        [MiniportRole(MiniportRole.CancelSend)]
        internal void G(nint cancelId) => inner.CancelSend(cancelId);

        [MiniportRole(MiniportRole.CheckForHangEx)]
        internal bool H() => inner.CheckForHangEx();

        [MiniportRole(MiniportRole.ResetEx)]
        internal NdisStatus I(out bool addressingReset) => inner.ResetEx(out addressingReset);

        [MiniportRole(MiniportRole.DevicePnPEventNotify)]
        internal void J(NdisDevicePnPEvent devicePnPEvent) => inner.DevicePnPEventNotify(devicePnPEvent);

        [MiniportRole(MiniportRole.OidRequest)]
        internal NdisStatus K(NdisOidRequest request) => inner.OidRequest(request);

        [MiniportRole(MiniportRole.CancelOidRequest)]
        internal void L(nint requestId) => inner.CancelOidRequest(requestId);

        [MiniportRole(MiniportRole.Interrupt)]
        internal bool M(out bool queueDpc) => inner.Interrupt(out queueDpc);

        [MiniportRole(MiniportRole.InterruptDpc)]
        internal void N() => inner.InterruptDpc();
    }

    [Fact]
    public void Every_override_is_reached()
    {
        var played = new List<string>();
        NdisMRegisterMiniportDriver(() => new Overrides(played), out var driver);
        Live(driver);
        Assert.Equal(expected, played);
    }

    [Fact]
    public void Every_marked_method_is_reached()
    {
        NdisMRegisterMiniportDriver(MiniportDriverCharacteristics.FromAttributes(typeof(Marked)), out var driver);
        Live(driver);
        Assert.Equal(expected, Marked.Played);
    }

    [Fact]
    public void A_shutdown_is_told_and_is_the_end()
    {
        var played = new List<string>();
        NdisMRegisterMiniportDriver(() => new Overrides(played), out var driver);
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        adapter.Shutdown(NdisShutdownAction.BugCheck);
        Assert.Equal(["InitializeEx", "ShutdownEx BugCheck"], played);
        Assert.Throws<InvalidOperationException>(() => adapter.Restart());
    }

    /// <summary>One call of everything that the host can ask of an adapter.</summary>
    static void Live(NdisHandle driver)
    {
        using var host = new NdisHost();
        using var pool = ListPool(dataSize: 60);
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        adapter.Restart();
        adapter.Send(new byte[20], portNumber: 3);
        var nbl = NdisAllocateNetBufferList(pool, 0, 0);
        nbl.SourceHandle = adapter.NdisMiniportHandle;
        NdisMIndicateReceiveNetBufferLists(adapter.NdisMiniportHandle, nbl, 0, 1, NdisReceiveFlags.None);
        NdisFreeNetBufferList(nbl);
        adapter.CancelSend(4);
        Assert.Equal(NdisStatus.Success, adapter.CheckForHang());
        adapter.Notify(NdisDevicePnPEvent.SurpriseRemoved);
        Assert.Equal(NdisStatus.Success, adapter.Request(new NdisOidRequest { Oid = 5 }));
        adapter.CancelRequest(6);
        Assert.True(adapter.RaiseInterrupt());
        adapter.Pause();
        adapter.Halt(NdisHaltAction.DeviceFailed);
        host.UnloadDriver(driver);
    }
}
