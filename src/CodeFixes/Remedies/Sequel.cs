using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>
/// What has to follow a change so that it is whole: the same again where the same object goes wrong once more, and the frees before
/// exits that lose something only now.
/// </summary>
internal static class Sequel
{
    const int Most = 6;

    static readonly FreeAtExits frees = new();

    static readonly Remedy[] all = [frees, new FreeInHelper(Guard.None), new FreeInHelper(Guard.Tested)];

    /// <summary>The change with all that has to follow it; null when the finding is not settled even so.</summary>
    /// <param name="trial">What is to be settled.</param>
    /// <param name="patch">The change.</param>
    /// <param name="again">Makes the same change for the same object where it goes wrong next; null where that would not help.</param>
    public static async Task<Patch?> CompleteAsync(Trial trial, Patch patch, Func<Scene, Finding, Task<Patch?>>? again)
    {
        for (var round = 0; round < Most; round++)
        {
            if (Judge.Settles(trial, patch))
                return patch;
            if (await NextAsync(trial, patch, again).ConfigureAwait(false) is not { } next)
                return null;
            patch = patch.Then(next, trial.Scene.Text);
        }

        return null;
    }

    /// <summary>The change with the frees on the ways that it leaves as they were; null when the finding is not settled even so.</summary>
    public static async Task<Patch?> WithFreesAsync(Trial trial, Patch patch)
    {
        if (Judge.Settles(trial, patch))
            return patch;
        var position = patch.Map(trial.Finding.Primary.SourceSpan.Start);
        if (patch.After.ShownAt(position).FirstOrDefault(other => other.Defect == Defect.Lost && other.Rule == trial.Finding.Rule && other.Primary.SourceSpan.Start == position) is { } lost)
            foreach (var remedy in all)
                if (await remedy.SettleAsync(new(patch.After, lost, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is { } freed && patch.Then(freed, trial.Scene.Text) is var whole && Judge.Settles(trial, whole))
                    return whole;
        return null;
    }

    static async Task<Patch?> NextAsync(Trial trial, Patch patch, Func<Scene, Finding, Task<Patch?>>? again)
    {
        var (before, finding) = (trial.Scene, trial.Finding);
        var now = patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start)).ToArray();
        // Of a null that nobody asks for one use is told after the other, in whichever member.
        var told = trial.IsWhole && finding.Defect == Defect.MayBeNull ? patch.After.Shown : now;
        if (again is not null && told.FirstOrDefault(other => IsSameObject(other, finding, patch)) is { } once)
            return await again(patch.After, once).ConfigureAwait(false);
        var known = before.ShownAt(finding.Primary.SourceSpan.Start).Where(other => other.Defect == Defect.Lost).Select(other => patch.Map(other.Primary.SourceSpan.Start)).ToArray();
        return now.FirstOrDefault(other => other.Defect == Defect.Lost && !known.Contains(other.Primary.SourceSpan.Start)) is { } lost
            ? await frees.SettleAsync(new(patch.After, lost, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) : null;
    }

    static bool IsSameObject(Finding other, Finding finding, Patch patch) => other.Defect == finding.Defect && other.Rule == finding.Rule
        && finding.Acquire is { } acquire && other.Acquire is { } its && its.SpanStart == patch.Map(acquire.SpanStart) && ReferenceEquals(its.SyntaxTree, patch.After.Root.SyntaxTree) == ReferenceEquals(acquire.SyntaxTree, finding.Primary.SourceTree);
}
