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
}
