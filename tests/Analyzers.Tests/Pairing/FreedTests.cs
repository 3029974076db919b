namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class FreedTests
{
    [Fact]
    public Task Freed_twice_in_a_row() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_on_a_condition_and_then_again() => Code.InMethod("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (early)
                NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_on_a_condition_and_cleared_then_tested() => Code.InMethod("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (early)
            {
                NdisFreeNetBuffer(nb);
                nb = null;
            }

            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_freed_handle_is_not_null() => Code.InMethod("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (early)
                NdisFreeNetBuffer(nb);
            if (nb)
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_and_allocated_again() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_twice_is_told_once_and_not_as_a_use() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
            NdisFreeNetBuffer(nb);
        }
        """);

    [Theory]
    [InlineData("{|NDIS0004:nb.DataLength|} = 1;")]
    [InlineData("Console.WriteLine({|NDIS0004:nb.DataLength|});")]
    [InlineData("{|NDIS0004:nb.DataOffset|}++;")]
    [InlineData("{|NDIS0004:nb.DataOffset|} += 4;")]
    [InlineData("var next = {|NDIS0004:nb.Next|};")]
    [InlineData("{|NDIS0004:nb.Next|} = default;")]
    [InlineData("ref var length = ref {|NDIS0004:nb.DataLength|};")]
    [InlineData("{|NDIS0004:NdisAdjustNetBufferCurrentMdl(nb)|};")]
    [InlineData("_ = {|NDIS0004:nb.MiniportReserved|}.Length;")]
    [InlineData("if ({|NDIS0004:nb.DataLength|} > 3) Work();")]
    [InlineData("{|NDIS0004:NdisAdvanceNetBufferDataStart(nb, 3, false)|};")]
    public Task Used_after_it_was_freed(string use) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {{use}}
        }
        """);

    [Theory]
    [InlineData("nb = default;")]
    [InlineData("if (nb.IsNull) Work();")]
    [InlineData("if (nb == other) Work();")]
    [InlineData("_ = nameof(nb.DataLength);")]
    [InlineData("var same = nb;")]
    public Task What_is_no_use_after_the_free(string harmless) => Code.InMethod($$"""
        void M(NetBuffer other)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {{harmless}}
        }
        """);

    [Fact]
    public Task Used_through_another_name_after_the_free() => Code.InMethod("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var same = nb;
            if (!nb)
                return 0;
            NdisFreeNetBuffer(nb);
            return {|NDIS0004:same.DataLength|};
        }
        """);

    [Fact]
    public Task Read_before_the_free() => Code.InMethod("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return 0;
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return length;
        }
        """);

    [Fact]
    public Task Passed_to_a_method_after_the_free() => Code.InMethod("""
        static int LengthOf(NetBuffer nb) => nb.DataLength;

        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return 0;
            NdisFreeNetBuffer(nb);
            return {|NDIS0004:LengthOf(nb)|};
        }
        """);

    [Fact]
    public Task Passed_to_a_library_after_the_free() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0004:Console.WriteLine(nb)|};
        }
        """);

    [Fact]
    public Task Used_in_the_next_turn_after_the_free() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            while (Flag())
            {
                {|NDIS0004:nb.DataLength|} = 1;
                if (Flag())
                    NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Returned_after_the_free() => Code.InMethod("""
        NetBuffer M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return nb;
            NdisFreeNetBuffer(nb);
            return default;
        }
        """);

    [Fact]
    public Task Used_on_the_path_on_which_it_was_not_freed() => Code.InMethod("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (early)
                NdisFreeNetBuffer(nb);
            if (!early)
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Used_in_a_finally_after_the_free_in_the_try() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            try
            {
                NdisFreeNetBuffer(nb);
            }
            finally
            {
                Console.WriteLine({|NDIS0004:nb.DataLength|});
            }
        }
        """);

    [Fact]
    public Task Freed_and_used_by_helpers() => Code.InMethod("""
        static void Drop(NetBuffer nb) => NdisFreeNetBuffer(nb);

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Drop(nb);
            {|NDIS0004:nb.DataLength|} = 1;
        }
        """);
}
