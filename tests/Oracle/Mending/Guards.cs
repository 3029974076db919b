using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Mending;

/// <summary>
/// Guards a text as the rendering guards what it executes, so that a run goes on behind a violation and shows all of them. The fixed program is only
/// text: here every statement that is a call is guarded, which does not change what a call without a violation does.
/// </summary>
static class Guards
{
    const string Before = "try { ";
    const string After = " } catch (System.Exception broken) when (NdisRules.Oracle.Input.GoesOn(broken)) { }";

    /// <summary>The guarded text, line by line the same.</summary>
    public static string Around(string text)
    {
        var source = SourceText.From(text);
        var calls = CSharpSyntaxTree.ParseText(source, Compiler.Parsing).GetRoot().DescendantNodes().OfType<ExpressionStatementSyntax>().Where(IsGuarded);
        var changes = calls.SelectMany(call => (TextChange[])[new(new(call.SpanStart, 0), Before), new(new(call.Span.End, 0), After)]);
        return source.WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
    }

    /// <summary>A call that assigns something is not: what it assigns would not be assigned for certain.</summary>
    static bool IsGuarded(ExpressionStatementSyntax statement) =>
        statement.Expression is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
        && !statement.DescendantNodes().Any(node =>
            node is AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword });
}
