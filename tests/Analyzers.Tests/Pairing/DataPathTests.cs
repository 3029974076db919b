namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Lists on their way through a stack: who hands one over owes nothing until it comes back.</summary>
public class DataPathTests
{
    [Theory]
    [InlineData("NdisSendNetBufferLists(NdisBindingHandle, list, 0, NdisSendFlags.None);")]
    [InlineData("NdisReturnNetBufferLists(NdisBindingHandle, list, NdisReturnFlags.None);")]
    public Task A_protocol_that_sent_a_list_frees_it_when_it_comes_back(string handOver) => Code.InFile($$"""
        sealed class Protocol(NetBufferListPool pool) : ProtocolBinding
        {
            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;

            void Send()
            {
                var list = NdisAllocateNetBufferList(pool, 0, 0);
                if (!list)
                    return;
                {{handOver}}
            }

            void SendSomeAtOnce(int count)
            {
                NetBufferList first = null;
                for (var i = 0; i < count; i++)
                {
                    var list = NdisAllocateNetBufferList(pool, 0, 0);
                    if (!list)
                        break;
                    list.Next = first;
                    first = list;
                }

                if (first)
                    NdisSendNetBufferLists(NdisBindingHandle, first, 0, NdisSendFlags.None);
            }

            public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags flags)
            {
                foreach (var list in netBufferLists.Chain)
                    NdisFreeNetBufferList(list);
            }
        }
        """);

    [Fact]
    public Task A_protocol_that_does_not_come_to_the_send_loses_the_list() => Code.InFile("""
        sealed class Protocol(NetBufferListPool pool) : ProtocolBinding
        {
            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;

            void Send(bool isUp)
            {
                var list = {|NDIS0005:NdisAllocateNetBufferList(pool, 0, 0)|};
                if (!list)
                    return;
                if (isUp)
                    NdisSendNetBufferLists(NdisBindingHandle, list, 0, NdisSendFlags.None);
            }

            public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags flags) => NdisFreeNetBufferLists(netBufferLists);
        }
        """);

    [Theory]
    [InlineData("NdisFSendNetBufferLists(NdisFilterHandle, list, 0, NdisSendFlags.None);")]
    [InlineData("NdisFIndicateReceiveNetBufferLists(NdisFilterHandle, list, 0, 1, NdisReceiveFlags.None);")]
    public Task A_filter_puts_lists_of_its_own_among_those_of_others(string handOver) => InFilter($$"""
            void Put()
            {
                var list = NdisAllocateNetBufferList(pool, 0, 0);
                if (!list)
                    return;
                {{handOver}}
            }
        """);

    [Fact]
    public Task A_filter_pushes_a_header_on_the_way_down_and_takes_it_off_on_the_way_back() => InFilter("""
            public override void FilterSendNetBufferLists(NetBufferList list, uint portNumber, NdisSendFlags sendFlags)
            {
                if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
                {
                    NdisFSendNetBufferListsComplete(NdisFilterHandle, list, NdisSendCompleteFlags.None);
                    return;
                }

                if (NdisRetreatNetBufferListDataStart(list, 14, 0, null, null) != NdisStatus.Success)
                {
                    NdisFreeNetBufferListContext(list, 16);
                    NdisFSendNetBufferListsComplete(NdisFilterHandle, list, NdisSendCompleteFlags.None);
                    return;
                }

                NdisFSendNetBufferLists(NdisFilterHandle, list, portNumber, sendFlags);
            }

            public override void FilterSendNetBufferListsComplete(NetBufferList list, NdisSendCompleteFlags flags)
            {
                NdisAdvanceNetBufferListDataStart(list, 14, false, null);
                NdisFreeNetBufferListContext(list, 16);
                NdisFSendNetBufferListsComplete(NdisFilterHandle, list, flags);
            }
        """);

    [Fact]
    public Task A_filter_completes_a_list_with_its_own_header_still_on_it() => InFilter("""
            public override void FilterSendNetBufferLists(NetBufferList list, uint portNumber, NdisSendFlags sendFlags)
            {
                if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
                    return;
                if (NdisRetreatNetBufferListDataStart(list, 14, 0, null, null) != NdisStatus.Success)
                {
                    {|NDIS0009:NdisFSendNetBufferListsComplete(NdisFilterHandle, list, NdisSendCompleteFlags.None)|};
                    return;
                }

                if (list.Status != NdisStatus.Success)
                {
                    NdisFreeNetBufferListContext(list, 16);
                    {|NDIS0009:NdisFSendNetBufferListsComplete(NdisFilterHandle, list, NdisSendCompleteFlags.None)|};
                    return;
                }

                NdisFSendNetBufferLists(NdisFilterHandle, list, portNumber, sendFlags);
            }
        """);

    [Fact]
    public Task A_filter_that_took_a_header_off_puts_it_back_before_it_returns_the_list() => InFilter("""
            public override void FilterReceiveNetBufferLists(NetBufferList list, uint portNumber, int count, NdisReceiveFlags flags)
            {
                NdisAdvanceNetBufferListDataStart(list, 14, false, null);
                NdisFIndicateReceiveNetBufferLists(NdisFilterHandle, list, portNumber, count, flags);
            }

            public override void FilterReturnNetBufferLists(NetBufferList list, NdisReturnFlags flags)
            {
                if (NdisRetreatNetBufferListDataStart(list, 14, 0, null, null) != NdisStatus.Success)
                    GC.Collect();
                NdisFReturnNetBufferLists(NdisFilterHandle, list, flags);
            }
        """);

    static Task InFilter(string members) => Code.InFile($$"""
        sealed class Filter(NetBufferListPool pool) : FilterModule
        {
            NetBufferListPool Pool => pool;

            public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;

            public override NdisStatus FilterPause(FilterPauseParameters parameters) => NdisStatus.Success;

            public override NdisStatus FilterRestart(FilterRestartParameters parameters) => NdisStatus.Success;

            public override void FilterDetach() => GC.Collect();

        {{members}}
        }
        """);
}
