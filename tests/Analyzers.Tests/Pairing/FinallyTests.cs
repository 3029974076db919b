namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>What a finally does to the object, and what passes it.</summary>
public sealed class FinallyTests
{
    [Fact]
    public Task Freed_in_finally() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                nb.DataLength = 1;
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Allocated_inside_the_try_and_freed_in_finally_when_there() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            try
            {
                Work();
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                Work();
            }
            finally
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_return_inside_the_try_passes_the_finally() => Code.InMethod("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return -1;
            try
            {
                if (Flag())
                    return nb.DataLength;
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }

            return 0;
        }
        """);

    [Fact]
    public Task A_return_inside_the_try_does_not_pass_the_free_after_it() => Code.InMethod("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return -1;
            try
            {
                if (Flag())
                    return 1;
            }
            finally
            {
                Work();
            }

            NdisFreeNetBuffer(nb);
            return 0;
        }
        """);

    [Fact]
    public Task A_finally_that_frees_on_one_condition_only() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            finally
            {
                if (ready)
                    NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_throw_that_passes_a_finally_with_the_free() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                if (Flag())
                    throw new InvalidOperationException();
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Nested_finally_blocks() => Code.InMethod("""
        int M()
        {
            var outer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!outer)
                return 1;
            try
            {
                var inner = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!inner)
                    return 2;
                try
                {
                    if (Flag())
                        return 3;
                    if (Flag())
                        throw new InvalidOperationException();
                    Work();
                }
                finally
                {
                    NdisFreeNetBuffer(inner);
                }
            }
            finally
            {
                NdisFreeNetBuffer(outer);
            }

            return 0;
        }
        """);

    [Fact]
    public Task Nested_finally_blocks_of_which_the_inner_frees_the_wrong_one() => Code.InMethod("""
        int M()
        {
            var outer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!outer)
                return 1;
            try
            {
                var inner = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!inner)
                    return 2;
                try
                {
                    Work();
                }
                finally
                {
                    NdisFreeNetBuffer(outer);
                }
            }
            finally
            {
                {|NDIS0003:NdisFreeNetBuffer(outer)|};
            }

            return 0;
        }
        """);

    [Fact]
    public Task Freed_in_the_try_and_again_in_finally() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
            finally
            {
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }
        }
        """);

    [Fact]
    public Task Freed_in_the_try_and_forgotten_there_before_the_finally() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            try
            {
                if (nb)
                {
                    NdisFreeNetBuffer(nb);
                    nb = default;
                }

                Work();
            }
            finally
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Theory]
    [InlineData("IOException", "IOException")]
    [InlineData("FileNotFoundException", "IOException")]
    [InlineData("IOException", "Exception")]
    public Task A_throw_is_caught_behind_the_finally_that_it_passes(string thrown, string caught) => Code.InMethod(ThrownThroughFinally("NdisAllocateNetBuffer(pool, mdl, 0, 64)", thrown, caught));

    [Theory]
    [InlineData("IOException", "ArgumentException")]
    [InlineData("IOException", "FileNotFoundException")]
    public Task A_throw_that_nobody_takes_leaves_behind_the_finally(string thrown, string caught) => Code.InMethod(ThrownThroughFinally("{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|}", thrown, caught));

    static string ThrownThroughFinally(string acquire, string thrown, string caught) => $$"""
        void M()
        {
            var packet = {{acquire}};
            if (packet.IsNull) return;
            try
            {
                try
                {
                    if (Flag()) throw new System.IO.{{thrown}}();
                }
                finally
                {
                    Work();
                }
            }
            catch ({{(caught is "IOException" or "FileNotFoundException" ? "System.IO." : "")}}{{caught}})
            {
                Work();
            }
            NdisFreeNetBuffer(packet);
        }
        """;
}
