using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Checking;

/// <summary>Decides whether a change is good enough to be offered.</summary>
internal static class Judge
{
    /// <summary>
    /// Whether the change settles the finding: it is gone, nothing else has become worse, and the compiler says nothing that it
    /// did not say before.
    /// </summary>
    public static bool Settles(Scene before, Finding finding, Patch patch)
        => Settles(before, finding, patch.After) && !patch.After.Findings.Any(other => IsOfNewFree(other, finding, patch));

    static bool Settles(Scene before, Finding finding, Scene after)
        => Count(after, finding) < Count(before, finding)
            && after.Findings.GroupBy(Kind).All(group => group.Count() <= before.Findings.Count(known => Kind(known) == Kind(group.First())))
            && after.Complaints.All(group => group.Count() <= before.Complaints[group.Key].Count());

    /// <summary>
    /// An object that leaks in two roles is told where it leaks first, and once that is mended it is told at the other: so what is
    /// still allocated is counted by its place. A lost object is told once for all the places where it is lost.
    /// </summary>
    static int Count(Scene scene, Finding finding) => scene.Findings.Count(other => Kind(other) == Kind(finding)
        && (finding.Defect != Defect.StillAllocated || (Home(other) == Home(finding) && other.ObjectName == finding.ObjectName && IsAtAcquire(other) == IsAtAcquire(finding))));

    /// <summary>
    /// An object is told once per kind, where it goes wrong first. So a free that goes wrong before what was told already hides in
    /// the count: that is looked at by its place.
    /// </summary>
    static bool IsOfNewFree(Finding other, Finding finding, Patch patch)
        => other.Rule == finding.Rule && other.Defect is not (Defect.StillAllocated or Defect.Lost) && ReferenceEquals(other.Primary.SourceTree, patch.After.Root.SyntaxTree)
            && patch.Inserted.Any(span => span.Contains(other.Primary.SourceSpan)) && patch.After.IsRelease(other);

    static bool IsAtAcquire(Finding finding) => finding.Acquire is { } acquire && finding.Primary == acquire.GetLocation();

    static (Defect, string) Kind(Finding finding) => (finding.Defect, finding.Rule);

    static string Home(Finding finding) => finding.Home.ToDisplayString();
}
