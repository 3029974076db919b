namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Filter modules and protocol bindings live as adapters do: from the override that opens them to the one that closes them.</summary>
public class DriverKindTests
{
    const string Receive = "public override void FilterReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)";

    [Fact]
    public Task A_filter_module_frees_in_pause_and_detach() => Code.InFile($$"""
        sealed class Filter(NetBufferPool pool, Mdl mdl) : FilterModule
        {
            NetBuffer spare, kept;

            public override NdisStatus FilterAttach(FilterAttachParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            {{Receive}}
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            }

            public override NdisStatus FilterPause(FilterPauseParameters parameters)
            {
                if (kept)
                    NdisFreeNetBuffer(kept);
                kept = default;
                return NdisStatus.Success;
            }

            public override void FilterDetach() => NdisFreeNetBuffer(spare);
        }
        """);

    [Fact]
    public Task A_filter_module_overwrites_on_receive_and_forgets_in_detach() => Code.InFile($$"""
        sealed class Filter(NetBufferPool pool, Mdl mdl) : FilterModule
        {
            NetBuffer spare, kept;

            public override NdisStatus FilterAttach(FilterAttachParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            {{Receive}}
            {
                kept = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 60)|};
            }

            public override NdisStatus FilterPause(FilterPauseParameters parameters)
            {
                if (kept)
                    NdisFreeNetBuffer(kept);
                kept = default;
                return NdisStatus.Success;
            }

            public override void {|NDIS0001:FilterDetach|}() => GC.Collect();
        }
        """);

    [Fact]
    public Task What_the_filter_module_restarts_with_goes_when_it_pauses() => Code.InFile("""
        sealed class Filter(NetBufferPool pool, Mdl mdl) : FilterModule
        {
            NetBuffer spare;

            public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;

            public override NdisStatus FilterRestart(FilterRestartParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override NdisStatus FilterPause(FilterPauseParameters parameters)
            {
                NdisFreeNetBuffer(spare);
                return NdisStatus.Success;
            }

            public override void FilterDetach() { }
        }
        """);

    [Fact]
    public Task A_protocol_binding_frees_in_unbind() => Code.InFile("""
        sealed class Binding(NetBufferPool pool, Mdl mdl) : ProtocolBinding
        {
            NetBuffer spare;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void ProtocolUnbindAdapterEx() => NdisFreeNetBuffer(spare);
        }
        """);

    [Fact]
    public Task A_protocol_binding_forgets_when_it_fails_and_in_unbind() => Code.InFile("""
        sealed class Binding(NetBufferPool pool, Mdl mdl) : ProtocolBinding
        {
            NetBuffer spare;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                if (parameters is null)
                    {|NDIS0001:return NdisStatus.Failure;|}
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void {|NDIS0001:ProtocolUnbindAdapterEx|}() { }
        }
        """);

    [Fact]
    public Task A_protocol_binding_frees_in_the_unbind_that_may_end_later() => Code.InFile("""
        sealed class Binding(NetBufferPool pool, Mdl mdl) : ProtocolBinding
        {
            NetBuffer spare;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override NdisStatus ProtocolUnbindAdapterEx(NdisHandle unbindContext)
            {
                NdisFreeNetBuffer(spare);
                return NdisStatus.Success;
            }
        }
        """);

    [Fact]
    public Task What_hears_of_the_end_of_a_request_is_a_handler_like_the_others() => Code.InFile("""
        sealed class Module(NetBufferPool pool, Mdl mdl) : FilterModule
        {
            NetBuffer spare;

            public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;

            public override void FilterOidRequestComplete(NdisOidRequest request, NdisStatus status)
            {
                if (spare.IsNull) spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            }

            public override void {|NDIS0001:FilterDetach|}() { }
        }
        """);

    [Fact]
    public Task What_hears_of_the_end_of_a_request_may_free_what_another_handler_allocated() => Code.InFile("""
        sealed class Binding(NetBufferPool pool, Mdl mdl) : ProtocolBinding
        {
            NetBuffer spare;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void ProtocolOidRequestComplete(NdisOidRequest oidRequest, NdisStatus status) => Free();

            public override void ProtocolUnbindAdapterEx() => Free();

            void Free()
            {
                if (spare.IsNull) return;
                NdisFreeNetBuffer(spare);
                spare = default;
            }
        }
        """);

    [Fact]
    public Task A_protocol_of_functions_frees_in_the_unbind_that_may_end_later() =>
        InFunctions("Unbind", "if (!((Binding)context!).Spare.IsNull) NdisFreeNetBuffer(((Binding)context!).Spare);");

    [Fact]
    public Task A_protocol_of_functions_forgets_in_the_unbind_that_may_end_later() => InFunctions("{|NDIS0001:Unbind|}", "_ = (Binding)context!;");

    static Task InFunctions(string unbind, string body) => Code.InFile($$"""
        sealed class Binding
        {
            public NetBuffer Spare;
        }

        static class Protocol
        {
            static NdisHandle driver = null!, handle = null!;

            public static void Register(NetBufferPool pool, Mdl mdl) => NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
            {
                ProtocolBindAdapterEx = Bind,
                ProtocolUnbindAdapterExWithContext = Unbind,
            }, out driver);

            static NetBufferPool pool = null!;
            static Mdl mdl;

            static NdisStatus Bind(object? driverContext, NdisHandle bindContext, ProtocolBindParameters parameters)
            {
                var binding = new Binding();
                NdisOpenAdapterEx(driver, binding, bindContext, out handle);
                binding.Spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return NdisStatus.Success;
            }

            static NdisStatus {{unbind}}(object? context, NdisHandle unbindContext)
            {
                {{body}}
                NdisCloseAdapterEx(handle);
                return NdisStatus.Success;
            }
        }
        """);

    [Fact]
    public Task A_bind_that_is_left_pending_has_not_failed() => Code.InFile("""
        sealed class Binding(NetBufferPool pool, Mdl mdl) : ProtocolBinding
        {
            NetBuffer spare;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Pending;
            }

            public override void ProtocolUnbindAdapterEx() => NdisFreeNetBuffer(spare);
        }
        """);
}
