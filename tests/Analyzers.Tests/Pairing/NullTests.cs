namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class NullTests
{
    [Fact]
    public Task Used_without_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 64;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_without_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Only_the_first_use_is_told() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 64;
            nb.DataOffset = 3;
            NdisAdjustNetBufferCurrentMdl(nb);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Used_right_where_it_is_allocated() => Code.InMethod("""
        int M() => {|NDIS0010:{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}.DataLength|};
        """);

    [Fact]
    public Task Freed_right_where_it_is_allocated() => Code.InMethod("""
        void M() => {|NDIS0010:NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, mdl, 0, 0))|};
        """);

    [Fact]
    public Task Tested_on_one_way_only() => Code.InMethod("""
        void M(bool careful)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (careful && nb.IsNull)
                return;
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Tested_with_the_wrong_outcome() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                return;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task A_test_that_logs_and_goes_on() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                Console.WriteLine("no buffer");
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Handed_to_a_library_without_a_test_is_no_use() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Console.WriteLine(nb);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_uses_it_without_a_test() => Code.InMethod("""
        static void Fill(NetBuffer nb) => nb.DataLength = 3;

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:Fill(nb)|};
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Debug_assert_is_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            System.Diagnostics.Debug.Assert(!nb.IsNull);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_failing_test_that_ends_the_process() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                Environment.FailFast("no buffer");
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_where_it_is_null_for_sure() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_where_a_literal_null_is_written() => Code.InMethod("""
        void M() => {|NDIS0007:NdisFreeNetBuffer(null)|};
        """);

    [Fact]
    public Task Freed_where_default_is_written() => Code.InMethod("""
        void M()
        {
            {|NDIS0007:NdisFreeNetBuffer(default)|};
            {|NDIS0007:NdisFreeNetBuffer(new NetBuffer())|};
        }
        """);

    [Fact]
    public Task Freed_in_the_branch_of_null() => Code.InMethod("""
        void M(NetBuffer nb)
        {
            if (nb.IsNull)
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_where_another_path_has_one() => Code.InMethod("""
        void M(NetBuffer given, bool use)
        {
            NetBuffer nb = default;
            if (use)
                nb = given;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Cleared_and_then_freed() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            nb = default;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task What_a_caller_gives_may_be_freed() => Code.InMethod("""
        void M(NetBuffer nb)
        {
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_came_from_elsewhere_may_be_freed() => Code.InMethod("""
        void M(List<NetBuffer> list, NetBufferList nbl)
        {
            NdisFreeNetBuffer(list[0]);
            foreach (var nb in list)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_was_not_acquired_where_it_is_freed_is_null_on_every_way_there() => Code.InMethod("""
        void Send(bool wanted)
        {
            NetBuffer packet = default;
            if (wanted)
                packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!wanted)
                {|NDIS0007:NdisFreeNetBuffer(packet)|};
            else if (packet)
                NdisFreeNetBuffer(packet);
        }
        """);

    [Fact]
    public Task What_was_acquired_where_it_is_freed_is_not_null_on_every_way_there() => Code.InMethod("""
        void Send(bool wanted)
        {
            NetBuffer packet = default;
            if (wanted)
            {
                packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                if (packet.IsNull) return;
            }
            if (wanted)
                NdisFreeNetBuffer(packet);
        }
        """);

    [Theory]
    [InlineData("var missing = nb.IsNull; Work(); if (missing)")]
    [InlineData("if (!Has(nb))")]
    [InlineData("var has = Has(nb); if (!has)")]
    [InlineData("System.Diagnostics.Debug.Assert(nb.IsNull);")]
    [InlineData("while (nb.IsNull)")]
    [InlineData("if (!nb.IsNull) return;")]
    [InlineData("if (Flag() && nb.IsNull)")]
    public Task However_it_is_found_out_that_nothing_is_there(string test) => Code.InMethod($$"""
        static bool Has(NetBuffer nb) => !nb.IsNull;
        void M(NetBuffer nb)
        {
            {{test}}
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Theory]
    [InlineData("if (nb.IsNull) return;")]
    [InlineData("if (nb.IsNull) { Work(); throw new InvalidOperationException(); }")]
    [InlineData("if (nb.IsNull) nb = Other();")]
    [InlineData("if (!nb.IsNull)")]
    [InlineData("while (!nb.IsNull && Flag())")]
    [InlineData("if (nb.IsNull || Flag()) Work();")]
    [InlineData("var length = nb.DataLength; if (length > 8)")]
    public Task However_it_is_found_out_that_something_may_be_there(string test) => Code.InMethod($$"""
        static NetBuffer Other() => kept;
        static NetBuffer kept;
        void M(NetBuffer nb)
        {
            {{test}}
                NdisFreeNetBuffer(nb);
        }
        """);
}
