using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A statement that is nothing but one free, and what it frees.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Holder">What is freed, as it is written: a name, or members behind a name.</param>
internal sealed record FreeStatement(ExpressionStatementSyntax Statement, ExpressionSyntax Holder)
{
    /// <summary>The free that a finding is shown at.</summary>
    public static FreeStatement? At(Draft draft, Finding finding, ReleaseCall call)
        => ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree) ? Of(draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true), draft, call) : null;

    /// <summary>The free that came first, where a finding tells of two; null when it is not in this file.</summary>
    public static FreeStatement? First(Draft draft, Finding finding, ReleaseCall call)
        => finding.Steps.LastOrDefault(step => step.Kind == StepKind.Release) is { } step && ReferenceEquals(step.Where.SyntaxTree, draft.Scene.Root.SyntaxTree) ? Of(step.Where, draft, call) : null;

    /// <summary>The frees below a node, in the order of the source.</summary>
    public static IEnumerable<FreeStatement> In(SyntaxNode node, Draft draft, ReleaseCall call)
        => node.DescendantNodes().OfType<ExpressionStatementSyntax>().Select(statement => Of(statement, draft, call)).OfType<FreeStatement>();

    static FreeStatement? Of(SyntaxNode node, Draft draft, ReleaseCall call)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement || HolderIn(statement, call) is not { } holder || !SameValue.IsStable(holder, draft.Scene.Model))
            return null;
        return new(statement, holder);
    }

    static ExpressionSyntax? HolderIn(ExpressionStatementSyntax statement, ReleaseCall call) => statement.Expression switch
    {
        InvocationExpressionSyntax free when call.FreedBy(free) is { } holder => free.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(part => part.ToString() == holder),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax free } access when call.IsRelease(free) => access.Expression,
        AwaitExpressionSyntax { Expression: InvocationExpressionSyntax free } when call.FreedBy(free) is { } holder => free.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(part => part.ToString() == holder),
        _ => null,
    };
}
