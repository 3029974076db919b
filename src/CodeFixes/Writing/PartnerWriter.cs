using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
            || draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } wrong
            || draft.Scene.Model.GetSymbolInfo(wrong).Symbol is not IMethodSymbol method || ObjectIn(wrong, method) is not { } holder
            || call.At(wrong.SpanStart, holder.ToString()) is not { } text || SyntaxFactory.ParseExpression(text.TrimEnd(';')) is not InvocationExpressionSyntax right)
            return false;
        if (!call.IsRelease(wrong))
            draft.Replace(wrong.Span, right.ToString());
        else
            Correct(wrong, right);
        return true;
    }

    /// <summary>Another receiver, and other arguments where they differ; what else was said stays.</summary>
    void Correct(InvocationExpressionSyntax wrong, InvocationExpressionSyntax right)
    {
        if (!SyntaxFactory.AreEquivalent(wrong.Expression, right.Expression))
            draft.Replace(wrong.Expression.Span, right.Expression.ToString());
        foreach (var (given, wanted) in wrong.ArgumentList.Arguments.Zip(right.ArgumentList.Arguments, (given, wanted) => (given, wanted)))
            if (given.NameColon is null && !SyntaxFactory.AreEquivalent(given.Expression, wanted.Expression))
                draft.Replace(given.Expression.Span, wanted.Expression.ToString());
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
