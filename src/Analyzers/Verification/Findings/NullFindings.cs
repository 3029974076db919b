using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Findings;

/// <summary>
/// Of what two findings say of one place the one is told that says more. Where null is all that can be, a release has nothing to free; to say there that
/// it may be null is to say less, and of such an object the next place is told instead, a use of which no other finding speaks. Where it is
/// known which acquire gave the null, nobody need be told that it is one.
/// </summary>
static class NullFindings
{
    public static IReadOnlyList<Finding> Chosen(IReadOnlyList<Finding> findings)
    {
        if (findings.All(finding => finding.Defect is not (Defect.FreedWithoutAcquire or Defect.MayBeNull)))
            return findings;
        var nothing = findings.Where(finding => finding.Defect == Defect.FreedWithoutAcquire).Select(finding => finding.Primary).ToArray();
        var chosen = findings.Select(finding => finding.Defect != Defect.MayBeNull ? finding : finding.Elsewhere.Prepend(finding).FirstOrDefault(place => !nothing.Contains(place.Primary))).OfType<Finding>().ToArray();
        var known = chosen.Where(finding => finding is { Defect: Defect.MayBeNull, Acquire: not null }).Select(finding => finding.Primary).ToArray();
        return [.. chosen.Where(finding => finding is not { Defect: Defect.MayBeNull, Acquire: null } || !known.Contains(finding.Primary))];
    }
}
