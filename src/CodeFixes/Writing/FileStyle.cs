using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Formatting;
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
        return Braces(scene, options);
    }

    /// <summary>Where the braces of statements and of sections stand.</summary>
    static OptionSet Braces(Scene scene, OptionSet options)
    {
        if (scene.Option("csharp_new_line_before_open_brace") is null && MostlyBehind(scene, node => node is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or TryStatementSyntax or UsingStatementSyntax } block ? block.OpenBraceToken : default))
            options = options.WithChangedOption(CSharpFormattingOptions.NewLinesForBracesInControlBlocks, false);
        if (scene.Option("csharp_new_line_before_open_brace") is null && MostlyBehind(scene, node => node is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax } block ? block.OpenBraceToken : default))
            options = options.WithChangedOption(CSharpFormattingOptions.NewLinesForBracesInMethods, false);
        if (scene.Option("csharp_new_line_before_else") is null && MostlyBehind(scene, node => node is ElseClauseSyntax { Parent: IfStatementSyntax { Statement: BlockSyntax } } other ? other.ElseKeyword : default))
            options = options.WithChangedOption(CSharpFormattingOptions.NewLineForElse, false);
        if (scene.Option("csharp_new_line_before_catch") is null && MostlyBehind(scene, node => node is CatchClauseSyntax handler ? handler.CatchKeyword : node is FinallyClauseSyntax last ? last.FinallyKeyword : default))
            options = options.WithChangedOption(CSharpFormattingOptions.NewLineForCatch, false).WithChangedOption(CSharpFormattingOptions.NewLineForFinally, false);
        if (scene.Option("csharp_indent_case_contents_when_block") is null && scene.Root.DescendantNodes().OfType<SwitchSectionSyntax>().Any(section => section.Statements.FirstOrDefault() is BlockSyntax block && IndentOf(scene, block.SpanStart) == IndentOf(scene, section.SpanStart) && !IsBehind(scene, block.OpenBraceToken)))
            options = options.WithChangedOption(CSharpFormattingOptions.IndentSwitchCaseSectionWhenBlock, false);
        return options;
    }

    /// <summary>Whether most tokens of a kind stand on the line of what is before them; none says nothing.</summary>
    static bool MostlyBehind(Scene scene, Func<SyntaxNode, SyntaxToken> token)
    {
        var tokens = scene.Root.DescendantNodes().Select(token).Where(one => one.RawKind != 0 && one.Parent!.ToString().Contains('\n')).ToArray();
        return tokens.Count(one => IsBehind(scene, one)) > tokens.Length / 2;
    }

    static bool IsBehind(Scene scene, SyntaxToken token) => LineOf(scene, token.SpanStart) == LineOf(scene, token.GetPreviousToken().Span.End);

    static int LineOf(Scene scene, int position) => scene.Text.Lines.IndexOf(position);

    static int IndentOf(Scene scene, int position) => scene.Text.Lines.GetLineFromPosition(position).ToString() is var line ? line.Length - line.TrimStart().Length : 0;

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

    /// <summary>Whether an empty line follows what ends with a brace on a line of its own.</summary>
    public static bool SeparatesBlocks(Scene scene)
    {
        var gaps = scene.Root.DescendantNodes().OfType<BlockSyntax>().SelectMany(block => block.Statements.Zip(block.Statements.Skip(1), (first, second) => (first, second))).Where(pair => EndsInBrace(pair.first)).Select(pair => BeginsWithEmptyLine(pair.second)).ToArray();
        return gaps.Length >= Few && gaps.All(isEmpty => isEmpty);
    }

    /// <summary>Whether a statement of several lines ends with a brace.</summary>
    public static bool EndsInBrace(StatementSyntax statement) => statement.GetLastToken().IsKind(SyntaxKind.CloseBraceToken) && statement.ToString().Contains('\n');

    /// <summary>Whether an empty line stands before a statement and its comments.</summary>
    public static bool BeginsWithEmptyLine(StatementSyntax statement) => statement.GetLeadingTrivia().FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>Whether locals are declared with their types and never with <c>var</c>.</summary>
    public static bool WritesTypes(Scene scene)
    {
        var declared = scene.Root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Select(local => local.Declaration).Where(declaration => declaration.Variables.All(variable => variable.Initializer is not null)).ToArray();
        return declared.Length >= Few && declared.All(declaration => !declaration.Type.IsVar);
    }
}
