namespace NdisRules.CodeFixes.Tests;

/// <summary>What only some sides of a condition free or give away.</summary>
public sealed class ConditionalWayTests
{
    static Task Lost(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task What_is_given_away_on_one_side_of_a_test_is_freed_on_the_other() => Lost("""
        readonly List<NetBuffer> sent = [];

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (sent.Count < 8)
                sent.Add(nb);
        }
        """, """
        readonly List<NetBuffer> sent = [];

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (sent.Count < 8)
                sent.Add(nb);
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task And_where_a_part_of_a_condition_asks_for_it_the_other_side_asks_as_well() => Lost("""
        static void Give(NetBuffer one)
        {
            Work();
            NdisFreeNetBuffer(one);
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull && Flag())
                Give(nb);
        }
        """, """
        static void Give(NetBuffer one)
        {
            Work();
            NdisFreeNetBuffer(one);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull && Flag())
                Give(nb);
            else if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_only_a_pattern_names_is_freed_where_the_pattern_fits() => Lost("""
        void M()
        {
            if ({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} is { IsNull: false } nb)
                nb.DataLength = 3;
        }
        """, """
        void M()
        {
            if (NdisAllocateNetBuffer(pool, mdl, 0, 0) is { IsNull: false } nb)
            {
                nb.DataLength = 3;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_condition_that_has_nothing_to_do_with_the_object_goes() => Lost("""
        void M(int length)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, length)|};
            Work();
            // Short ones are not worth it.
            if (!nb.IsNull && length > 10)
                NdisFreeNetBuffer(nb); // done
        }
        """, """
        void M(int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
            Work();
            // Short ones are not worth it.
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb); // done
        }
        """);

    [Fact]
    public Task A_test_that_asks_for_nothing_else_goes_as_a_whole() => Lost("""
        void M(int length)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, length)|};
            if (nb.IsNull)
                return;
            Work();
            if (length > 10)
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M(int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
            if (nb.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_condition_that_does_something_stays_and_both_sides_free() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_is_handed_out_on_one_condition_is_freed_on_the_other_and_never_before_it_is_handed_out() => Lost("""
        static bool Write(NetBuffer one) => one.DataLength > 0;

        internal NetBuffer M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return default;
            return Write(nb) ? nb : default;
        }
        """, """
        static bool Write(NetBuffer one) => one.DataLength > 0;

        internal NetBuffer M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return default;
            if (Write(nb))
                return nb;
            NdisFreeNetBuffer(nb);
            return default;
        }
        """);
}
