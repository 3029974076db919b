using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>An object that is lost with the owner that keeps it to itself: the owner gets a <c>Dispose</c>, and whoever made the owner calls it.</summary>
internal sealed class MakeDisposable : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested, Guard.Chained];

    public override string Key => "NdisRules.MakeDisposable";

    public override string Title(Finding finding) => "Free it in a Dispose of its owner, and dispose the owner";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Any(exit => exit.Holder?.Contains('.') == true);

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, guards.Select(guard => new Func<Draft, bool>(draft => new DisposableOwner(draft, trial.Finding, guard).Write())));
}
