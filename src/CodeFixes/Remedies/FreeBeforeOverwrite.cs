using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees the old object where its place is given a new one: before, or behind it where the new one is made with the help of the old.</summary>
internal sealed class FreeBeforeOverwrite : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested];

    static readonly Func<OverwriteWriter, bool>[] ways = [writer => writer.WriteAtPlace(), writer => writer.WriteBefore(), writer => writer.WriteBeforeAssignment(), writer => writer.WriteInHelper(), writer => writer.WriteBehind(), writer => writer.WriteWhereFlagged()];

    public override string Key => "NdisRules.FreeBeforeOverwrite";

    public override string Title(Finding finding) => $"Free the old '{finding.ObjectName?.TrimStart('.')}' first";

    public override bool Suits(Finding finding) => finding.ObjectName is not null;

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, from way in ways from guard in guards select new Func<Draft, bool>(draft => ReleaseCall.Of(draft.Scene, trial.Finding) is { } call && way(new(draft, call, trial.Finding, guard))));
}
