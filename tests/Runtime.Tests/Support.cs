namespace NdisRules.Runtime.Tests;

/// <summary>What several test files need.</summary>
static class Support
{
    /// <summary>The tests whose calls are reported: not at one time, since what a report does is one switch for the process.</summary>
    internal const string Reports = "reports";

    /// <summary>Asserts that the action breaks the rule, and hands the violation on.</summary>
    internal static NdisViolationException Breaks(string ruleId, Action action)
    {
        var violation = Assert.Throws<NdisViolationException>(action);
        Assert.Equal(ruleId, violation.RuleId);
        return violation;
    }

    internal static NetBufferPool Pool(int maximumCount = 0, int dataSize = 0, NdisHandle? owner = null) =>
        NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters { MaximumCount = maximumCount, DataSize = dataSize, PoolTag = 0x74736554 })!;

    internal static NetBufferListPool ListPool(bool netBuffer = true, int dataSize = 0, int maximumCount = 0, NdisHandle? owner = null, int contextSize = 0) =>
        NdisAllocateNetBufferListPool(owner, new NetBufferListPoolParameters
        {
            AllocateNetBuffer = netBuffer,
            DataSize = dataSize,
            MaximumCount = maximumCount,
            ContextSize = contextSize,
            PoolTag = 0x74736554,
        })!;

    /// <summary>A chain of MDLs over new memory, of the lengths given.</summary>
    internal static Mdl[] Chain(params int[] lengths)
    {
        var mdls = lengths.Select(length => NdisAllocateMdl(null, new byte[length])).ToArray();
        for (var i = 1; i < mdls.Length; i++) mdls[i - 1].Next = mdls[i];
        return mdls;
    }

    internal static void Free(Mdl[] chain)
    {
        foreach (var mdl in chain) NdisFreeMdl(mdl);
    }
}
