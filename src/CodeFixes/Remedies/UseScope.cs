using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Lets the end of the scope free the object: by <c>using</c> where it is disposable, else by the owner that its rule knows.</summary>
internal sealed class UseScope : Remedy
{
    public override string Key => "NdisRules.UseScope";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' at the end of its scope (using)";

    public override bool Suits(Finding finding) => finding.Defect is Defect.Lost or Defect.LostByCall && finding.Exits.Count > 0;

    /// <summary>What is disposable is given back by <c>using</c>; of anything else the owner is an offer.</summary>
    public override int Rank(Scene scene, Finding finding)
        => scene.RuleOf(finding) is { } rule && rule.SingleReleases.FirstOrDefault() is { Name: "Dispose" } release && rule.RowOf(release)?.Slot == Slot.This ? -2 : 1;

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, new[] { true, false }.Select(isDisposable => new Func<Draft, bool>(draft => Write(draft, trial.Finding, isDisposable))));

    static bool Write(Draft draft, Finding finding, bool isDisposable)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || draft.Scene.RuleOf(finding) is not { } rule)
            return false;
        var region = OwnedRegion.Of(draft, finding).FirstOrDefault(region => region.IsAcquire);
        return region is not null && new ScopeWriter(draft, call, rule, region) is var writer && (isDisposable ? writer.WriteUsing() : writer.WriteOwner());
    }
}
