using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Rewrites a free that goes the wrong way, no more of it than is wrong.</summary>
internal sealed class PartnerWriter(Draft draft, ReleaseCall call, Finding finding)
{
    public bool Write()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree)
            || draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } wrong)
            return false;
        return call.IsRelease(wrong) ? Correct(wrong) : Replace(wrong);
    }

    /// <summary>Another method altogether.</summary>
    bool Replace(InvocationExpressionSyntax wrong)
    {
        if (draft.Scene.Model.GetSymbolInfo(wrong).Symbol is not IMethodSymbol method || ObjectIn(wrong, method) is not { } holder || call.At(wrong.SpanStart, holder.ToString()) is not { } text)
            return false;
        draft.Replace(wrong.Span, text.TrimEnd(';'));
        return true;
    }

    /// <summary>Another receiver, and other arguments where they differ; what else was said stays.</summary>
    bool Correct(InvocationExpressionSyntax wrong)
    {
        var corrections = call.Corrections(wrong).ToArray();
        foreach (var (said, right) in corrections)
            draft.Replace(said.Span, right);
        return corrections.Length > 0;
    }

    ExpressionSyntax? ObjectIn(InvocationExpressionSyntax wrong, IMethodSymbol method)
    {
        var slot = draft.Scene.RuleOf(finding)?.RowOf(method) is { Kind: RowKind.Releases } row ? row.Slot : draft.Scene.Book.PartnerAt(method)?.Slot;
        return slot switch
        {
            null => null,
            Slot.This => (wrong.Expression as MemberAccessExpressionSyntax)?.Expression,
            { } index => wrong.ArgumentList.Arguments.ElementAtOrDefault(index)?.Expression,
        };
    }
}
