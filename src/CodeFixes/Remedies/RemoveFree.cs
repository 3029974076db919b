using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Takes out a free that has nothing to free, and every further one of the same object.</summary>
internal sealed class RemoveFree : Remedy
{
    public override string Key => "NdisRules.RemoveFree";

    public override string Title(Finding finding) => finding.Defect == Defect.FreedTwice ? "Remove the second free" : "Remove the free";

    public override async Task<Patch?> SettleAsync(Trial trial)
        => await OnceAsync(trial.Scene, trial.Finding).ConfigureAwait(false) is { } patch ? await Sequel.CompleteAsync(trial, patch, OnceAsync).ConfigureAwait(false) : null;

    static Task<Patch?> OnceAsync(Scene scene, Finding finding) => WrittenAsync(scene, draft => Write(draft, finding), default);

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.At(draft, finding, call) is not { } free)
            return false;
        draft.Remove(free.Statement);
        return true;
    }
}
