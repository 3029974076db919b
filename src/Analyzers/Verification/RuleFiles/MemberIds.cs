using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// Finds the members that a documentation id of a rule file names. Many ids name members of one type, or of one that a program does not reference,
/// and to look for a type means to ask every reference: so that is done once a type. For one thread.
/// </summary>
sealed class MemberIds(Compilation compilation)
{
    readonly Dictionary<string, INamedTypeSymbol[]> types = new(StringComparer.Ordinal);

    /// <summary>Exactly one member with a parameter list, all overloads without; <c>M:X.F()</c> is the one without parameters.</summary>
    public IEnumerable<ISymbol> Find(string id)
    {
        var list = id.IndexOf('(');
        var dot = id.LastIndexOf('.', (list < 0 ? id.Length : list) - 1);
        if (dot < 2)
            return Exact(id);
        var owners = TypesOf(id.Substring(2, dot - 2));
        if (owners.Count == 0)
            return [];
        if (list == id.Length - 2 && id[list + 1] == ')')
            return Exact(id.Substring(0, list)).Where(member => member is IMethodSymbol { Parameters.IsEmpty: true });
        if (list >= 0)
            return Exact(id);
        var name = WithoutArity(id.Substring(dot + 1).Replace("#ctor", ".ctor"), out var arity);
        return owners
            .SelectMany(type => type.GetMembers(name))
            .Where(member => member.Kind == KindOf(id) && (arity < 0 || member is IMethodSymbol { Arity: var given } && given == arity));
    }

    public IReadOnlyList<INamedTypeSymbol> TypesOf(string name)
    {
        if (!types.TryGetValue(name, out var found))
            types.Add(name, found = [.. Exact("T:" + name).OfType<INamedTypeSymbol>()]);
        return found;
    }

    IEnumerable<ISymbol> Exact(string id) => DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);

    static SymbolKind KindOf(string id) => id[0] switch { 'M' => SymbolKind.Method, 'P' => SymbolKind.Property, _ => SymbolKind.Field };

    static string WithoutArity(string name, out int arity)
    {
        var tick = name.IndexOf("``", StringComparison.Ordinal);
        arity = tick >= 0 && int.TryParse(name.Substring(tick + 2), out var written) ? written : -1;
        return tick >= 0 ? name.Substring(0, tick) : name;
    }
}
