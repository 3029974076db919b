using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Puts statements before others, or at the end of a block, without disturbing what is there.</summary>
internal static class StatementWriter
{
    /// <summary>Right before a statement; a statement that stands alone under an <c>if</c> or a loop gets a block.</summary>
    public static void Before(this Draft draft, StatementSyntax anchor, IReadOnlyList<string> statements)
    {
        if (!IsInList(anchor))
            draft.Wrap(anchor, statements, []);
        else if (draft.IsFirstOnLine(anchor.SpanStart))
            draft.Insert(anchor.SpanStart, Lines(draft, statements, draft.IndentOf(anchor.SpanStart)) + draft.GapBehind(statements, null) + draft.IndentOf(anchor.SpanStart));
        else
            draft.InLine(anchor.SpanStart, anchor.Parent!, statements);
    }

    /// <summary>Right after a statement, before whatever follows it.</summary>
    public static void After(this Draft draft, StatementSyntax anchor, IReadOnlyList<string> statements)
    {
        if (!IsInList(anchor))
            draft.Wrap(anchor, [], statements);
        else if (IsLineBreak(draft.Scene.Text, anchor.FullSpan.End))
            draft.Insert(anchor.FullSpan.End, draft.GapBehind(anchor) + Lines(draft, statements, draft.IndentOf(anchor.SpanStart)) + (Siblings.After(anchor).FirstOrDefault() is { } next ? draft.GapBehind(statements, next) : ""));
        else if (anchor.FullSpan.End == draft.Scene.Root.FullSpan.End) // the last line of a file, which may lack its end
            draft.Insert(anchor.FullSpan.End, draft.NewLine + string.Join(draft.NewLine, statements));
        else
            draft.InLine(anchor.FullSpan.End, anchor.Parent!, statements);
    }

    /// <summary>Before and behind a statement.</summary>
    public static void Around(this Draft draft, StatementSyntax anchor, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (!IsInList(anchor))
        {
            draft.Wrap(anchor, before, after);
            return;
        }

        draft.Before(anchor, before);
        draft.After(anchor, after);
    }

    /// <summary>As the last statements of a block.</summary>
    public static void AtEndOf(this Draft draft, BlockSyntax block, IReadOnlyList<string> statements)
    {
        var brace = block.CloseBraceToken.SpanStart;
        if (!draft.IsFirstOnLine(brace))
        {
            draft.InLine(brace, block, statements);
            return;
        }

        var indent = block.Statements.LastOrDefault() is { } last && draft.IsFirstOnLine(last.SpanStart) ? draft.IndentOf(last.SpanStart) : draft.IndentOf(brace) + "    ";
        draft.Insert(draft.Scene.Text.Lines.GetLineFromPosition(brace).Start, draft.GapBehind(block.Statements.LastOrDefault()) + Lines(draft, statements, indent));
    }

    /// <summary>The empty line that the file has behind a block.</summary>
    static string GapBehind(this Draft draft, StatementSyntax? last) => last is not null && FileStyle.EndsInBrace(last) && FileStyle.SeparatesBlocks(draft.Scene) ? draft.NewLine : "";

    /// <summary>The same behind new statements, where what follows does not bring one.</summary>
    static string GapBehind(this Draft draft, IReadOnlyList<string> statements, StatementSyntax? next)
        => statements.Count > 0 && statements[statements.Count - 1].EndsWith("}", StringComparison.Ordinal) && statements[statements.Count - 1].Contains('\n') && (next is null || !FileStyle.BeginsWithEmptyLine(next)) && FileStyle.SeparatesBlocks(draft.Scene) ? draft.NewLine : "";

    /// <summary>Puts a test before a statement, which stays where it is otherwise: on one line with whatever it stood on a line with.</summary>
    public static void Guard(this Draft draft, StatementSyntax statement, string test)
    {
        draft.Keeps(statement);
        var text = draft.Scene.Text.ToString(statement.Span);
        draft.Replace(statement.Span, draft.IsFirstOnLine(statement.SpanStart) || Release.HasBraces(draft.Scene) ? Release.Guarded(draft, test, text) : $"if ({test}) {text}");
        draft.Reformat(statement.Span);
    }

    /// <summary>Takes the test around a statement away. False where a comment would have nowhere to stand, or where the statement is not <paramref name="same"/>.</summary>
    public static bool Unguard(this Draft draft, IfStatementSyntax test, string? same)
    {
        var guarded = test.Statement is BlockSyntax { Statements: [var only] } ? only : test.Statement;
        if (same is not null && (test.Else is not null || guarded.ToString() != same || !SameValue.IsStable(test.Condition, draft.Scene.Model))
            || test.DescendantTrivia().Any(trivia => !guarded.Span.Contains(trivia.Span) && test.Span.Contains(trivia.Span) && !string.IsNullOrWhiteSpace(trivia.ToString())))
            return false;
        draft.Replace(test.Span, draft.Scene.Text.ToString(guarded.Span));
        return true;
    }

    /// <summary>Makes a block of the arrow and the expression behind it.</summary>
    public static void Unfold(this Draft draft, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, string keyword, IReadOnlyList<string> before, IReadOnlyList<string> after)
        => draft.Unfold(arrow, semicolon, ("{", "}"), Lines(draft, before, "") + keyword, after);

    /// <summary>Makes a getter of the arrow of a property.</summary>
    public static void UnfoldGetter(this Draft draft, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon)
        => draft.Unfold(arrow, semicolon, (string.Join(draft.NewLine, "{", "get", "{"), string.Join(draft.NewLine, "}", "}")), "return ", []);

    static void Unfold(this Draft draft, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, (string Opening, string Closing) braces, string first, IReadOnlyList<string> after)
    {
        draft.Keeps(arrow);
        var start = arrow.ArrowToken.GetPreviousToken().Span.End;
        var gap = TextSpan.FromBounds(start, arrow.ArrowToken.SpanStart);
        var opening = draft.NewLine + braces.Opening + draft.NewLine;
        draft.Replace(string.IsNullOrWhiteSpace(draft.Scene.Text.ToString(gap)) ? TextSpan.FromBounds(start, AfterBlanks(draft, arrow.ArrowToken.Span.End)) : arrow.ArrowToken.Span, opening);
        draft.Insert(arrow.Expression.SpanStart, first);
        draft.Insert(AfterComment(semicolon), draft.NewLine + Lines(draft, after, "") + braces.Closing);
        draft.Reformat(TextSpan.FromBounds(arrow.ArrowToken.SpanStart, semicolon.Span.End));
    }

    /// <summary>A comment on the line of the expression stays beside it.</summary>
    static int AfterComment(SyntaxToken semicolon) => semicolon.TrailingTrivia.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)) is { RawKind: not 0 } comment ? comment.Span.End : semicolon.Span.End;

    /// <summary>Whether other statements may simply stand beside it.</summary>
    static bool IsInList(StatementSyntax statement)
        => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax || (statement.Parent is LabeledStatementSyntax labeled && IsInList(labeled));

    /// <summary>Several on one line stay there, as long as the new one is short enough to join them.</summary>
    static void InLine(this Draft draft, int position, SyntaxNode parent, IReadOnlyList<string> statements)
    {
        var space = char.IsWhiteSpace(draft.Scene.Text[position - 1]) ? "" : " ";
        if (statements.Count == 1 && !statements[0].StartsWith("if", StringComparison.Ordinal))
        {
            draft.Insert(position, space + statements[0] + " ");
            return;
        }

        draft.BreakBefore(position);
        draft.Insert(position, Lines(draft, statements, ""));
        draft.Spread(parent);
    }

    /// <summary>Gives each statement of a line a line of its own.</summary>
    static void Spread(this Draft draft, SyntaxNode parent)
    {
        foreach (var statement in parent.ChildNodes().OfType<StatementSyntax>())
            draft.BreakBefore(statement.SpanStart);
        draft.Reformat(parent.Span);
    }

    static void Wrap(this Draft draft, StatementSyntax anchor, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        draft.Keeps(anchor);
        var text = draft.Scene.Text;
        var (start, end) = (anchor.FullSpan.Start, anchor.FullSpan.End);
        var blanks = BeforeBlanks(draft, start);
        draft.Replace(TextSpan.FromBounds(blanks, start), (IsLineBreak(text, blanks) ? "" : draft.NewLine) + "{" + draft.NewLine);
        draft.Insert(anchor.SpanStart, Lines(draft, before, ""));

        var closing = BeforeBlanks(draft, end);
        var gap = Siblings.Around(anchor) is { } whole && whole.Span.End == anchor.Span.End && Siblings.After(whole).FirstOrDefault() is { } follower && !FileStyle.BeginsWithEmptyLine(follower) && FileStyle.SeparatesBlocks(draft.Scene) ? draft.NewLine : "";
        draft.Replace(TextSpan.FromBounds(closing, end), (IsLineBreak(text, closing) ? "" : draft.NewLine) + Lines(draft, after, "") + "}" + draft.NewLine + gap);
        var next = anchor.GetLastToken().GetNextToken();
        draft.Reformat(TextSpan.FromBounds(start, IsLineBreak(text, closing) || next.RawKind == (int)SyntaxKind.None ? end : next.Span.End));
        if (Siblings.Around(anchor) is { Parent: BlockSyntax block } around && !draft.IsFirstOnLine(around.SpanStart))
            draft.Spread(block);
    }

    static string Lines(Draft draft, IEnumerable<string> statements, string indent)
        => string.Concat(statements.Select(statement => indent + statement + draft.NewLine));

    static bool IsLineBreak(SourceText text, int position) => position > 0 && text[position - 1] is '\n' or '\r';

    static int BeforeBlanks(Draft draft, int position)
    {
        while (position > 0 && draft.Scene.Text[position - 1] is ' ' or '\t')
            position--;
        return position;
    }

    static int AfterBlanks(Draft draft, int position)
    {
        while (position < draft.Scene.Text.Length && draft.Scene.Text[position] is ' ' or '\t')
            position++;
        return position;
    }
}
