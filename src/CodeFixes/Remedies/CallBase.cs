using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Lets a closing role that overrides its base's do what that does.</summary>
internal sealed class CallBase : Remedy
{
    public override string Key => "NdisRules.CallBase";

    public override string Title(Finding finding) => $"Call the base's {finding.Home.Name}";

    /// <summary>Before a free here: what the base keeps, the base frees.</summary>
    public override int Rank(Scene scene, Finding finding) => -1;

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => BaseCall.Write(draft, trial.Finding));
}
