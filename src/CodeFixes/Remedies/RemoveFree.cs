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
    {
        return await OnceAsync(trial.Scene, trial.Finding).ConfigureAwait(false) is { } patch ? await Sequel.CompleteAsync(trial, patch, OnceAsync).ConfigureAwait(false) : null;

        Task<Patch?> OnceAsync(Scene scene, Finding finding) => WrittenAsync(scene, draft => Write(draft, finding), trial.Cancellation);
    }

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.At(draft, finding, call) is not { } free || (finding.Defect == Defect.FreedTwice && !IsNeedless(draft, call, free)))
            return false;
        draft.Remove(free.Statement);
        return true;
    }

    /// <summary>
    /// Whether every way to the free has passed another, or the engine sees all that happens to the object: on a way on which somebody else got it, it sees
    /// nothing any more, and the free may be the only one there.
    /// </summary>
    static bool IsNeedless(Draft draft, ReleaseCall call, FreeStatement free)
    {
        if (free.Statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return false;
        if (member.DescendantNodes().OfType<ExpressionStatementSyntax>().Any(first => call.FreedBy(first) == free.Holder.ToString()
            && Siblings.In(Siblings.After(first), free.Statement) is not null && !IsGivenAnother(member, free, first)))
            return true;
        return draft.Scene.Model.GetSymbolInfo(free.Holder).Symbol is { } holder and (ILocalSymbol or IParameterSymbol)
            && new LentOnly(draft.Scene, call.Rule).IsSeen(member, holder);
    }

    static bool IsGivenAnother(SyntaxNode member, FreeStatement free, StatementSyntax first) => member.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.SpanStart > first.SpanStart && assignment.SpanStart < free.Statement.SpanStart && assignment.Left.ToString() == free.Holder.ToString());
}
