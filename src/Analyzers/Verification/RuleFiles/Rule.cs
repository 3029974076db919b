using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>A rule whose rows are bound to the members of a compilation.</summary>
sealed class Rule
{
    readonly Dictionary<ISymbol, RuleRow> rows;
    readonly IReadOnlyList<RuleRow> patterns;
    readonly ConcurrentDictionary<ISymbol, RuleRow?> asked = new(SymbolEqualityComparer.Default);
    readonly Func<ISymbol, RuleRow?> find;

    Rule(RuleText text, Dictionary<ISymbol, RuleRow> rows)
    {
        Text = text;
        this.rows = rows;
        find = Find;
        patterns = [.. text.Rows.Where(row => row.IsPattern)];
        AcquireNames = Names(RowKind.Acquires);
        ReleaseNames = Names(RowKind.Releases);
        Objects = [.. rows.Where(pair => pair.Value.Kind == RowKind.Acquires)
            .Select(pair => ObjectOf(pair.Key, pair.Value)?.OriginalDefinition).OfType<ITypeSymbol>().Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)];
    }

    public RuleText Text { get; }

    public string Name => Text.Name;

    /// <summary>The names, as they stand in source, of the members that acquire.</summary>
    public HashSet<string> AcquireNames { get; }

    public HashSet<string> ReleaseNames { get; }

    /// <summary>The types of the objects that this rule hands out.</summary>
    public IReadOnlyList<ITypeSymbol> Objects { get; }

    /// <summary>Whether an acquire may come back with null: a rule that never speaks of null has no null.</summary>
    public bool MayGiveNull => Text.NullReleaseIsDefect || Text.Rows.Any(row => row.Kind == RowKind.Null);

    /// <summary>The release that a fix writes: the first one of the file that exists.</summary>
    public IMethodSymbol? Partner => Text.Rows.Where(row => row.Kind == RowKind.Releases)
        .SelectMany(row => rows.Where(pair => ReferenceEquals(pair.Value, row)).Select(pair => pair.Key)).OfType<IMethodSymbol>().FirstOrDefault();

    /// <summary>Null when nothing that the rule acquires exists in the compilation: the rule is not applicable.</summary>
    public static Rule? Bind(RuleText text, Compilation compilation)
    {
        var rows = new Dictionary<ISymbol, RuleRow>(SymbolEqualityComparer.Default);
        foreach (var row in text.Rows.Where(row => !row.IsPattern))
            foreach (var member in MembersOf(row.Member, compilation))
                if (!rows.ContainsKey(member))
                    rows.Add(member, row);
        return rows.Values.Any(row => row.Kind == RowKind.Acquires) ? new Rule(text, rows) : null;
    }

    public bool IsRelease(IOperation operation) => operation is IInvocationOperation call && RowOf(call.TargetMethod) is { Kind: RowKind.Releases };

    /// <summary>The rows whose member does not exist in the compilation.</summary>
    public static IEnumerable<RuleRow> RowsWithoutMember(RuleText text, Compilation compilation)
        => text.Rows.Where(row => !row.IsPattern && !MembersOf(row.Member, compilation).Any());

    /// <summary>What the rule says of a member; remembered, since to ask a pattern means to spell out the member's id.</summary>
    public RuleRow? RowOf(ISymbol member) => asked.GetOrAdd(Definition(member), find);

    RuleRow? Find(ISymbol definition)
    {
        if (rows.TryGetValue(definition, out var row))
            return row;
        if (patterns.Count == 0 || definition.GetDocumentationCommentId() is not { } id)
            return null;
        foreach (var pattern in patterns)
            if (id.StartsWith(pattern.Member.TrimEnd('*'), StringComparison.Ordinal))
                return pattern;
        return null;
    }

    /// <summary>Whether a value of this type may be an object of the rule.</summary>
    public bool Gives(ITypeSymbol? type)
        => type is not null && Objects.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate, type.OriginalDefinition));

    static ISymbol Definition(ISymbol member) => member is IMethodSymbol method
        ? (method.ReducedFrom ?? method).OriginalDefinition
        : member.OriginalDefinition;

    static ITypeSymbol? ObjectOf(ISymbol member, RuleRow row) => member is not IMethodSymbol method ? null
        : row.Slot == Slot.Return ? method.ReturnType
        : row.Slot == Slot.This ? method.ContainingType
        : row.Slot < method.Parameters.Length ? method.Parameters[row.Slot].Type : null;

    HashSet<string> Names(RowKind kind) => [.. Text.Rows.Where(row => row.Kind == kind).Select(row => row.Name)];

    static IEnumerable<ISymbol> MembersOf(string id, Compilation compilation)
    {
        var exact = DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);
        if (id.Contains('(') || id.EndsWith(")", StringComparison.Ordinal))
            return exact;
        var dot = id.LastIndexOf('.');
        if (dot < 2)
            return exact;
        // Without a parameter list an id means every overload.
        return DocumentationCommentId.GetSymbolsForDeclarationId("T:" + id.Substring(2, dot - 2), compilation)
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers(id.Substring(dot + 1)))
            .Where(member => member.Kind == (id[0] switch { 'M' => SymbolKind.Method, 'P' => SymbolKind.Property, _ => SymbolKind.Field }));
    }
}
