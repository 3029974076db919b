using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees the object in a <c>finally</c> that closes whatever comes after its acquire, in place of the frees on single paths.</summary>
internal sealed class FreeInFinally : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested];

    public override string Key => "NdisRules.FreeInFinally";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' in a finally block";

    public override bool Suits(Finding finding) => finding.Defect is Defect.Lost or Defect.LostByCall && finding.Exits.Count > 0;

    /// <summary>Where every call counts as a path, only a finally holds; elsewhere nobody is pushed into one.</summary>
    public override int Rank(Scene scene, Finding finding)
        => finding.Defect == Defect.LostByCall || (scene.RuleOf(finding) is { } rule && scene.SettingsOf(rule).Exceptions == ExceptionPolicy.All) ? -1 : 2;

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, from toEnd in new[] { false, true } from isOuter in new[] { false, true } from guard in guards select new Func<Draft, bool>(draft => Write(draft, trial.Finding, isOuter, toEnd, guard)));

    static bool Write(Draft draft, Finding finding, bool isOuter, bool toEnd, Guard guard)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || draft.Scene.RuleOf(finding) is not { } rule)
            return false;
        var region = OwnedRegion.Of(draft, finding).FirstOrDefault(region => region.IsAcquire != isOuter);
        return region is not null && new FinallyWriter(draft, call, rule, region, guard).Write(toEnd);
    }
}
