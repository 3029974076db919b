using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Takes statements out, and leaves every comment where it is.</summary>
internal static class Removal
{
    /// <summary>Takes a statement out, together with the test around it if that tests for it alone and does nothing itself.</summary>
    public static void Remove(this Draft draft, StatementSyntax statement)
    {
        var whole = Whole(statement, draft.Scene.Model);
        if (whole is BlockSyntax { Parent: ElseClauseSyntax } or { Parent: ElseClauseSyntax })
            draft.Cut(whole.Parent!.Span);
        else if (Siblings.Of(whole).Count == 0)
            draft.Replace(whole.Span, "{ }");
        else
            draft.Cut(whole.Span);
    }

    /// <summary>Takes a statement of a list out, and its lines with it where nothing else is on them.</summary>
    public static void Cut(this Draft draft, StatementSyntax statement) => draft.Cut(statement.Span);

    /// <summary>Takes a statement of a list out, to be put elsewhere on lines of its own: the comment behind it goes with it.</summary>
    public static string Lift(this Draft draft, StatementSyntax statement)
    {
        var comment = statement.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        var span = comment.RawKind != 0 && draft.IsFirstOnLine(statement.SpanStart) ? TextSpan.FromBounds(statement.SpanStart, comment.Span.End) : statement.Span;
        draft.Cut(span);
        return draft.Scene.Text.ToString(span);
    }

    static void Cut(this Draft draft, TextSpan span)
    {
        var text = draft.Scene.Text;
        var (start, end) = (span.Start, span.End);
        var last = text.Lines.GetLineFromPosition(end);
        var isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(end, last.End)));
        if (draft.IsFirstOnLine(start) && isAlone)
            draft.Replace(TextSpan.FromBounds(text.Lines.GetLineFromPosition(start).Start, last.EndIncludingLineBreak), "");
        else if (draft.IsFirstOnLine(start))
            draft.Replace(TextSpan.FromBounds(start, end + text.ToString(TextSpan.FromBounds(end, last.End)).TakeWhile(char.IsWhiteSpace).Count()), "");
        else
            draft.Replace(TextSpan.FromBounds(start - text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(start).Start, start)).Reverse().TakeWhile(char.IsWhiteSpace).Count(), end), "");
    }

    static StatementSyntax Whole(StatementSyntax statement, SemanticModel model)
    {
        var outer = statement.Parent is BlockSyntax { Statements.Count: 1 } block && block.Parent is IfStatementSyntax or ElseClauseSyntax && !HasComments(block) ? block : statement;
        if (outer.Parent is IfStatementSyntax { Else: null } test && test.Statement == outer && SameValue.IsStable(test.Condition, model) && !HasComments(test))
            return test;
        return outer.Parent is ElseClauseSyntax ? outer : statement;
    }

    static bool HasComments(SyntaxNode node)
        => node.DescendantTrivia().Any(trivia => node.Span.Contains(trivia.Span) && (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));
}
