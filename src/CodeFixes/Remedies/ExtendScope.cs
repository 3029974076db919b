using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Lets a <c>using</c> statement last until the object has been used for the last time.</summary>
internal sealed class ExtendScope : Remedy
{
    public override string Key => "NdisRules.ExtendScope";

    public override string Title(Finding finding) => "Let the using last as long as the object is used";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => new ScopeExtension(draft, trial.Finding).Write());
}
