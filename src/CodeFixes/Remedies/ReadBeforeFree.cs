using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Reads what is asked of the object later before it is given back, where what gives it back cannot come later.</summary>
internal sealed class ReadBeforeFree : Remedy
{
    public override string Key => "NdisRules.ReadBeforeFree";

    public override string Title(Finding finding) => "Read it before the free";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => new EarlyRead(draft, trial.Finding).Write());
}
