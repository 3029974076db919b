using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes the free of an object that another one is about to take the place of.</summary>
internal sealed class OverwriteWriter(Draft draft, ReleaseCall call, Finding finding, Guard guard)
{
    /// <summary>False where it cannot be told that the new one comes whenever the statement runs.</summary>
    public bool WriteBefore()
    {
        if (Statement() is not { } statement || Release.Of(call, draft, statement.SpanStart, finding.ObjectName!, guard) is not { } lines)
            return false;
        draft.Before(statement, lines);
        return true;
    }

    /// <summary>Keeps the old one under a name of its own until the new one is there.</summary>
    public bool WriteBehind()
    {
        if (Statement() is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } } statement
            || call.At(statement.SpanStart, finding.ObjectName!) is not { } free)
            return false;
        var old = HeldBack.Unused("old", statement, draft.Scene);
        var position = free.LastIndexOf(finding.ObjectName!, StringComparison.Ordinal);
        var renamed = free.Substring(0, position) + old + free.Substring(position + finding.ObjectName!.Length);
        draft.Around(statement, [$"var {old} = {finding.ObjectName};"], [guard == Guard.None ? renamed : Release.Guarded(draft, call.Test(old), renamed)]);
        return true;
    }

    /// <summary>The new one has a name of its own at first: the old one is freed where the new one takes its place.</summary>
    public bool WriteBeforeAssignment()
    {
        if (Statement() is not LocalDeclarationStatementSyntax { Declaration.Variables: [var fresh] } statement)
            return false;
        var taken = Siblings.After(statement).SelectMany(later => later.DescendantNodesAndSelf()).OfType<ExpressionStatementSyntax>().FirstOrDefault(later => later.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            && assignment.Left.ToString() == finding.ObjectName && assignment.Right is IdentifierNameSyntax value && value.Identifier.ValueText == fresh.Identifier.ValueText);
        if (taken is null || Release.Of(call, draft, taken.SpanStart, finding.ObjectName!, guard) is not { } lines)
            return false;
        draft.Before(taken, lines);
        return true;
    }

    /// <summary>The statement of the new acquire, if the acquire runs whenever the statement does.</summary>
    StatementSyntax? Statement()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return null;
        var node = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        for (var around = node; around is not null; around = around.Parent)
            switch (around)
            {
                case ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax:
                    return (StatementSyntax)around;
                case IfStatementSyntax test:
                    return test.Condition.Span.Contains(node.Span) && test.Parent is not ElseClauseSyntax ? test : null;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax or ArrowExpressionClauseSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } test when !test.Left.Span.Contains(node.Span):
                    return null;
            }

        return null;
    }
}
