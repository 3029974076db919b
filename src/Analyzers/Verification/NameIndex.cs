using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NdisRules.Analyzers.Verification;

/// <summary>The identifiers a file mentions: tells, before anything is bound, that the file cannot be about a name.</summary>
internal sealed class NameIndex
{
    // Trees that an edit did not touch are the same objects in the next compilation, so their index outlives it.
    private static readonly ConditionalWeakTable<SyntaxTree, NameIndex> Known = new();

    private readonly HashSet<string> _names;

    private NameIndex(HashSet<string> names) => _names = names;

    public static NameIndex Of(SyntaxTree tree) => Known.GetValue(tree, Read);

    public bool Contains(string name) => _names.Contains(name);

    public bool Meets(ISet<string> names) =>
        names.Count < _names.Count ? names.Any(_names.Contains) : _names.Any(names.Contains);

    private static NameIndex Read(SyntaxTree tree)
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
