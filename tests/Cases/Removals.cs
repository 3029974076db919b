using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Cases.Tests;

/// <summary>A release that was taken out of a case, or the <c>using</c> of a declaration.</summary>
/// <param name="Program">The case.</param>
/// <param name="What">The statement, and which of several equal ones of the case it is.</param>
/// <param name="IsTold">Whether the analyzers then say something that they did not say before.</param>
internal sealed record Removal(Case Program, string What, bool IsTold)
{
    public string Row => $"{Head(Program)}`{What}` |";

    /// <summary>Whether a row of the table is of a case.</summary>
    public static bool IsOf(Case program, string row) => row.StartsWith(Head(program), StringComparison.Ordinal);

    static string Head(Case program) => $"| {program.File}: {program.Name} | ";
}

/// <summary>
/// Takes the releases out of a case, one at a time, where nothing is marked: whoever forgets one should be told, unless somebody else gives the object back, or owns it, or
/// nobody follows it that far.
/// </summary>
internal static class Removals
{
    public static async Task<IReadOnlyList<Removal>> OfAsync(Case program)
    {
        var (compilation, rules) = await Verifier.CompileAsync(program);
        var book = new RuleBook(compilation, [.. RuleBook.BuiltIn, .. RuleFile.RulesOf(rules, default)]);
        var before = (await Verifier.DiagnosticsOfAsync(compilation, rules)).Select(Said).ToHashSet(StringComparer.Ordinal);
        var removals = new List<Removal>();
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees.Where(tree => program.Parts.Any(part => part.Name == tree.FilePath)))
        {
            var model = compilation.GetSemanticModel(tree);
            var root = tree.GetRoot();
            foreach (var statement in root.DescendantNodes().OfType<StatementSyntax>().Where(statement => !IsMarked(statement) && Gives(statement, model, book)))
            {
                var text = $"{statement}";
                times[text] = times.GetValueOrDefault(text) + 1;
                var without = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(root.ReplaceNode(statement, Without(statement)).ToFullString(), (CSharpParseOptions)tree.Options, tree.FilePath));
                var after = await Verifier.DiagnosticsOfAsync(without, rules);
                if (after.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
                    removals.Add(new(program, $"{text.ReplaceLineEndings(" ")}{(times[text] > 1 ? $" #{times[text]}" : "")}", after.Any(diagnostic => !before.Contains(Said(diagnostic)))));
            }
        }

        return removals;
    }

    /// <summary>Without its place in the line: what stands there has changed.</summary>
    static string Said(Diagnostic diagnostic)
        => $"{diagnostic.Id} {diagnostic.Location.SourceTree?.FilePath} {diagnostic.Location.GetLineSpan().StartLinePosition.Line} {diagnostic.GetMessage()}";

    /// <summary>The member of a bad one is wrong already.</summary>
    static bool IsMarked(StatementSyntax statement) => (statement.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? (SyntaxNode?)statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? statement.SyntaxTree.GetRoot())
        .ToFullString().Split('\n').Any(line => Mark.Of(line) is { Expected.Count: > 0 } or { ForNow: not null });

    static bool Gives(StatementSyntax statement, SemanticModel model, RuleBook book) => statement switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not (int)SyntaxKind.None, Declaration.Variables: [{ Initializer.Value: var owner }] } => model.GetTypeInfo(owner).Type is { } type && (!type.DeclaringSyntaxReferences.IsEmpty || book.Follows(type)),
        ExpressionStatementSyntax { Expression: var expression } => IsRelease(model.GetOperation(expression), book),
        _ => false,
    };

    static bool IsRelease(IOperation? operation, RuleBook book) => operation switch
    {
        IAwaitOperation wait => IsRelease(wait.Operation, book),
        IConditionalAccessOperation access => IsRelease(access.WhenNotNull, book),
        IInvocationOperation call => book.Rules.Any(rule => rule.IsRelease(call)),
        _ => false,
    };

    /// <summary>What comes after it stays in its line.</summary>
    static StatementSyntax Without(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax declaration
        ? declaration.WithUsingKeyword(default).WithAwaitKeyword(default).WithTriviaFrom(statement)
        : SyntaxFactory.EmptyStatement().WithTriviaFrom(statement).WithTrailingTrivia(Enumerable.Repeat(SyntaxFactory.LineFeed, $"{statement}".Count(character => character == '\n')).Concat(statement.GetTrailingTrivia()));
}
