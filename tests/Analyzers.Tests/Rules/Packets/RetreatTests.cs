using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>Retreat and advance, of one NET_BUFFER and of a whole list.</summary>
public sealed class RetreatTests
{
    [Theory]
    [InlineData("NetBuffer", "NdisRetreatNetBufferDataStart", "NdisAdvanceNetBufferDataStart")]
    [InlineData("NetBufferList", "NdisRetreatNetBufferListDataStart", "NdisAdvanceNetBufferListDataStart")]
    public Task Retreated_and_advanced_or_not(string type, string retreat, string advance) => Code.InMethod($$"""
        void Good({{type}} it)
        {
            if ({{retreat}}(it, 14, 0) != NdisStatus.Success)
                return;
            Work();
            {{advance}}(it, 14, false);
        }

        void Bad({{type}} it)
        {
            if ({|NDIS0005:{{retreat}}(it, 14, 0)|} != NdisStatus.Success)
                return;
            Work();
        }

        void Sometimes({{type}} it)
        {
            var status = {|NDIS0005:{{retreat}}(it, 14, 0)|};
            if (status == NdisStatus.Success && Flag())
                {{advance}}(it, 14, false);
        }

        void Less({{type}} it)
        {
            if ({{retreat}}(it, 14, 0) != NdisStatus.Success)
                return;
            {|NDIS0008:{{advance}}(it, 12, false)|};
        }

        void Twice({{type}} it)
        {
            if ({{retreat}}(it, 14, 0) != NdisStatus.Success)
                return;
            {{advance}}(it, 14, false);
            {|NDIS0003:{{advance}}(it, 14, false)|};
        }

        void Header({{type}} it) => {{advance}}(it, 14, false);
        """);

    [Fact]
    public Task Two_steps_back_are_undone_in_any_way() => Code.InMethod("""
        void Good(NetBuffer nb)
        {
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) != NdisStatus.Success)
                return;
            if (NdisRetreatNetBufferDataStart(nb, 20, 0) != NdisStatus.Success)
            {
                NdisAdvanceNetBufferDataStart(nb, 14, false);
                return;
            }
            NdisAdvanceNetBufferDataStart(nb, 34, false);
        }
        """);

    [Fact]
    public Task The_buffer_is_freed_with_a_retreat_to_undo() => Code.InMethod("""
        void Bad()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!nb)
                return;
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
                Work();
            {|NDIS0009:NdisFreeNetBuffer(nb)|};
        }

        void Good()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!nb)
                return;
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
                NdisAdvanceNetBufferDataStart(nb, 14, true);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_lost_buffer_is_told_once() => Code.InMethod("""
        void Bad()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|};
            if (!nb)
                return;
            NdisRetreatNetBufferDataStart(nb, 14, 0);
        }
        """);

    [Fact]
    public Task The_buffer_lives_on_after_the_advance() => Code.InMethod("""
        int Good(NetBuffer nb)
        {
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) != NdisStatus.Success)
                return 0;
            NdisAdvanceNetBufferDataStart(nb, 14, false);
            return nb.DataLength;
        }
        """);

    [Fact]
    public Task Buffers_of_a_list_are_somebody_elses() => Code.InMethod("""
        void Good(NetBufferList list)
        {
            foreach (var nb in list.NetBuffers)
                if (NdisRetreatNetBufferDataStart(nb, 14, 0) != NdisStatus.Success)
                    return;
        }
        """);

    [Fact]
    public Task Sent_on_by_a_helper_it_is_undone_later() => Code.InMethod("""
        void PushHeader(NetBuffer nb) => NdisRetreatNetBufferDataStart(nb, 14, 0);

        void PopHeader(NetBuffer nb) => NdisAdvanceNetBufferDataStart(nb, 14, false);

        void Good(NetBuffer nb)
        {
            PushHeader(nb);
            Work();
            PopHeader(nb);
        }
        """);

    [Fact]
    public Task A_finally_advances() => Code.InMethod("""
        void Good(NetBuffer nb)
        {
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) != NdisStatus.Success)
                return;
            try
            {
                Work();
            }
            finally
            {
                NdisAdvanceNetBufferDataStart(nb, 14, false);
            }
        }
        """);
}
