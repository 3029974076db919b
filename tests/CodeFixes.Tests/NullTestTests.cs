namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0010: a test for null, with the way in which the method itself gives up.</summary>
public sealed class NullTestTests
{
    static Task Check(string before, string? after = null) => Fix<TestBeforeUse>.InMethod(before, after);

    [Fact]
    public Task A_void_method_returns() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // one
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // one
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_method_with_a_status_lacks_resources() => Check("""
        NdisStatus M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """, """
        NdisStatus M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task What_it_returns_elsewhere_it_returns_here_and_frees_what_it_holds() => Check("""
        int M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return -1;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:second.DataLength|} = 3;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return 0;
        }
        """, """
        int M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return -1;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
            {
                NdisFreeNetBuffer(first);
                return -1;
            }
            second.DataLength = 3;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return 0;
        }
        """);

    [Fact]
    public Task A_free_is_tested_where_nothing_else_is_done() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_round_of_a_loop_is_left_out() => Check("""
        void M()
        {
            for (var i = 0; i < 3; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                {|NDIS0010:nb.DataLength|} = i;
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M()
        {
            for (var i = 0; i < 3; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    continue;
                nb.DataLength = i;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Nothing_where_nobody_knows_how_the_method_fails() => Check("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var length = {|NDIS0010:nb.DataLength|};
            NdisFreeNetBuffer(nb);
            return length;
        }
        """);
}
