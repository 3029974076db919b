using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Takes the frees out that do not cover all ways, and frees anew wherever the object's name ends.</summary>
internal sealed class RegroupFrees : Remedy
{
    readonly FreeAtExits anew = new();

    public override string Key => "NdisRules.RegroupFrees";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' wherever its name ends, and nowhere before";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0;

    public override bool IsLastResort => true;

    public override int Rank(Scene scene, Finding finding) => 1;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var isOuter in new[] { false, true })
            if (await WrittenAsync(trial.Scene, draft => TakeOut(draft, trial.Finding, isOuter), trial.Cancellation).ConfigureAwait(false) is { } without
                && Same(without, trial.Finding) is { } lost
                && await anew.SettleAsync(new(without.After, lost, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is { } freed
                && without.Then(freed, trial.Scene.Text) is var whole && Judge.Settles(trial, whole))
                return whole;
        return null;
    }

    /// <summary>Every free of the local, if nothing else than looks and frees happens to it.</summary>
    static bool TakeOut(Draft draft, Finding finding, bool isOuter)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || draft.Scene.RuleOf(finding) is not { } rule || OwnedRegion.Of(draft, finding).FirstOrDefault(one => one.IsAcquire != isOuter) is not { } region)
            return false;
        var lent = new LentOnly(draft.Scene, rule);
        if (!region.Rest.All(statement => lent.In(statement, region.Variable)) || region.Frees(call) is not { Count: > 0 } frees)
            return false;
        foreach (var free in frees)
            draft.Remove(free);
        return true;
    }

    static Finding? Same(Patch patch, Finding finding) => patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start))
        .FirstOrDefault(other => other.Defect == Defect.Lost && other.Rule == finding.Rule && other.Primary.SourceSpan.Start == patch.Map(finding.Primary.SourceSpan.Start));
}
