using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>What a file does where no .editorconfig says what it ought to do.</summary>
internal static class FileStyle
{
    /// <summary>Fewer declarations than that tell nothing.</summary>
    const int Few = 2;

    /// <summary>The options of the formatter, with the indentation of the file.</summary>
    public static OptionSet Indentation(Scene scene, OptionSet options)
    {
        var indents = scene.Text.Lines.Select(line => line.ToString()).Where(line => line.Length > 0 && char.IsWhiteSpace(line[0]) && !string.IsNullOrWhiteSpace(line)).Select(line => line.Substring(0, line.Length - line.TrimStart().Length)).ToArray();
        if (scene.Option("indent_style") is null)
            options = options.WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, indents.Count(indent => indent[0] == '\t') > indents.Length / 2);
        var spaces = indents.Where(indent => indent[0] == ' ').Select(indent => indent.Length).ToArray();
        // The least there is, if nearly all are multiples of it.
        if (scene.Option("indent_size") is null && spaces.Length > 0 && spaces.Min() is var least and >= 2 and <= 8 && spaces.Count(width => width % least == 0) * 10 >= spaces.Length * 9)
            options = options.WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, least);
        return options;
    }

    /// <summary>Whether a member is mostly written behind <c>this</c>.</summary>
    public static bool QualifiesThis(ISymbol member, Scene scene)
    {
        var names = scene.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == member.Name).ToArray();
        return names.Count(name => name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name) > names.Length / 2;
    }

    /// <summary>Whether what stands under an <c>if</c> or a loop stands in braces, be it one statement alone.</summary>
    public static bool WritesBraces(Scene scene)
    {
        var bodies = scene.Root.DescendantNodes().Select(BodyOf).OfType<StatementSyntax>().ToArray();
        return bodies.Count(body => body is BlockSyntax { Statements.Count: 1 }) >= Few && bodies.All(body => body is BlockSyntax);
    }

    static StatementSyntax? BodyOf(SyntaxNode node) => node switch
    {
        IfStatementSyntax test => test.Statement,
        WhileStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    /// <summary>Whether locals are declared with their types and never with <c>var</c>.</summary>
    public static bool WritesTypes(Scene scene)
    {
        var declared = scene.Root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Select(local => local.Declaration).Where(declaration => declaration.Variables.All(variable => variable.Initializer is not null)).ToArray();
        return declared.Length >= Few && declared.All(declaration => !declaration.Type.IsVar);
    }
}
