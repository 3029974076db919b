using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees the old object where its place is given a new one: before, or behind it where the new one is made with the help of the old.</summary>
internal sealed class FreeBeforeOverwrite : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested];

    public override string Key => "NdisRules.FreeBeforeOverwrite";

    public override string Title(Finding finding) => $"Free the old '{finding.ObjectName}' first";

    public override bool Suits(Finding finding) => finding.ObjectName is not null;

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, from isBehind in new[] { false, true } from guard in guards select new Func<Draft, bool>(draft => Write(draft, trial.Finding, guard, isBehind)));

    static bool Write(Draft draft, Finding finding, Guard guard, bool isBehind)
        => ReleaseCall.Of(draft.Scene, finding) is { } call && new OverwriteWriter(draft, call, finding, guard) is var writer && (isBehind ? writer.WriteBehind() : writer.WriteBefore());
}
