using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>Which members of a compilation mention a name, and so may run the members that are called so. Made once, and shared by all rules.</summary>
sealed class NameMentions
{
    readonly IReadOnlyList<NameIndex> trees;

    // A program that mentions no rule is asked for nothing more than that. Nothing here waits for another thread.
    readonly Lazy<Maps> maps;

    public NameMentions(Compilation compilation)
    {
        trees = [.. compilation.SyntaxTrees.Select(NameIndex.Of)];
        maps = new(() => new Maps(trees), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The members that mention <paramref name="name"/>.</summary>
    public IEnumerable<NameIndex.Declaration> By(string name)
        => maps.Value.Own.TryGetValue(name, out var byType) ? Anywhere(name).Concat(byType.Values.SelectMany(by => by)) : Anywhere(name);

    /// <summary>The members that mention <paramref name="name"/> in a way that may mean what any type calls so.</summary>
    public IEnumerable<NameIndex.Declaration> Anywhere(string name) => maps.Value.Anywhere.TryGetValue(name, out var by) ? by : [];

    /// <summary>The members that call a method by its plain name, where that may be one of <paramref name="type"/>.</summary>
    public IEnumerable<NameIndex.Declaration> ByPlainCall(string name, string type)
        => maps.Value.Own.TryGetValue(name, out var byType) ? maps.Value.Kin.Of(type).SelectMany(related => byType.TryGetValue(related, out var by) ? by : []) : [];

    /// <summary>Whether anybody but the member itself mentions one of its names where that may mean it; itself counts where it does so beside declaring it.</summary>
    public bool MayRun(NameIndex.Declaration member) => member.Names.Any(name => member.Repeats(name)
        || (member.Type is { } type ? Anywhere(name).Concat(ByPlainCall(name, type.Plain)) : By(name)).Any(other => !ReferenceEquals(other, member)));

    /// <summary>The types that begin with what <paramref name="type"/> begins with: itself and those derived from it.</summary>
    public IEnumerable<string> TypesBelow(string type) => maps.Value.Kin.Below(type);

    /// <summary>Whether any file mentions one of the names, inside a member or not.</summary>
    public bool Any(IEnumerable<string> names) => names.Any(name => trees.Any(tree => tree.Contains(name)));

    /// <summary>Whether code mentions a name that stands in no member: the statements of a program, a head.</summary>
    public bool AnyOutside(string name) => trees.Any(tree => tree.MentionsOutside(name));

    /// <summary>Who mentions what.</summary>
    sealed class Maps
    {
        public Maps(IReadOnlyList<NameIndex> trees)
        {
            Kin = new(trees.SelectMany(tree => tree.Bases));
            var declarations = trees.SelectMany(tree => tree.Declarations);
            var methods = new HashSet<(string Name, string Type)>(declarations.Where(declaration => declaration is { IsMethod: true, Type: not null }).Select(method => (method.Names[0], method.Type!.Full)));
            foreach (var declaration in declarations)
                foreach (var mention in declaration.Mentions)
                    if (declaration.OnlyDeclares(mention))
                        continue;
                    else if (declaration is { Type: { } type } && declaration.OnlyCalls(mention) && methods.Contains((mention, type.Full)))
                        At(At(Own, mention), type.Plain).Add(declaration);
                    else
                        At(Anywhere, mention).Add(declaration);
        }

        /// <summary>By name, those that may mean what any type calls so.</summary>
        public Dictionary<string, List<NameIndex.Declaration>> Anywhere { get; } = new(StringComparer.Ordinal);

        /// <summary>By name and type, those that call a method of their own type, or of one that shares it.</summary>
        public Dictionary<string, Dictionary<string, List<NameIndex.Declaration>>> Own { get; } = new(StringComparer.Ordinal);

        public TypeKin Kin { get; }

        static TThere At<TThere>(Dictionary<string, TThere> map, string key)
            where TThere : new()
        {
            if (!map.TryGetValue(key, out var there))
                map.Add(key, there = new());
            return there;
        }
    }
}
