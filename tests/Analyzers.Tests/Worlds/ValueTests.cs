using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Tests.Worlds;

public sealed class ValueTests
{
    static readonly Value[] all =
    [
        Value.Unknown, Value.Null, Value.NotNull, Value.True, Value.False, Value.Tracked, Value.View,
        Value.Of(0), Value.Of(1), Value.Of("text"),
        Value.Unknown.Given(0L, equal: false), Value.Unknown.Given(0L, equal: false).Given(1L, equal: false),
        Value.Unknown.Within(1, null), Value.Unknown.Within(null, 0), Value.Unknown.Within(0, 7), Value.Unknown.Within(1, null).Given(3L, equal: false),
    ];

    /// <summary>
    /// Not associative: two constants join to what a finite value can say of both, and the order decides how much that is. What
    /// the solver needs is that a join covers both sides and that joining the same again changes nothing.
    /// </summary>
    [Fact]
    public void Joining_is_idempotent_commutative_and_comes_to_rest()
    {
        foreach (var a in all)
            foreach (var b in all)
            {
                Assert.Equal(a, a.Join(a));
                Assert.Equal(a.Join(b), b.Join(a));
                Assert.Equal(a.Join(b), a.Join(b).Join(a));
                Assert.Equal(a.Join(b), a.Join(b).Join(b));
            }
    }

    [Fact]
    public void A_join_decides_nothing_that_one_side_leaves_open()
    {
        object?[] constants = [null, true, false, 0L, 1L, 3L, "text"];
        foreach (var a in all)
            foreach (var b in all)
                foreach (var constant in constants)
                    if (a.Join(b).Equal(constant) is { } decided)
                    {
                        Assert.Equal(decided, a.Equal(constant));
                        Assert.Equal(decided, b.Equal(constant));
                    }
    }

    [Theory]
    [InlineData(0L, 9L, 3L, true)]
    [InlineData(0L, 9L, 12L, null)]
    public void A_bound_excludes_what_lies_outside(long least, long most, long number, bool? possible)
        => Assert.Equal(possible is null ? false : null, Value.Unknown.Within(least, most).Equal(number));

    [Fact]
    public void Two_bounds_that_meet_are_a_constant() => Assert.Equal(Value.Of(4), Value.Unknown.Within(4, null).Within(null, 4));

    [Fact]
    public void A_bool_that_is_not_true_is_false() => Assert.Equal(Value.False, Value.Unknown.Given(true, equal: false));

    [Fact]
    public void Integers_of_every_size_are_one_constant()
    {
        Assert.Equal(Value.Of(7), Value.Of((byte)7));
        Assert.Equal(Value.Of(7L), Value.Of(7u));
    }
}
