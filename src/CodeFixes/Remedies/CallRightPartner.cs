using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Gives the object back the way its rule has it: by its own partner, to what it was taken from, with what it was taken with.</summary>
internal sealed class CallRightPartner : Remedy
{
    public override string Key => "NdisRules.CallRightPartner";

    public override string Title(Finding finding) => $"Give it back as {finding.Rule} has it";

    public override Task<Patch?> SettleAsync(Trial trial)
        => TryAsync(trial, draft => ReleaseCall.Of(draft.Scene, trial.Finding) is { } call && new PartnerWriter(draft, call, trial.Finding).Write());
}
