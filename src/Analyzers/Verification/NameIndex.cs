using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NdisRules.Analyzers.Verification;

/// <summary>The identifiers a file mentions: tells, before anything is bound, that the file cannot be about a name.</summary>
sealed class NameIndex
{
    // Trees that an edit did not touch are the same objects in the next compilation, so their index outlives it.
    static readonly ConditionalWeakTable<SyntaxTree, NameIndex> Known = new();

    readonly HashSet<string> mentioned;

    NameIndex(HashSet<string> names) => mentioned = names;

    public static NameIndex Of(SyntaxTree tree) => Known.GetValue(tree, Read);

    public bool Contains(string name) => mentioned.Contains(name);

    public bool Meets(ISet<string> names) =>
        names.Count < mentioned.Count ? names.Any(mentioned.Contains) : mentioned.Any(names.Contains);

    static NameIndex Read(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                names.Add(token.ValueText);
        }

        return new(names);
    }
}
