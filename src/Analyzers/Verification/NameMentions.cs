using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification;

/// <summary>Which members of a compilation mention a name, by their own names. Made once, and shared by all rules.</summary>
sealed class NameMentions
{
    static readonly IReadOnlyList<NameIndex.Declaration> nobody = [];

    readonly Dictionary<string, List<NameIndex.Declaration>> mentioning = new(StringComparer.Ordinal);
    readonly IReadOnlyList<NameIndex> trees;

    public NameMentions(Compilation compilation)
    {
        trees = [.. compilation.SyntaxTrees.Select(NameIndex.Of)];
        foreach (var declaration in trees.SelectMany(tree => tree.Declarations))
            foreach (var mention in declaration.Mentions)
            {
                if (!mentioning.TryGetValue(mention, out var by))
                    mentioning.Add(mention, by = []);
                by.Add(declaration);
            }
    }

    /// <summary>The members that mention <paramref name="name"/>.</summary>
    public IReadOnlyList<NameIndex.Declaration> By(string name) => mentioning.TryGetValue(name, out var by) ? by : nobody;

    /// <summary>Whether any file mentions one of the names, inside a member or not.</summary>
    public bool Any(IEnumerable<string> names) => names.Any(name => trees.Any(tree => tree.Contains(name)));
}
