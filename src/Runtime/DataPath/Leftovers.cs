namespace NdisRules.Runtime;

/// <summary>Finds what was allocated under a handle and is still there when its closing role ended.</summary>
static class Leftovers
{
    /// <summary>One line per pool, object lent from it, MDL, and clone of a request.</summary>
    internal static List<string> Under(NdisHandle handle, HashSet<NdisPool>? except = null)
    {
        var left = new List<string>();
        foreach (var pool in NdisPool.All().Where(pool => pool.Owner == handle && except?.Contains(pool) != true))
        {
            left.Add($"{pool} with {pool.OutstandingCount} outstanding{(pool.AllocationSite is { } site ? $", allocated by {site}" : "")}");
            left.AddRange(pool.OutstandingNames());
        }
        if (except is not null) return left;
        left.AddRange(MdlTable.OutstandingOf(handle).Select(mdl => mdl.ToString()));
        left.AddRange(OidClones.NamesOf(handle));
        return left;
    }

    /// <exception cref="NdisViolationException">NDIS0001: something is left.</exception>
    internal static void ThrowIfAny(List<string> left, string occasion)
    {
        if (left.Count > 0) throw new NdisViolationException(RuleIds.LeftAtHalt, $"{occasion} and left {left.Count} objects:", left);
    }
}
