namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class LostTests
{
    [Fact]
    public Task Never_freed_is_reported_at_the_acquire() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            nb.DataLength = 64;
        }
        """);

    [Fact]
    public Task Freed_at_the_end_is_quiet() => Code.InMethod("""
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
    public Task An_early_return_loses_it() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb == null)
                return;
            if (!ready)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Theory]
    [InlineData("nb.IsNull")]
    [InlineData("nb == null")]
    [InlineData("null == nb")]
    [InlineData("nb == default")]
    [InlineData("!nb")]
    [InlineData("nb is { IsNull: true }")]
    [InlineData("nb.Equals(default)")]
    public Task Every_spelling_of_the_null_test_is_understood(string test) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if ({{test}})
                return;
            nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Theory]
    [InlineData("nb")]
    [InlineData("!nb.IsNull")]
    [InlineData("nb != null")]
    [InlineData("nb is { IsNull: false }")]
    [InlineData("!(nb == default)")]
    public Task Every_spelling_of_the_not_null_test_is_understood(string test) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if ({{test}})
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_flag_that_guards_both_ends_is_followed() => Code.InMethod("""
        void M(bool wanted)
        {
            NetBuffer nb = default;
            if (wanted)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (wanted && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_of_a_derived_exception_is_a_way_out() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                throw new InvalidOperationException();
            NdisFreeNetBuffer(nb);
        }
        """);
}
