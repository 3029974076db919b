namespace NdisRules.Runtime.Tests;

/// <summary>NdisAllocateGenericObject: the owner of pools where there is no adapter.</summary>
public sealed class GenericObjectTests
{
    const uint Tag = 'a' | 'c' << 8 | 'm' << 16 | 'e' << 24;

    static string Violation(Action action) => Assert.Throws<NdisViolationException>(action).RuleId;

    [Fact]
    public void It_owns_pools_and_MDLs()
    {
        var owner = NdisAllocateGenericObject(null, Tag);
        Assert.Equal(Tag, owner.Tag);
        Assert.Contains("acme", owner.ToString());
        var pool = NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters())!;
        Assert.Same(owner.Handle, pool.Owner);
        var mdl = NdisAllocateMdl(owner, new byte[16]);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferPool(pool);
        NdisFreeGenericObject(owner);
    }

    [Fact]
    public void Freed_before_what_it_owns_it_lists_it_and_is_gone()
    {
        var owner = NdisAllocateGenericObject(null, Tag);
        var pool = NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters())!;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        var violation = Assert.Throws<NdisViolationException>(() => NdisFreeGenericObject(owner));
        Assert.Equal(RuleIds.OutOfOrder, violation.RuleId);
        Assert.Equal(2, violation.Outstanding.Count);
        Assert.Equal(RuleIds.FreedTwice, Violation(() => NdisFreeGenericObject(owner)));
        NdisFreeNetBuffer(nb);
        NdisFreeNetBufferPool(pool);
    }

    [Fact]
    public void A_second_free_and_the_free_of_null_are_violations()
    {
        var owner = NdisAllocateGenericObject(null, Tag);
        NdisFreeGenericObject(owner);
        Assert.Equal(RuleIds.FreedTwice, Violation(() => NdisFreeGenericObject(owner)));
        Assert.Equal(RuleIds.NeverAcquired, Violation(() => NdisFreeGenericObject(null!)));
    }

    [Fact]
    public void It_is_no_adapter()
    {
        var owner = NdisAllocateGenericObject(null, Tag);
        Assert.Throws<ArgumentException>(() => NdisAllocateTimerObject(owner.Handle, new NdisTimerCharacteristics { TimerFunction = _ => { } }, out _));
        NdisFreeGenericObject(owner);
    }
}
