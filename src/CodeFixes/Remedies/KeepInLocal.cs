using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Gives a name to an object that was never kept, so that it can be freed.</summary>
internal sealed class KeepInLocal : Remedy
{
    readonly FreeAtExits frees = new();

    public override string Key => "NdisRules.KeepInLocal";

    public override string Title(Finding finding) => "Keep it in a local and free it";

    public override bool Suits(Finding finding) => finding.Exits.Any(exit => exit.Form == ExitForm.Discard || exit.Holder is null);

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        if (await WrittenAsync(trial.Scene, draft => new LocalWriter(draft, trial.Finding).Write(), trial.Cancellation).ConfigureAwait(false) is not { } named)
            return null;
        if (Lost(named, trial.Finding) is not { } lost || await frees.SettleAsync(new(named.After, lost, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is not { } freed)
            return null;
        var whole = named.Then(freed, trial.Scene.Text);
        return Judge.Settles(trial, whole) ? whole : null;
    }

    /// <summary>The same loss, told of the local now.</summary>
    static Finding? Lost(Patch patch, Finding finding) => patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start))
        .FirstOrDefault(other => other.Defect == finding.Defect && other.Rule == finding.Rule && patch.Inserted.Any(span => span.IntersectsWith(other.Primary.SourceSpan)));
}
