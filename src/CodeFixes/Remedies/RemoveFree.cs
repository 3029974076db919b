using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.At(draft, finding, call) is not { } free || (finding.Defect == Defect.FreedTwice && !IsNeedless(draft, finding, call, free)))
            return false;
        draft.Remove(free.Statement);
        return true;
    }

    /// <summary>
    /// Whether every way to the free has passed the first one, or nothing but looks and frees happens to the object: on a way on which somebody else got it the engine sees
    /// nothing any more, and the free may be the only one there.
    /// </summary>
    static bool IsNeedless(Draft draft, Finding finding, ReleaseCall call, FreeStatement free)
    {
        if (FreeStatement.First(draft, finding, call) is { } first && Siblings.In(Siblings.After(first.Statement), free.Statement) is not null)
            return true;
        return draft.Scene.Model.GetSymbolInfo(free.Holder).Symbol is { } holder and (ILocalSymbol or IParameterSymbol)
            && free.Statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && new LentOnly(draft.Scene, call.Rule).In(member, holder);
    }
}
