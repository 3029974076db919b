namespace NdisRules.Runtime.Tests;

/// <summary>Which pool a scope belongs to, however many the thread is in.</summary>
public sealed class ScopeTests
{
    [Fact]
    public void Scopes_are_left_in_any_order_and_each_keeps_its_pool()
    {
        var pools = Enumerable.Range(0, 6).Select(_ => Pool(maximumCount: 3)).ToArray();
        var a = pools[0].Enter();
        var b = pools[1].Enter();
        var c = pools[0].Enter();
        var d = pools[2].Enter();
        var e = pools[3].Enter();
        var f = pools[4].Enter();
        a.Dispose();
        d.Dispose();
        // The fourth is one too many for each pool, and so comes to where a scope has to know its pool.
        Assert.Equal([3, 0, 0, 0, 0, 0], Lend(pools, c));
        Assert.Equal([0, 3, 0, 0, 0, 0], Lend(pools, b));
        Assert.Equal([0, 0, 0, 3, 0, 0], Lend(pools, e));
        var again = pools[5].Enter();
        Assert.Equal([0, 0, 0, 0, 3, 0], Lend(pools, f));
        Assert.Equal([0, 0, 0, 0, 0, 3], Lend(pools, again));
        b.Dispose();
        c.Dispose();
        e.Dispose();
        f.Dispose();
        again.Dispose();
        Assert.All(pools, NdisFreeNetBufferPool);
    }

    static int[] Lend(NetBufferPool[] pools, NetBufferPool.Scope scope)
    {
        var lent = new List<NetBuffer>();
        for (var i = 0; i < 4; i++)
            if (scope.NdisAllocateNetBuffer(null, 0, 0) is { IsNull: false } netBuffer) lent.Add(netBuffer);
        int[] counts = [.. pools.Select(pool => pool.OutstandingCount)];
        foreach (var netBuffer in lent) scope.NdisFreeNetBuffer(netBuffer);
        return counts;
    }

    [Fact]
    public void A_scope_that_was_left_is_not_left_again()
    {
        var pool = Pool();
        var scope = pool.Enter();
        scope.Dispose();
        Assert.True(Throws(scope));
        NdisFreeNetBufferPool(pool);

        static bool Throws(NetBufferPool.Scope scope)
        {
            try
            {
                scope.Dispose();
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void A_scope_outlives_its_pool_and_says_so()
    {
        var pool = Pool();
        using var scope = pool.Enter();
        scope.NdisFreeNetBuffer(scope.NdisAllocateNetBuffer(null, 0, 0));
        var left = scope.NdisAllocateNetBuffer(null, 0, 0);
        Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        Assert.Equal("NDIS0004", RuleOf(scope, static (scope, _) => scope.NdisAllocateNetBuffer(null, 0, 0)));
        Assert.Equal("NDIS0003", RuleOf(scope, static (scope, netBuffer) => scope.NdisFreeNetBuffer(netBuffer), left));
        Assert.Equal("NDIS0004", RuleOf(scope, static (scope, _) => scope.NdisAllocateNetBuffers(new NetBuffer[3])));
    }

    delegate void InScope(NetBufferPool.Scope scope, NetBuffer netBuffer);

    static string? RuleOf(NetBufferPool.Scope scope, InScope action, NetBuffer netBuffer = default)
    {
        try
        {
            action(scope, netBuffer);
            return null;
        }
        catch (NdisViolationException violation)
        {
            return violation.RuleId;
        }
    }

    [Fact]
    public void Entering_and_leaving_makes_no_garbage()
    {
        var (one, two) = (Pool(), Pool());
        Assert.Equal(0, Garbage(() =>
        {
            using var outer = one.Enter();
            using var inner = two.Enter();
            outer.NdisFreeNetBuffer(outer.NdisAllocateNetBuffer(null, 0, 0));
            inner.NdisFreeNetBuffer(inner.NdisAllocateNetBuffer(null, 0, 0));
        }));
        NdisFreeNetBufferPool(one);
        NdisFreeNetBufferPool(two);
    }

    [Fact]
    public void A_bulk_call_gives_what_there_is_and_clears_the_rest()
    {
        for (var wanted = 0; wanted < 20; wanted++)
        {
            var pool = Pool(maximumCount: 9);
            using (var scope = pool.Enter())
            {
                var span = new NetBuffer[wanted];
                Array.Fill(span, new NetBuffer(0x1_0000_0000_0040));
                var got = scope.NdisAllocateNetBuffers(span);
                Assert.Equal(Math.Min(wanted, 9), got);
                Assert.Equal(got, span.Take(got).Distinct().Count(netBuffer => netBuffer.IsLive));
                Assert.All(span.Skip(got), netBuffer => Assert.True(netBuffer.IsNull));
                scope.NdisFreeNetBuffers(span.AsSpan(0, got));
                Assert.Equal(0, pool.OutstandingCount);
            }
            NdisFreeNetBufferPool(pool);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_bulk_free_that_names_one_twice_stops_there(int at)
    {
        var pool = Pool();
        var all = new NetBuffer[9];
        NdisAllocateNetBuffers(pool, all);
        var offered = all.ToArray();
        offered[at] = all[at == 0 ? 8 : at - 1];
        var freed = at == 0 ? 8 : at;
        Breaks("NDIS0003", () => NdisFreeNetBuffers(offered));
        Assert.Equal(9 - freed, pool.OutstandingCount);
        Assert.Equal(freed, all.Count(netBuffer => !netBuffer.IsLive));
        foreach (var netBuffer in all)
            if (netBuffer.IsLive) NdisFreeNetBuffer(netBuffer);
        // What was given back is lent again once each.
        NdisAllocateNetBuffers(pool, all);
        Assert.Equal(9, all.Distinct().Count(netBuffer => netBuffer.IsLive));
        NdisFreeNetBuffers(all);
        NdisFreeNetBufferPool(pool);
    }

    [Fact]
    public unsafe void A_bulk_call_lends_nothing_from_the_first_overwritten_header_on_and_loses_none()
    {
        for (var damaged = 0; damaged < 9; damaged++)
        {
            var pool = Pool();
            var all = new NetBuffer[9];
            NdisAllocateNetBuffers(pool, all);
            NdisFreeNetBuffers(all);
            var header = Handle.Header(all[8 - damaged].Word);
            *header = 0x1234;
            var got = new NetBuffer[9];
            Breaks("NDIS0004", () => NdisAllocateNetBuffers(pool, got));
            Assert.Equal(damaged, pool.OutstandingCount);
            Assert.Equal(9, NdisAllocateNetBuffers(pool, got));
            Assert.Equal(9 + damaged, pool.OutstandingCount);
            Breaks("NDIS0009", () => NdisFreeNetBufferPool(pool));
        }
    }
}
