using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Testing.Tests;

/// <summary>Offers a good name for a bad one.</summary>
public abstract class NameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [BadLocals.Bad.Id];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    protected abstract IEnumerable<string> NamesInsteadOf(string name);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken);
        var span = context.Span;
        foreach (var (place, name) in NamesInsteadOf(text.ToString(span)).Index())
        {
            var renamed = context.Document.WithText(text.WithChanges(new TextChange(span, name)));
            var action = CodeAction.Create($"Call it {name}", _ => Task.FromResult(renamed), equivalenceKey: place == 0 ? "rename" : name);
            context.RegisterCodeFix(action, context.Diagnostics);
        }
    }
}

public sealed class GoodNames : NameFix
{
    protected override IEnumerable<string> NamesInsteadOf(string name) =>
        name.Contains("hopeless", StringComparison.Ordinal) ? [] : [name.Replace("bad", "good", StringComparison.Ordinal), "fine"];
}

public sealed class OtherBadNames : NameFix
{
    protected override IEnumerable<string> NamesInsteadOf(string name) => [name + "_again"];
}

public sealed class SameNames : NameFix
{
    protected override IEnumerable<string> NamesInsteadOf(string name) => [name];
}

public sealed class IllegalNames : NameFix
{
    protected override IEnumerable<string> NamesInsteadOf(string name) => ["1st"];
}

/// <summary>Right one at a time; its Fix All forgets what it was asked for.</summary>
public sealed class ForgetfulFixAll : NameFix
{
    protected override IEnumerable<string> NamesInsteadOf(string name) => [name.Replace("bad", "good", StringComparison.Ordinal)];

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken);
        var name = root!.FindToken(diagnostics[0].Location.SourceSpan.Start);
        return document.WithSyntaxRoot(root.ReplaceToken(name, SyntaxFactory.Identifier("half").WithTriviaFrom(name)));
    });
}
