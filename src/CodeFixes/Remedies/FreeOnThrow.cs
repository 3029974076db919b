using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>What a method hands out is freed by its <c>finally</c> only where it is not handed out after all: when something throws.</summary>
internal sealed class FreeOnThrow : Remedy
{
    public override string Key => "NdisRules.FreeOnThrow";

    public override string Title(Finding finding) => "Free what is returned only when something throws";

    /// <summary>Whoever was given it may never have freed it: nobody could tell.</summary>
    public override async Task<Patch?> SettleAsync(Trial trial) => await WrittenAsync(trial.Scene, draft => Write(draft, trial.Finding), trial.Cancellation).ConfigureAwait(false) is { } patch
        ? await Sequel.CompleteAsync(trial, patch, again: null).ConfigureAwait(false) : null;

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || finding.Steps.LastOrDefault(step => step.Kind == StepKind.Release)?.Where is not { } release || !ReferenceEquals(release.SyntaxTree, draft.Scene.Root.SyntaxTree)
            || release.FirstAncestorOrSelf<FinallyClauseSyntax>() is not { Block.Statements: [var only], Parent: TryStatementSyntax { Catches.Count: 0 } tried } last || call.FreedBy(only) is not { } holder
            || !tried.Block.DescendantNodes().OfType<ReturnStatementSyntax>().Any(jump => jump.Expression?.ToString() == holder))
            return false;
        draft.Replace(last.FinallyKeyword.Span, "catch");
        draft.AtEndOf(last.Block, ["throw;"]);
        return true;
    }
}
