using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>
/// What a run freed before something that hangs on it. A list with clones is refused, though the program has freed it; a pool goes, and takes its objects
/// with it, though the program has not freed these.
/// </summary>
sealed class EarlyFrees
{
    readonly List<IReadOnlyList<int>> refused = [];
    readonly List<IReadOnlyList<int>> taken = [];
    bool isMet;

    /// <summary>Objects that went with their pool, and that nobody used or freed afterwards: they are lost.</summary>
    public IEnumerable<IReadOnlyList<int>> Lost => isMet ? [] : taken;

    /// <summary>Whether an object was freed, as far as the program can say.</summary>
    public bool IsRefused(IReadOnlyList<int> lines) => refused.Any(lines.SequenceEqual);

    /// <summary>The objects whose free was refused.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Refused => refused;

    /// <summary>Remembers a free that came too early.</summary>
    public void Note(NdisViolationException violation, Places? places)
    {
        if (violation.RuleId != "NDIS0009" || places is null)
            return;
        if (violation.AllocationSite is { } site)
            refused.AddRange(places.Meant(site));
        else if (violation.Message.Contains("of its objects", StringComparison.Ordinal))
            taken.AddRange(violation.Outstanding.SelectMany(places.Meant));
    }

    /// <summary>Whether a violation is about an object that went with its pool: nothing is known of such any more, not even where it came from.</summary>
    public bool IsMet(Defect defect, NdisViolationException violation)
    {
        if (taken.Count == 0 || violation.AllocationSite is not null || defect is not (Defect.DoubleFree or Defect.UseAfterFree))
            return false;
        isMet = true;
        return true;
    }
}
