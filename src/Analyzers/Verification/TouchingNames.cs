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
        var waiting = compilation.SyntaxTrees.SelectMany(tree => declarationsOf.GetValue(tree, Read)).ToList();
        for (var count = -1; count != names.Count;)
        {
            count = names.Count;
            waiting.RemoveAll(declaration => declaration.Mentions.Overlaps(names) && (names.Add(declaration.Name) || true));
        }
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
