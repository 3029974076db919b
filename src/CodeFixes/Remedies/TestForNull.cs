using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Asks whether there is an object, and leaves as the method fails where there is none; of what else is held by then, it lets go.</summary>
internal sealed class TestForNull : Remedy
{
    public override string Key => "NdisRules.TestForNull";

    public override string Title(Finding finding) => finding.ObjectName is { } name ? $"Test '{name}' for null" : "Test for null";

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var form in new[] { NullTest.AroundFree, NullTest.BehindAcquire, NullTest.BeforeUse, NullTest.AroundUse })
            if (await WrittenAsync(trial.Scene, draft => Write(draft, trial.Finding, form), trial.Cancellation).ConfigureAwait(false) is { } patch
                && await Sequel.CompleteAsync(trial, patch, (scene, finding) => WrittenAsync(scene, draft => Write(draft, finding, form), trial.Cancellation)).ConfigureAwait(false) is { } whole)
                return whole;
        return null;
    }

    static bool Write(Draft draft, Finding finding, NullTest form) => ReleaseCall.Of(draft.Scene, finding) is { } call && new NullTestWriter(draft, call, finding).Write(form);
}
