using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification;

/// <summary>
/// The names that may lead to a rule: those of its members, and of every member whose declaration mentions such a name. Found
/// from the text of identifiers alone, before anything is bound; two members of one name are not told apart, which costs time
/// and never a finding.
/// </summary>
sealed class TouchingNames
{
    static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<Declaration>> declarationsOf = new();

    readonly HashSet<string> names;

    public TouchingNames(Compilation compilation, IEnumerable<string> ruleNames)
    {
        names = [.. ruleNames];
        var mentioning = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
            foreach (var declaration in declarationsOf.GetValue(tree, Read))
                foreach (var mention in declaration.Mentions)
                {
                    if (!mentioning.TryGetValue(mention, out var by))
                        mentioning.Add(mention, by = []);
                    by.Add(declaration.Name);
                }

        // Each name is followed once: in a long chain of calls, going over all declarations again for each link would be quadratic.
        var waiting = new Queue<string>(names);
        while (waiting.Count > 0)
            if (mentioning.TryGetValue(waiting.Dequeue(), out var by))
                foreach (var name in by.Where(names.Add))
                    waiting.Enqueue(name);
    }

    public bool Contains(string name) => names.Contains(name);

    public bool IsTouchedBy(SyntaxNode declaration)
        => declaration.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText));

    static IReadOnlyList<Declaration> Read(SyntaxTree tree)
        => [.. tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>().Select(Declared).OfType<Declaration>()];

    static Declaration? Declared(MemberDeclarationSyntax member)
    {
        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };
        return name is null ? null : new(name, [.. member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)]);
    }

    sealed record Declaration(string Name, HashSet<string> Mentions);
}
