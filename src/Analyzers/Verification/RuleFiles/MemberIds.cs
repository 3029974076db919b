using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>Finds the members that a documentation id of a rule file names.</summary>
static class MemberIds
{
    /// <summary>Exactly one member with a parameter list, all overloads without; <c>M:X.F()</c> is the one without parameters.</summary>
    public static IEnumerable<ISymbol> Find(string id, Compilation compilation)
    {
        if (id.EndsWith("()", StringComparison.Ordinal))
            return Exact(id.Substring(0, id.Length - 2), compilation).Where(member => member is IMethodSymbol { Parameters.IsEmpty: true });
        if (id.Contains('('))
            return Exact(id, compilation);
        var dot = id.LastIndexOf('.');
        if (dot < 2)
            return Exact(id, compilation);
        var name = WithoutArity(id.Substring(dot + 1).Replace("#ctor", ".ctor"), out var arity);
        return TypesOf(id.Substring(2, dot - 2), compilation)
            .SelectMany(type => type.GetMembers(name))
            .Where(member => member.Kind == KindOf(id) && (arity < 0 || member is IMethodSymbol { Arity: var given } && given == arity));
    }

    public static IEnumerable<INamedTypeSymbol> TypesOf(string name, Compilation compilation)
        => DocumentationCommentId.GetSymbolsForDeclarationId("T:" + name, compilation).OfType<INamedTypeSymbol>();

    static IEnumerable<ISymbol> Exact(string id, Compilation compilation) => DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);

    static SymbolKind KindOf(string id) => id[0] switch { 'M' => SymbolKind.Method, 'P' => SymbolKind.Property, _ => SymbolKind.Field };

    static string WithoutArity(string name, out int arity)
    {
        var tick = name.IndexOf("``", StringComparison.Ordinal);
        arity = tick >= 0 && int.TryParse(name.Substring(tick + 2), out var written) ? written : -1;
        return tick >= 0 ? name.Substring(0, tick) : name;
    }
}
