using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>The rules that apply to a compilation; one whose release could not be read does not.</summary>
sealed class RuleBook
{
    static readonly Lazy<IReadOnlyList<RuleText>> builtIn = new(ReadBuiltIn);

    readonly Dictionary<ISymbol, Partner> releases = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> acquires = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> ends = new(SymbolEqualityComparer.Default);

    public RuleBook(Compilation compilation, IEnumerable<RuleText> texts)
    {
        var members = new MemberIds(compilation);
        var knowsAttributes = OwnershipAttributes.AreKnownIn(compilation);
        Rules = [.. texts.Where(text => text.CanBeFollowed).Select(text => Rule.Bind(text, members, knowsAttributes)).OfType<Rule>()];
        foreach (var rule in Rules)
        {
            rule.Book = this;
            acquires.UnionWith(rule.Acquires);
            ends.UnionWith(rule.Ends);
            foreach (var partner in rule.Releases)
                if (!releases.TryGetValue(partner.Member, out var known) || (partner.IsTelling && !known.IsTelling))
                    releases[partner.Member] = partner;
        }
    }

    /// <summary>The rules that come with the analyzers, by name.</summary>
    public static IReadOnlyList<RuleText> BuiltIn => builtIn.Value;

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Who takes objects back by a member; null where no rule says so.</summary>
    public Partner? PartnerAt(IMethodSymbol method) => releases.TryGetValue((method.ReducedFrom ?? method).OriginalDefinition, out var known) ? known : null;

    /// <summary>The names of all such members.</summary>
    public IReadOnlyCollection<string> EndNames => field ??= [.. ends.Select(member => member.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a member ends an object of some rule, or a duty on one.</summary>
    public bool Ends(IMethodSymbol method) => ends.Contains((method.ReducedFrom ?? method).OriginalDefinition);

    /// <summary>Whether a member gives a fresh object of some rule.</summary>
    public bool Acquires(ISymbol member) => acquires.Contains(member.OriginalDefinition);

    /// <summary>Whether objects of a type are some rule's to follow.</summary>
    public bool Follows(ITypeSymbol? type) => Rules.Any(rule => rule.GivesFresh && rule.Types.Has(type));

    /// <summary>The rule that follows objects of a type when an attribute names none: the first that hands out such objects, else the one for whatever is declared.</summary>
    public Rule? OwnerOf(ITypeSymbol? type) => Rules.FirstOrDefault(rule => rule.GivesFresh && rule.Types.Has(type))
        ?? Rules.FirstOrDefault(rule => rule.Text.Rows.Any(row => row.IsByAttribute));

    static IReadOnlyList<RuleText> ReadBuiltIn()
    {
        var assembly = typeof(RuleBook).Assembly;
        var rules = new List<RuleText>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".ndisrules", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            rules.AddRange(RuleReader.Read(reader.ReadToEnd().Split('\n')).Rules);
        }

        return rules;
    }
}
