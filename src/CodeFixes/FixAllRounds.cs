using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Remedies;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>
/// Fixes all findings of a document. In a round the first finding of each member is settled, each judged in its own member, and
/// the changes are judged together in the whole document; where they do not agree they are made one by one, so that no two fixes can disagree.
/// </summary>
/// <param name="concerns">Whether a finding is of the kind that is fixed.</param>
/// <param name="isAsked">Whether it is to be fixed: what is suppressed stays as it is.</param>
/// <param name="remediesFor">What may be tried, in this order.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class FixAllRounds(Func<Finding, bool> concerns, Func<Finding, bool> isAsked, Func<Scene, Finding, IEnumerable<Remedy>> remediesFor, CancellationToken cancellation)
{
    /// <summary>Every round settles a finding or leaves it for good; the bound is for the day when that is not so.</summary>
    const int MostRounds = 1000;

    /// <summary>What stays as it is, by where it is now.</summary>
    List<Left> left = [];

    public async Task<Document> RunAsync(Scene scene)
    {
        left = [.. scene.Shown.Where(concerns).Where(finding => !isAsked(finding)).Select(Mark)];
        for (var round = 0; round < MostRounds && Pending(scene) is { Count: > 0 } pending; round++)
            scene = await RoundAsync(scene, pending).ConfigureAwait(false);
        return scene.Document;
    }

    IReadOnlyList<Finding> Pending(Scene scene) => [.. scene.Shown.Where(concerns).Where(finding => !left.Contains(Mark(finding)))];

    async Task<Scene> RoundAsync(Scene scene, IReadOnlyList<Finding> pending)
    {
        var firsts = pending.GroupBy(finding => scene.SpanAround(finding.Primary.SourceSpan.Start)).Select(group => group.First()).ToArray();
        if (firsts.Length > 1 && await TogetherAsync(scene, firsts).ConfigureAwait(false) is { } together)
            return together;
        return Pending(scene) is [var first, ..] ? await AloneAsync(scene, first).ConfigureAwait(false) : scene;
    }

    /// <summary>Null where not even two changes agree.</summary>
    async Task<Scene?> TogetherAsync(Scene scene, IReadOnlyList<Finding> findings)
    {
        var made = new List<(Finding Finding, Patch Patch)>();
        var hopeless = new List<Left>();
        foreach (var finding in findings)
        {
            if (await SettleAsync(new(scene, finding, IsWhole: false, cancellation)).ConfigureAwait(false) is not { } patch)
                hopeless.Add(Mark(finding));
            else if (made.All(other => other.Patch.IsApartFrom(patch)))
                made.Add((finding, patch));
        }

        left.AddRange(hopeless);
        if (made.Count == 0)
            return scene;
        for (var count = made.Count; count > 1; count /= 2)
            if (await Patch.JoinAsync(scene, made.Take(count).Select(one => one.Patch), cancellation).ConfigureAwait(false) is { } joint
                && Judge.Settles(scene, joint.After, [.. made.Take(count).Select(one => one.Finding)]))
            {
                Move(joint);
                return joint.After;
            }

        return null;
    }

    async Task<Scene> AloneAsync(Scene scene, Finding finding)
    {
        if (await SettleAsync(new(scene, finding, IsWhole: true, cancellation)).ConfigureAwait(false) is { } patch)
        {
            Move(patch);
            return patch.After;
        }

        left.Add(Mark(finding));
        return scene;
    }

    async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var remedy in remediesFor(trial.Scene, trial.Finding))
            if (await remedy.SettleAsync(trial).ConfigureAwait(false) is { } patch)
                return patch;
        return null;
    }

    void Move(Patch patch) => left = [.. left.Select(mark => mark with { Position = patch.Map(mark.Position) })];

    static Left Mark(Finding finding) => new(finding.Rule, finding.ObjectName, finding.Primary.SourceSpan.Start);

    sealed record Left(string Rule, string? Object, int Position);
}
