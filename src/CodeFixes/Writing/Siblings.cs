using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Statements and those beside them: in a block, a section of a switch, or a program of statements.</summary>
internal static class Siblings
{
    /// <summary>The list that a statement stands in; empty where it stands alone under an <c>if</c> or a loop.</summary>
    public static IReadOnlyList<StatementSyntax> Of(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => [.. unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)],
        _ => [],
    };

    /// <summary>What follows a statement in its list.</summary>
    public static IReadOnlyList<StatementSyntax> After(StatementSyntax statement) => [.. Of(statement).SkipWhile(other => other != statement).Skip(1)];

    /// <summary>The nearest statement around a node that stands in a list.</summary>
    public static StatementSyntax? Around(SyntaxNode node)
        => node.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(statement => statement is not BlockSyntax { Parent: not BlockSyntax } && Of(statement).Count > 0);

    /// <summary>The statement of <paramref name="list"/> that a node lies in; null when it lies elsewhere.</summary>
    public static StatementSyntax? In(IReadOnlyList<StatementSyntax> list, SyntaxNode node) => list.FirstOrDefault(statement => statement.FullSpan.Contains(node.Span));
}
