using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>Which members of a compilation mention a name, and so may run the members that are called so. Made once, and shared by all rules.</summary>
sealed class NameMentions
{
    /// <summary>By name, those that may mean what any type calls so.</summary>
    readonly Dictionary<string, List<NameIndex.Declaration>> anywhere = new(StringComparer.Ordinal);

    /// <summary>By name and type, those that call a method of their own type, or of one that shares it.</summary>
    readonly Dictionary<string, Dictionary<string, List<NameIndex.Declaration>>> own = new(StringComparer.Ordinal);
    readonly IReadOnlyList<NameIndex> trees;
    readonly TypeKin kin;

    public NameMentions(Compilation compilation)
    {
        trees = [.. compilation.SyntaxTrees.Select(NameIndex.Of)];
        kin = new(trees.SelectMany(tree => tree.Bases));
        var declarations = trees.SelectMany(tree => tree.Declarations);
        var methods = new HashSet<(string Name, string Type)>(declarations.Where(declaration => declaration is { IsMethod: true, Type: not null }).Select(method => (method.Names[0], method.Type!.Full)));
        foreach (var declaration in declarations)
            foreach (var mention in declaration.Mentions)
                if (declaration is { Type: { } type } && declaration.OnlyCalls(mention) && methods.Contains((mention, type.Full)))
                    At(At(own, mention), type.Plain).Add(declaration);
                else
                    At(anywhere, mention).Add(declaration);
    }

    /// <summary>The members that mention <paramref name="name"/>.</summary>
    public IEnumerable<NameIndex.Declaration> By(string name)
        => own.TryGetValue(name, out var byType) ? Anywhere(name).Concat(byType.Values.SelectMany(by => by)) : Anywhere(name);

    /// <summary>The members that mention <paramref name="name"/> in a way that may mean what any type calls so.</summary>
    public IEnumerable<NameIndex.Declaration> Anywhere(string name) => anywhere.TryGetValue(name, out var by) ? by : [];

    /// <summary>The members that call a method by its plain name, where that may be one of <paramref name="type"/>.</summary>
    public IEnumerable<NameIndex.Declaration> ByPlainCall(string name, string type)
        => own.TryGetValue(name, out var byType) ? kin.Of(type).SelectMany(related => byType.TryGetValue(related, out var by) ? by : []) : [];

    /// <summary>Whether any file mentions one of the names, inside a member or not.</summary>
    public bool Any(IEnumerable<string> names) => names.Any(name => trees.Any(tree => tree.Contains(name)));

    static TThere At<TThere>(Dictionary<string, TThere> map, string key)
        where TThere : new()
    {
        if (!map.TryGetValue(key, out var there))
            map.Add(key, there = new());
        return there;
    }
}
