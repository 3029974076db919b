namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>The ways in which a driver says what is its InitializeEx and what its HaltEx.</summary>
public sealed class DriverShapeTests
{
    [Fact]
    public Task Static_handlers_registered_by_characteristics() => Code.InFile("""
        sealed class Adapter
        {
            public NetBufferPool Pool = null!;
            public NetBuffer Heartbeat;
        }

        static class Driver
        {
            public static NdisStatus DriverEntry(out NdisHandle driver) => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
            {
                InitializeEx = Initialize,
                HaltEx = Halt,
            }, out driver);

            static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
            {
                var adapter = new Adapter();
                adapter.Heartbeat = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
                if (adapter.Heartbeat.IsNull)
                    return NdisStatus.Resources;
                NdisMSetMiniportAttributes(handle, adapter);
                return NdisStatus.Success;
            }

            static void {|NDIS0001:Halt|}(object? context, NdisHaltAction action)
            {
                var adapter = (Adapter)context!;
                Console.WriteLine(adapter.Heartbeat);
            }
        }
        """);

    [Fact]
    public Task Static_handlers_registered_by_characteristics_that_free() => Code.InFile("""
        sealed class Adapter
        {
            public NetBufferPool Pool = null!;
            public NetBuffer Heartbeat;
        }

        static class Driver
        {
            public static NdisStatus DriverEntry(out NdisHandle driver)
            {
                var characteristics = new MiniportDriverCharacteristics();
                characteristics.InitializeEx = Initialize;
                characteristics.HaltEx = Halt;
                return NdisMRegisterMiniportDriver(characteristics, out driver);
            }

            static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
            {
                var adapter = new Adapter();
                adapter.Heartbeat = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
                if (adapter.Heartbeat.IsNull)
                    return NdisStatus.Resources;
                NdisMSetMiniportAttributes(handle, adapter);
                return NdisStatus.Success;
            }

            static void Halt(object? context, NdisHaltAction action)
            {
                if (context is Adapter adapter)
                    NdisFreeNetBuffer(adapter.Heartbeat);
            }
        }
        """);

    [Fact]
    public Task Static_handlers_that_make_the_context_by_an_initialiser() => Code.InFile("""
        sealed class Adapter
        {
            public NetBuffer Heartbeat { get; init; }
        }

        static class Driver
        {
            static readonly NetBufferPool pool = null!;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
            {
                var adapter = new Adapter { Heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0) };
                if (adapter.Heartbeat.IsNull)
                    return NdisStatus.Resources;
                NdisMSetMiniportAttributes(handle, adapter);
                return NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void {|NDIS0001:Halt|}(object? context, NdisHaltAction action)
            {
            }

            [MiniportRole(MiniportRole.SendNetBufferLists)]
            static void Send(object? context, NetBufferList lists, uint port, NdisSendFlags flags)
            {
                var adapter = (Adapter)context!;
                adapter.Heartbeat.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task Attributes_on_instance_methods() => Code.InFile("""
        sealed class Nic(NetBufferPool pool)
        {
            NetBuffer a;

            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Begin(MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                return a ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            void End(NdisHaltAction action) => NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Attributes_on_instance_methods_that_forget() => Code.InFile("""
        sealed class Nic(NetBufferPool pool)
        {
            NetBuffer a;

            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Begin(MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                return a ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            void {|NDIS0001:End|}(NdisHaltAction action)
            {
            }
        }
        """);

    [Fact]
    public Task Attributes_on_static_methods_with_statics() => Code.InFile("""
        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer a, b;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Begin(NdisHandle handle, object? context, MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!a)
                    return NdisStatus.Resources;
                b = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!b)
                    {|NDIS0001:return NdisStatus.Resources;|}
                return NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void {|NDIS0001:End|}(object? context, NdisHaltAction action) => NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Static_class_of_statics_without_a_defect() => Code.InFile("""
        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer a;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Begin(NdisHandle handle, object? context, MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                return a ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void End(object? context, NdisHaltAction action) => NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_partial_class_in_two_files() => Code.InFile("""
        sealed partial class Nic(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer a, b;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!a)
                    return NdisStatus.Resources;
                b = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!b)
                {
                    NdisFreeNetBuffer(a);
                    return NdisStatus.Resources;
                }

                return NdisStatus.Success;
            }
        }
        """, ("Halt.cs", """
        sealed partial class Nic
        {
            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => NdisFreeNetBuffer(b);
        }
        """));

    [Fact]
    public Task A_base_class_with_the_roles_and_a_hook() => Code.InFile("""
        abstract class NicBase(NetBufferPool pool) : MiniportAdapter
        {
            protected NetBuffer Heartbeat;

            public sealed override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                Heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!Heartbeat)
                    return NdisStatus.Resources;
                var status = Begin();
                if (status != NdisStatus.Success)
                    NdisFreeNetBuffer(Heartbeat);
                return status;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                End();
                NdisFreeNetBuffer(Heartbeat);
            }

            protected abstract NdisStatus Begin();
            protected virtual void End() { }
        }

        sealed class Nic(NetBufferPool pool) : NicBase(pool)
        {
            readonly NetBufferPool own = pool;
            NetBuffer mine;

            protected override NdisStatus Begin()
            {
                mine = NdisAllocateNetBuffer(own, default, 0, 0);
                return mine ? NdisStatus.Success : NdisStatus.Resources;
            }

            protected override void End() => NdisFreeNetBuffer(mine);
        }
        """);

    [Fact]
    public Task A_derived_class_that_forgets_to_call_the_base() => Code.InFile("""
        abstract class NicBase(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer heartbeat;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return heartbeat ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        }

        sealed class Nic(NetBufferPool pool) : NicBase(pool)
        {
            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
            {
            }
        }
        """);

    [Fact]
    public Task A_derived_class_that_calls_the_base() => Code.InFile("""
        abstract class NicBase(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer heartbeat;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return heartbeat ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        }

        sealed class Nic(NetBufferPool pool) : NicBase(pool)
        {
            public override void HaltEx(NdisHaltAction action)
            {
                Console.WriteLine("halting");
                base.HaltEx(action);
            }
        }
        """);

    [Fact]
    public Task DriverEntry_and_DriverUnload_with_statics() => Code.InFile("""
        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer template;

            [MiniportRole(MiniportRole.DriverEntry)]
            static NdisStatus Entry()
            {
                template = NdisAllocateNetBuffer(pool, default, 0, 0);
                return template ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Begin(NdisHandle handle, object? context, MiniportInitParameters parameters) => NdisStatus.Success;

            [MiniportRole(MiniportRole.HaltEx)]
            static void End(object? context, NdisHaltAction action) { }

            [MiniportRole(MiniportRole.DriverUnload)]
            static void Unload(NdisHandle driver)
            {
                if (template)
                    NdisFreeNetBuffer(template);
            }
        }
        """);

    [Fact]
    public Task DriverUnload_forgets_the_static() => Code.InFile("""
        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer template;

            [MiniportRole(MiniportRole.DriverEntry)]
            static NdisStatus Entry()
            {
                template = NdisAllocateNetBuffer(pool, default, 0, 0);
                return template ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Begin(NdisHandle handle, object? context, MiniportInitParameters parameters) => NdisStatus.Success;

            [MiniportRole(MiniportRole.HaltEx)]
            static void End(object? context, NdisHaltAction action) { }

            [MiniportRole(MiniportRole.DriverUnload)]
            static void {|NDIS0001:Unload|}(NdisHandle driver)
            {
            }
        }
        """);

    [Fact]
    public Task Lambdas_as_roles() => Code.InFile("""
        sealed class Adapter
        {
            public NetBuffer A;
        }

        static class Driver
        {
            static NetBufferPool pool = null!;

            public static MiniportDriverCharacteristics Make() => new()
            {
                InitializeEx = (handle, _, _) =>
                {
                    var adapter = new Adapter();
                    adapter.A = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (!adapter.A)
                        return NdisStatus.Resources;
                    NdisMSetMiniportAttributes(handle, adapter);
                    return NdisStatus.Success;
                },
                HaltEx = (context, _) => NdisFreeNetBuffer(((Adapter)context!).A),
            };
        }
        """);

    [Fact]
    public Task Two_drivers_in_one_compilation_do_not_mix() => Code.InFile("""
        sealed class Good(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer a;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                return a ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(a);
        }

        sealed class Bad(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer a;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                a = NdisAllocateNetBuffer(pool, default, 0, 0);
                return a ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => a.DataLength = 0;
        }
        """);
}
