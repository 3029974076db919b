namespace NdisRules.CodeFixes.Tests;

/// <summary>A test that sends on what is null and stops what is there is turned round; one that means what it says stays.</summary>
public sealed class TurnTestTests
{
    static Task Nothing(string before, string? after = null) => Fix<FreeNothing>.InMethod(before, after);

    static Task Null(string before, string? after = null) => Fix<TestBeforeUse>.InMethod(before, after);

    static Task Lost(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Theory]
    [InlineData("nb.IsNull", "!nb.IsNull")]
    [InlineData("nb == null", "nb != null")]
    [InlineData("null == nb", "null != nb")]
    [InlineData("!(nb != null)", "nb != null")]
    [InlineData("!nb", "nb")]
    [InlineData("!(/* there? */ nb)", "/* there? */ nb")]
    [InlineData("nb is { IsNull: true }", "nb is not { IsNull: true }")]
    [InlineData("nb is not { IsNull: false }", "nb is { IsNull: false }")]
    public Task A_free_of_what_is_null_is_turned_to_what_is_there(string wrong, string right) => Nothing($$"""
        void M()
        {
            var {|NDIS0005:nb = NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if ({{wrong}})
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """.Replace("{|NDIS0005:nb = NdisAllocateNetBuffer(pool, mdl, 0, 0)|}", "nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}"), $$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if ({{right}})
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_leaves_where_it_has_got_something_leaves_where_it_has_not() => Null("""
        bool M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull) // nothing to do
                return false;
            {|NDIS0010:nb.DataLength|} = 3;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
            return true;
        }
        """, """
        bool M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) // nothing to do
                return false;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return true;
        }
        """);

    [Fact]
    public Task Branches_that_were_swapped_are_swapped_back_by_the_test() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb != null)
            {
                Work();
            }
            else
            {
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb == null)
            {
                Work();
            }
            else
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_flag_that_makes_one_object_lost_and_another_freed_twice_is_turned() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            var isFreed = false;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                isFreed = true;
            }
            Work();
            if (isFreed)
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var isFreed = false;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                isFreed = true;
            }
            Work();
            if (!isFreed)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_test_that_is_right_stays_where_a_free_is_missing() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                return;
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_needless_free_of_null_goes_where_the_object_is_freed_otherwise() => Nothing("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_test_whose_turning_would_lose_another_object_stays() => Fix<FreeInClosingRole>.InDriver("""
        NetBuffer first;
        NetBuffer second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (first.IsNull)
                return NdisStatus.Failure;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (second == null)
            {
                NdisFreeNetBuffer(first);
                first = default;
                return NdisStatus.Failure;
            }

            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => NdisFreeNetBuffer(second);
        """, """
        NetBuffer first;
        NetBuffer second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (first.IsNull)
                return NdisStatus.Failure;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (second == null)
            {
                NdisFreeNetBuffer(first);
                first = default;
                return NdisStatus.Failure;
            }

            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            first = default;
        }
        """);
}
