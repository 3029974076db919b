namespace NdisRules.Runtime.Tests;

public sealed class RegistrationTests
{
    sealed class Recorder : MiniportAdapter
    {
        internal readonly List<string> Played = [];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            Played.Add($"InitializeEx {NdisMiniportHandle} {parameters.IfIndex}");
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => Played.Add($"HaltEx {action}");
    }

    sealed class Attributed
    {
        internal static readonly List<string> Played = [];
        readonly string born = "instance";
        NdisHandle? handle;

        [MiniportRole(MiniportRole.InitializeEx)]
        internal NdisStatus Open(NdisHandle handle, MiniportInitParameters parameters)
        {
            this.handle = handle;
            Played.Add($"Open {born} {handle} {parameters.IfIndex}");
            return NdisStatus.Success;
        }

        [MiniportRole(MiniportRole.SendNetBufferLists)]
        internal void Send(NetBufferList lists, uint port, NdisSendFlags flags)
        {
            Played.Add($"Send {born} {lists.FirstNetBuffer.DataLength} {port} {flags}");
            NdisMSendNetBufferListsComplete(handle!, lists, NdisSendCompleteFlags.None);
        }

        [MiniportRole(MiniportRole.ResetEx)]
        internal static NdisStatus Reset(object? context, out bool addressingReset)
        {
            addressingReset = true;
            Played.Add($"Reset {context?.GetType().Name}");
            return NdisStatus.Success;
        }

        [MiniportRole(MiniportRole.CheckForHangEx)]
        internal static bool Hangs() => true;

        [MiniportRole(MiniportRole.HaltEx)]
        internal static void Close(Attributed context, NdisHaltAction action) => Played.Add($"Close {context.born} {action}");

        [MiniportRole(MiniportRole.FilterAttach)]
        internal static void NotForThisHost() => Played.Add("never");
    }

    sealed class WrongParameters
    {
        [MiniportRole(MiniportRole.HaltEx)]
        internal static void Halt(int number) => _ = number;
    }

    sealed class TwoForOneRole
    {
        [MiniportRole(MiniportRole.ShutdownEx)]
        internal static void One(object? context, NdisShutdownAction action) => _ = (context, action);

        [MiniportRole(MiniportRole.ShutdownEx)]
        internal static void Two(object? context, NdisShutdownAction action) => _ = (context, action);
    }

    static MiniportDriverCharacteristics Smallest() => new() { InitializeEx = (_, _, _) => NdisStatus.Success, HaltEx = (_, _) => { } };

    [Fact]
    public void A_class_is_registered_by_its_factory_and_gets_an_instance_per_adapter()
    {
        var made = new List<Recorder>();
        Assert.Equal(NdisStatus.Success, NdisMRegisterMiniportDriver(() => Added(made, new Recorder()), out var driver));
        using var host = new NdisHost();
        var one = host.AddAdapter(driver, "one", new MiniportInitParameters { IfIndex = 7 });
        var two = host.AddAdapter(driver);
        one.Initialize();
        two.Initialize();
        Assert.Equal(2, made.Count);
        Assert.Same(made[0], one.MiniportAdapterContext);
        one.Halt(NdisHaltAction.DeviceStopped);
        Assert.Equal(["InitializeEx adapter 'one' 7", "HaltEx DeviceStopped"], made[0].Played);
        Assert.Null(one.MiniportAdapterContext);
        two.Halt();
        host.UnloadDriver(driver);
    }

    static T Added<T>(List<T> list, T item)
    {
        list.Add(item);
        return item;
    }

    [Fact]
    public void What_an_adapter_class_does_not_override_has_a_harmless_default()
    {
        NdisMRegisterMiniportDriver(() => new Recorder(), out var driver);
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        Assert.Equal(NdisStatus.Success, adapter.Restart());
        Assert.Equal(NdisStatus.Failure, adapter.Send(new byte[3]).Status);
        Assert.Null(adapter.CheckForHang());
        Assert.Equal(NdisStatus.NotSupported, adapter.Request(new NdisOidRequest()));
        Assert.False(adapter.RaiseInterrupt());
        adapter.CancelSend(1);
        Assert.Equal(NdisStatus.Success, adapter.Pause());
        adapter.Halt();
    }

    [Fact]
    public void Functions_are_registered_as_characteristics_and_share_their_context()
    {
        var seen = new List<object?>();
        var characteristics = Smallest();
        characteristics.MiniportDriverContext = "driver";
        characteristics.InitializeEx = (handle, driverContext, _) =>
        {
            seen.Add(driverContext);
            return NdisMSetMiniportAttributes(handle, "adapter");
        };
        characteristics.HaltEx = (context, _) => seen.Add(context);
        NdisMRegisterMiniportDriver(characteristics, out var driver);
        characteristics.HaltEx = (_, _) => seen.Add("too late");
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        adapter.Restart();
        Assert.Equal(NdisStatus.Failure, adapter.Send(new byte[3]).Status);
        adapter.Pause();
        adapter.Halt();
        Assert.Equal(["driver", "adapter"], seen);
    }

    [Fact]
    public void Methods_are_registered_by_their_attributes()
    {
        var characteristics = MiniportDriverCharacteristics.FromAttributes(typeof(Attributed));
        Assert.Equal(NdisStatus.Success, NdisMRegisterMiniportDriver(characteristics, out var driver));
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver, "x");
        adapter.Initialize();
        adapter.Restart();
        adapter.Send(new byte[5], portNumber: 2);
        Assert.Equal(NdisStatus.Success, adapter.CheckForHang());
        adapter.Pause();
        adapter.Halt();
        Assert.Equal(
            ["Open instance adapter 'x' 1", "Send instance 5 2 None", "Reset Attributed", "Close instance DeviceDisabled"], Attributed.Played);
    }

    [Fact]
    public void An_attributed_halt_may_take_the_context_by_its_own_type()
    {
        NdisMRegisterMiniportDriver(MiniportDriverCharacteristics.FromAttributes(typeof(AttributedStatics)), out var driver);
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        var context = Assert.IsType<AttributedStatics.Context>(adapter.MiniportAdapterContext);
        adapter.Halt();
        Assert.True(context.Closed);
    }

    static class AttributedStatics
    {
        internal sealed class Context
        {
            internal bool Closed;
        }

        [MiniportRole(MiniportRole.InitializeEx)]
        internal static NdisStatus Open(NdisHandle handle, object? driverContext, MiniportInitParameters parameters) =>
            NdisMSetMiniportAttributes(handle, new Context { Closed = driverContext is not null || parameters is null });

        [MiniportRole(MiniportRole.HaltEx)]
        internal static void Close(Context context, NdisHaltAction action) => context.Closed = action == NdisHaltAction.DeviceDisabled;
    }

    [Fact]
    public void An_attributed_opening_may_leave_the_handle_out()
    {
        NdisMRegisterMiniportDriver(MiniportDriverCharacteristics.FromAttributes(typeof(WithoutHandle)), out var driver);
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        Assert.True(Assert.IsType<WithoutHandle>(adapter.MiniportAdapterContext).Opened);
        adapter.Halt();
    }

    sealed class WithoutHandle
    {
        internal bool Opened;

        [MiniportRole(MiniportRole.InitializeEx)]
        internal NdisStatus Open(MiniportInitParameters parameters)
        {
            Opened = parameters is not null;
            return NdisStatus.Success;
        }

        [MiniportRole(MiniportRole.HaltEx)]
        internal void Close(NdisHaltAction action) { }
    }

    [Fact]
    public void Attributed_methods_that_do_not_fit_are_refused()
    {
        Assert.Contains("Halt", Assert.Throws<ArgumentException>(() => MiniportDriverCharacteristics.FromAttributes(typeof(WrongParameters))).Message);
        Assert.Throws<ArgumentException>(() => MiniportDriverCharacteristics.FromAttributes(typeof(TwoForOneRole)));
    }

    [Fact]
    public void Every_role_that_the_host_runs_is_a_member_of_the_characteristics()
    {
        foreach (var role in Enum.GetValues<MiniportRole>())
        {
            if (role is MiniportRole.DriverEntry or >= MiniportRole.ProtocolBindAdapterEx) continue;
            var member = typeof(MiniportDriverCharacteristics).GetProperty(role.ToString());
            Assert.Equal("Miniport" + role, member?.PropertyType.Name);
        }
    }

    [Fact]
    public void A_driver_without_its_mandatory_handlers_is_refused()
    {
        var noHalt = Smallest();
        noHalt.HaltEx = null;
        Assert.Equal(NdisStatus.BadCharacteristics, NdisMRegisterMiniportDriver(noHalt, out var driver));
        Assert.Null(driver);
        var noInitialize = Smallest();
        noInitialize.InitializeEx = null;
        Assert.Equal(NdisStatus.BadCharacteristics, NdisMRegisterMiniportDriver(noInitialize, out _));
        var halfACouple = Smallest();
        halfACouple.CheckForHangEx = _ => true;
        Assert.Equal(NdisStatus.BadCharacteristics, NdisMRegisterMiniportDriver(halfACouple, out _));
        var old = Smallest();
        old.MajorNdisVersion = 5;
        Assert.Equal(NdisStatus.BadVersion, NdisMRegisterMiniportDriver(old, out _));
    }

    [Fact]
    public void SetOptions_runs_inside_the_registration_and_may_fail_it()
    {
        var characteristics = Smallest();
        characteristics.SetOptions = (handle, _) => handle is null ? NdisStatus.Success : NdisStatus.Resources;
        Assert.Equal(NdisStatus.Resources, NdisMRegisterMiniportDriver(characteristics, out var driver));
        Assert.Null(driver);
    }

    [Fact]
    public void A_driver_is_deregistered_exactly_once_after_its_adapters()
    {
        NdisMRegisterMiniportDriver(Smallest(), out var driver);
        using var host = new NdisHost();
        var adapter = host.AddAdapter(driver);
        adapter.Initialize();
        Breaks("NDIS0009", () => NdisMDeregisterMiniportDriver(driver));
        Assert.Throws<InvalidOperationException>(() => host.UnloadDriver(driver));
        Breaks("NDIS0007", () => NdisMDeregisterMiniportDriver(adapter.NdisMiniportHandle));
        Breaks("NDIS0007", () => NdisMDeregisterMiniportDriver(null!));
        adapter.Halt();
        NdisMDeregisterMiniportDriver(driver);
        Breaks("NDIS0003", () => NdisMDeregisterMiniportDriver(driver));
        Assert.Throws<InvalidOperationException>(() => adapter.Initialize());
        Assert.Throws<InvalidOperationException>(() => host.AddAdapter(driver));
    }

    [Fact]
    public void An_unload_that_forgets_to_deregister_is_a_violation()
    {
        var characteristics = Smallest();
        characteristics.DriverUnload = _ => { };
        NdisMRegisterMiniportDriver(characteristics, out var driver);
        using var host = new NdisHost();
        Breaks("NDIS0001", () => host.UnloadDriver(driver));
        NdisMDeregisterMiniportDriver(driver);
    }

    [Fact]
    public void An_adapter_has_no_handle_before_the_host_gives_it_one() =>
        Assert.Throws<InvalidOperationException>(() => new Recorder().NdisMiniportHandle);
}
