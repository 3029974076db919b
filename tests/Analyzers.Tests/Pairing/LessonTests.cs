namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>What a call teaches by returning: assertions and guards.</summary>
public sealed class LessonTests
{
    [Theory]
    [InlineData("System.Diagnostics.Debug.Assert(!nb.IsNull);")]
    [InlineData("System.Diagnostics.Debug.Assert(nb != default, \"there\");")]
    [InlineData("System.Diagnostics.Trace.Assert(!nb.IsNull);")]
    [InlineData("var there = !nb.IsNull; System.Diagnostics.Debug.Assert(there);")]
    public Task An_assertion_holds_after_it(string assertion) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {{assertion}}
            NdisFreeNetBuffer(nb);
        }
        """);

    [Theory]
    [InlineData("System.Diagnostics.Debug.Assert(Flag());")]
    [InlineData("System.Diagnostics.Debug.WriteLine(nb.IsNull);")]
    public Task Another_call_teaches_nothing(string call) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {{call}}
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task An_assertion_of_a_flag_decides_what_it_decides() => Code.InMethod("""
        void Good(bool owned)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            System.Diagnostics.Debug.Assert(owned);
            if (owned)
                NdisFreeNetBuffer(nb);
        }

        void Bad(bool owned)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            System.Diagnostics.Debug.Assert(!owned);
            if (owned)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_guard_throws_for_null() => Code.InMethod("""
        void Good()
        {
            var lists = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters());
            ArgumentNullException.ThrowIfNull(lists);
            NdisFreeNetBufferListPool(lists);
        }

        void M(object? key)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            ArgumentNullException.ThrowIfNull(key);
            if (key is null)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_is_not_null_when_a_call_says_so() => Code.InMethod("""
        void Good(string? name)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (!string.IsNullOrEmpty(name) && name is null)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);
}
