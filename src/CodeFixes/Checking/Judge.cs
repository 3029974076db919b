using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Checking;

/// <summary>Decides whether a change is good enough to be offered.</summary>
internal static class Judge
{
    /// <summary>
    /// Whether the change settles the finding: it is gone, nothing else has become worse, and the compiler says nothing that it
    /// did not say before. The member of the finding is looked at first, since most of what fails fails there.
    /// </summary>
    public static bool Settles(Trial trial, Patch patch)
    {
        var (before, finding, after) = (trial.Scene, trial.Finding, patch.After);
        return SettlesNear(before, finding, patch)
            && !patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start)).Any(other => other.Elsewhere.Prepend(other).Any(one => IsOfNewFree(one, finding, patch)))
            && (!trial.IsWhole || (Count(after.Findings, finding) < Count(before.Findings, finding) && IsNoWorse(before, after) && !after.Findings.Any(other => IsOfNewFree(other, finding, patch))))
            && !KeptElsewhere.May(before, patch, finding);
    }

    /// <summary>Whether many changes together settle as many findings, and make nothing worse.</summary>
    public static bool Settles(Scene before, Scene after, IReadOnlyCollection<Finding> settled)
        => IsNoWorse(before, after) && settled.GroupBy(Kind).All(group => after.Findings.Count(other => Kind(other) == group.Key) <= before.Findings.Count(other => Kind(other) == group.Key) - group.Count());

    /// <summary>Whether neither the engine nor the compiler says more than before.</summary>
    public static bool IsNoWorse(Scene before, Scene after)
        => after.Findings.GroupBy(Kind).All(group => group.Count() <= before.Findings.Count(known => Kind(known) == group.Key)) && IsNoWorse(before.Complaints, after.Complaints);

    /// <summary>Of a null the compiler tells once on each way: on two ways where it was one, it tells the same of the same twice.</summary>
    static bool IsNoWorse(ILookup<string, Diagnostic> before, ILookup<string, Diagnostic> after)
        => after.All(group => group.Count() <= before[group.Key].Count() || group.Key == Scene.AboutNull && group.Select(Text).All(before[group.Key].Select(Text).Contains));

    static string Text(Diagnostic complaint) => complaint.Location.SourceTree?.GetText().ToString(complaint.Location.SourceSpan) ?? "";

    static bool SettlesNear(Scene before, Finding finding, Patch patch)
    {
        var position = finding.Primary.SourceSpan.Start;
        var (now, then) = (patch.After.ShownAt(patch.Map(position)).ToArray(), before.ShownAt(position).ToArray());
        return Count(now, finding) < Count(then, finding)
            && now.GroupBy(Kind).All(group => group.Count() <= then.Count(known => Kind(known) == group.Key))
            && IsNoWorse(before.ComplaintsIn(before.SpanAround(position)), patch.After.ComplaintsIn(patch.After.SpanAround(patch.Map(position))));
    }

    /// <summary>
    /// An object that leaks in two roles is told where it leaks first, and once that is mended it is told at the other: so what is
    /// still allocated is counted by its place. A lost object is told once for all the places where it is lost.
    /// </summary>
    static int Count(IEnumerable<Finding> findings, Finding finding) => findings.Count(other => Kind(other) == Kind(finding)
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
