using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Puts the statements through which a local owns its object into a <c>try</c>, and the free into its <c>finally</c>.</summary>
internal sealed class FinallyWriter(Draft draft, ReleaseCall call, Rule rule, OwnedRegion region, Guard guard)
{
    /// <summary>False where the object is not only looked at in between, or the free cannot be written there.</summary>
    /// <param name="toEnd">Whether to wrap everything up to the end of the block, not only what names the object.</param>
    public bool Write(bool toEnd)
    {
        var lent = new LentOnly(draft.Scene, rule);
        var first = guard == Guard.None ? region.NullTests(lent) : 0;
        var count = toEnd ? region.Rest.Count : region.Needed(lent, draft.Scene.Model);
        if (count <= first || !region.Rest.All(statement => lent.In(statement, region.Variable)) || region.Frees(call) is not { } frees)
            return false;
        var wrapped = region.Rest.Skip(first).Take(count - first).ToArray();
        if (Release.Of(call, draft, region.Start.Span.End, region.Variable.Name, guard) is not { } lines || !IsHeldFromStart())
            return false;
        foreach (var free in frees)
            draft.Remove(free);
        wrapped = Without(wrapped, frees);
        if (wrapped.Length == 0)
            return false;
        if (wrapped is [TryStatementSyntax attempt])
            Join(attempt, lines);
        else
            Wrap(wrapped, lines);
        return true;
    }

    /// <summary>A variable that is declared above its acquire must hold something there, or the finally could not ask it.</summary>
    bool IsHeldFromStart()
    {
        if (region.IsAcquire || region.Start is not LocalDeclarationStatementSyntax { Declaration.Variables: [var variable] })
            return region.IsAcquire;
        if (guard != Guard.Tested)
            return false;
        if (variable.Initializer is null)
            draft.Insert(variable.Identifier.Span.End, region.Variable.Type.IsReferenceType ? " = null" : " = default");
        return true;
    }

    /// <summary>A free at the end of the block goes, and nothing is left to wrap there.</summary>
    static StatementSyntax[] Without(StatementSyntax[] wrapped, IReadOnlyList<StatementSyntax> frees)
    {
        var count = wrapped.Length;
        while (count > 0 && frees.Contains(wrapped[count - 1]))
            count--;
        return [.. wrapped.Take(count)];
    }

    /// <summary>Into the finally that is there, as its first statement, so that nothing there keeps it from being freed; or into one of the same try.</summary>
    void Join(TryStatementSyntax attempt, IReadOnlyList<string> lines)
    {
        if (attempt.Finally is { Block: var last })
        {
            if (last.Statements.FirstOrDefault() is { } first)
                draft.Before(first, lines);
            else
                draft.AtEndOf(last, lines);
            return;
        }

        var indent = draft.IndentOf(attempt.SpanStart);
        draft.Insert(attempt.Span.End, draft.NewLine + string.Join(draft.NewLine, [indent + "finally", indent + "{", .. lines.Select(line => indent + "    " + line), indent + "}"]));
    }

    void Wrap(StatementSyntax[] wrapped, IReadOnlyList<string> lines)
    {
        foreach (var statement in wrapped)
            draft.Keeps(statement);
        var (first, last) = (wrapped[0], wrapped[wrapped.Length - 1]);
        var start = LineStart(first);
        draft.Insert(start, "try" + draft.NewLine + "{" + draft.NewLine);
        draft.Insert(last.FullSpan.End, string.Concat(new[] { "}", "finally", "{" }.Concat(lines).Append("}").Select(line => line + draft.NewLine)));
        draft.Reformat(TextSpan.FromBounds(start, last.FullSpan.End));
    }

    /// <summary>Before the comments that belong to the statement, behind the empty lines above them.</summary>
    int LineStart(StatementSyntax statement)
    {
        var comment = statement.GetLeadingTrivia().FirstOrDefault(trivia => !string.IsNullOrWhiteSpace(trivia.ToFullString()));
        var position = comment.RawKind == 0 ? statement.SpanStart : comment.SpanStart;
        return draft.IsFirstOnLine(position) ? draft.Scene.Text.Lines.GetLineFromPosition(position).Start : position;
    }
}
