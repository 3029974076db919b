using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Moves a free that comes too early: behind the last use of its object, or behind the free of what has to go first.</summary>
internal sealed class MoveFree : Remedy
{
    public override string Key => "NdisRules.MoveFree";

    public override string Title(Finding finding) => finding.Defect == Defect.OutOfOrder ? "Move it behind what has to be freed first" : "Move the free behind the last use";

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        return await OnceAsync(trial.Scene, trial.Finding).ConfigureAwait(false) is { } patch
            ? await Sequel.CompleteAsync(trial, patch, trial.Finding.Defect == Defect.OutOfOrder ? null : OnceAsync).ConfigureAwait(false) : null;

        Task<Patch?> OnceAsync(Scene scene, Finding finding) => WrittenAsync(scene, draft => Write(draft, finding), trial.Cancellation);
    }

    static bool Write(Draft draft, Finding finding)
        => ReleaseCall.Of(draft.Scene, finding) is { } call && new MoveWriter(draft, call, finding) is var writer
            && (finding.Defect == Defect.OutOfOrder ? writer.BehindOther() : writer.BehindLastUse());
}
