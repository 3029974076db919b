namespace NdisRules.CodeFixes.Tests;

public sealed class FreeBeforeExitsTests
{
    static Task Check(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task Before_the_end_of_the_method() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            nb.DataLength = 64;
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            nb.DataLength = 64;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Before_an_early_return() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
            {
                Work();
                return;
            }
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
                Work();
                NdisFreeNetBuffer(nb);
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_embedded_return_gets_a_block() => Check("""
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
    public Task Before_a_throw() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                throw new InvalidOperationException();
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
                throw new InvalidOperationException();
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task At_the_end_of_a_loop_body() => Check("""
        void M()
        {
            while (Flag())
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    continue;
                Work();
            }
        }
        """, """
        void M()
        {
            while (Flag())
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    continue;
                Work();
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_value_that_looks_at_the_buffer_is_computed_first() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            return nb.DataLength;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            var result = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """);

    [Fact]
    public Task What_may_be_null_is_tested_first() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (Flag())
                Work();
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (Flag())
                Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Two_objects_lost_at_the_same_exit_are_freed_in_reverse_order() => Check("""
        void M()
        {
            var first = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            var second = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (first.IsNull || second.IsNull)
                return;
            Work();
        }
        """, """
        void M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull || second.IsNull)
            {
                if (!second.IsNull)
                    NdisFreeNetBuffer(second);
                if (!first.IsNull)
                    NdisFreeNetBuffer(first);
                return;
            }
            Work();
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
        }
        """);

    [Fact]
    public Task A_variable_that_another_way_leaves_empty_is_tested() => Fix<FreeBeforeExits>.InMethod("""
        void M(bool wanted)
        {
            NetBuffer nb = default;
            if (wanted)
                nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|};
            Work();
        }
        """, """
        void M(bool wanted)
        {
            NetBuffer nb = default;
            if (wanted)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);
}
