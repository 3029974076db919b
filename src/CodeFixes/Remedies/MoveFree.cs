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
        if (await OnceAsync(trial.Scene, trial.Finding).ConfigureAwait(false) is { } patch
            && await Sequel.CompleteAsync(trial, patch, trial.Finding.Defect == Defect.OutOfOrder ? null : OnceAsync).ConfigureAwait(false) is { } moved)
            return moved;
        return await WrittenAsync(trial.Scene, draft => Written(draft, trial.Finding, writer => writer.TakeOut()), trial.Cancellation).ConfigureAwait(false) is { } without
            ? await Sequel.CompleteAsync(trial, without, again: null).ConfigureAwait(false) : null;

        Task<Patch?> OnceAsync(Scene scene, Finding finding)
            => WrittenAsync(scene, draft => Written(draft, finding, writer => finding.Defect == Defect.OutOfOrder ? writer.BehindOther() : writer.BehindLastUse()), trial.Cancellation);
    }

    static bool Written(Draft draft, Finding finding, Func<MoveWriter, bool> write) => ReleaseCall.Of(draft.Scene, finding) is { } call && write(new(draft, call, finding));
}
