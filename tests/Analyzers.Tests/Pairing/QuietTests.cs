namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Right code that is hard to see through, each with a twin that is wrong.</summary>
public class QuietTests
{
    [Fact]
    public Task Who_has_the_address_may_free() => Code.InMethod("""
        static unsafe void Free(NetBuffer* place)
        {
            NdisFreeNetBuffer(*place);
            *place = default;
        }

        static void Drop(NetBuffer nb) => NdisFreeNetBuffer(nb);

        unsafe void ByAddress()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb) Free(&nb);
        }

        unsafe void ByFunctionPointer()
        {
            delegate*<NetBuffer, void> drop = &Drop;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb) drop(nb);
        }

        void Forgotten()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb) Work();
        }
        """);

    [Fact]
    public Task A_readonly_static_keeps_its_truth_over_calls() => Code.InMethod("""
        static readonly bool verbose = Environment.TickCount > 3;
        static bool chatty = Environment.TickCount > 3;

        void ReadOnly()
        {
            NetBuffer nb = default;
            if (verbose) nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (verbose && !nb.IsNull) NdisFreeNetBuffer(nb);
        }

        void Other(bool first)
        {
            NetBuffer nb = default;
            if (verbose) nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Work();
            if (first && !nb.IsNull) NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_fresh_object_is_none_that_was_there_before() => Code.InMethod("""
        static NetBuffer permanent;

        void Chosen(bool big)
        {
            var nb = big ? NdisAllocateNetBuffer(pool, mdl, 0, 0) : permanent;
            if (nb.IsNull) return;
            if (nb != permanent) NdisFreeNetBuffer(nb);
        }

        void Turned(bool big)
        {
            var nb = big ? {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} : permanent;
            if (nb.IsNull) return;
            if (nb == permanent) NdisFreeNetBuffer(nb);
        }

        void Boxed()
        {
            object thing = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (thing is NetBuffer { IsNull: false } nb) NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_accessor_with_field_is_a_call_and_the_other_a_read() => Code.InFile("""
        sealed class Holder(NetBufferPool pool) : IDisposable
        {
            NetBuffer Buffer
            {
                get;
                set
                {
                    if (!field.IsNull) NdisFreeNetBuffer(field);
                    field = value;
                }
            }

            public void Fill() => Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose() => Buffer = default;
        }
        """);

    [Fact]
    public Task Patterns_look_into_the_context() => Code.InFile("""
        sealed class Adapter { public NetBuffer Beacon; }

        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer control;

            [MiniportRole(MiniportRole.DriverEntry)]
            static NdisStatus DriverEntry()
            {
                control = NdisAllocateNetBuffer(pool, default, 0, 0);
                return control.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.DriverUnload)]
            static void Unload(NdisHandle driver) => NdisFreeNetBuffer(control);

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Initialize(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                var adapter = new Adapter { Beacon = NdisAllocateNetBuffer(pool, default, 0, 0) };
                NdisMSetMiniportAttributes(handle, adapter);
                return NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void Halt(object? context, NdisHaltAction action)
            {
                if (context is Adapter { Beacon.IsNull: false } adapter) NdisFreeNetBuffer(adapter.Beacon);
            }
        }
        """);

    [Fact]
    public Task An_entry_that_fails_later_leaves_nothing() => Code.InFile("""
        static class Driver
        {
            static NetBufferPool pool = null!;
            static NetBuffer control;

            [MiniportRole(MiniportRole.DriverEntry)]
            static NdisStatus DriverEntry()
            {
                control = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (control.IsNull) return NdisStatus.Resources;
                if (Environment.TickCount == 3) {|NDIS0001:return NdisStatus.Failure;|}
                return NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.DriverUnload)]
            static void Unload(NdisHandle driver) => NdisFreeNetBuffer(control);
        }
        """);

    [Fact]
    public Task A_test_in_a_helper_says_what_a_test_says() => Code.InFile("""
        static class P
        {
            static bool Has(NetBuffer nb) => !nb.IsNull;

            static void Turned(NetBuffer nb)
            {
                if (!Has(nb)) {|NDIS0007:NdisFreeNetBuffer(nb)|};
            }

            static void Right(NetBuffer nb)
            {
                if (Has(nb)) NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Released_twice_by_a_method_that_says_so() => Code.InFile("""
        namespace NdisRules { class ReleasesAttribute : Attribute { } }

        interface IWire { void Recycle([NdisRules.Releases] NetBuffer nb); }

        static class P
        {
            static void Twice(IWire wire, NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull) return;
                wire.Recycle(nb);
                {|NDIS0003:wire.Recycle(nb)|};
            }
        }
        """);
}
