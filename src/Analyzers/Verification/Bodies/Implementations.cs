using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Which methods a virtual or interface call may run: those of the types in the source that can be its receiver. The types are
/// looked through once, when the first such call asks.
/// </summary>
sealed class Implementations(Compilation compilation)
{
    readonly ConcurrentDictionary<(IMethodSymbol Method, ITypeSymbol? Receiver), IReadOnlyList<IMethodSymbol>> known = new();
    readonly ConcurrentDictionary<(IMethodSymbol Method, IMethodSymbol Target), TypeSet> types = new();
    Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>? below;

    /// <summary>Every method that the call of a member may run; empty when they are not in sight, or too many.</summary>
    /// <param name="method">The virtual, abstract or interface member that is called.</param>
    /// <param name="receiver">The static type of what it is called on; null where there is none.</param>
    public IReadOnlyList<IMethodSymbol> Of(IMethodSymbol method, ITypeSymbol? receiver)
    {
        method = method.ConstructedFrom;
        return known.GetOrAdd((method, receiver), asked => Find(asked.Method, asked.Receiver));
    }

    /// <summary>The types in the source of which the call of a member runs a certain method.</summary>
    public TypeSet TypesWith(IMethodSymbol method, IMethodSymbol target)
        => types.GetOrAdd((method.ConstructedFrom, target.OriginalDefinition), asked => new([.. TypesBelow(asked.Method.ContainingType)
            .Where(type => type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } && SymbolEqualityComparer.Default.Equals(On(type, asked.Method)?.OriginalDefinition, asked.Target))]));

    /// <summary>What an object of exactly this type runs.</summary>
    public static IMethodSymbol? On(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return Dispatch.Of(method, type);
        foreach (var implemented in type.AllInterfaces.Where(candidate => IsSame(candidate, method.ContainingType)))
            foreach (var member in implemented.GetMembers(method.Name).OfType<IMethodSymbol>())
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition) && type.FindImplementationForInterfaceMember(member) is IMethodSymbol found)
                    return found;
        return null;
    }

    IReadOnlyList<IMethodSymbol> Find(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (receiver is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } exact && (exact.IsSealed || exact.IsValueType))
            return On(exact, method) is { } only ? [only] : [];
        // Of a type out of sight anybody may have others; of a type of the source those in sight are what the program is made of.
        if (method.ContainingType.DeclaringSyntaxReferences.IsEmpty)
            return [];
        var found = TypesBelow(receiver as INamedTypeSymbol ?? method.ContainingType)
            .Where(type => type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct })
            .Select(type => On(type, method)).OfType<IMethodSymbol>()
            .Select(target => target.OriginalDefinition).Where(target => !target.IsAbstract)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).Take(Budget.Implementations + 1).ToArray();
        return found.Length > Budget.Implementations ? [] : found;
    }

    static bool IsSame(INamedTypeSymbol candidate, INamedTypeSymbol asked)
        => SymbolEqualityComparer.Default.Equals(candidate, asked)
            || (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, asked.OriginalDefinition)
                && (candidate.TypeArguments.Concat(asked.TypeArguments).Any(argument => argument.TypeKind == TypeKind.TypeParameter)));

    IEnumerable<INamedTypeSymbol> TypesBelow(INamedTypeSymbol type)
    {
        below ??= ReadTypes();
        return below.TryGetValue(type.OriginalDefinition, out var found) ? found : [];
    }

    Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> ReadTypes()
    {
        var read = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (var type in TypesOf(compilation.Assembly.GlobalNamespace))
        {
            for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
                Add(read, ancestor, type);
            foreach (var implemented in type.AllInterfaces)
                Add(read, implemented, type);
        }

        return read;
    }

    static void Add(Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> read, INamedTypeSymbol ancestor, INamedTypeSymbol type)
    {
        if (ancestor.DeclaringSyntaxReferences.IsEmpty)
            return;
        if (!read.TryGetValue(ancestor.OriginalDefinition, out var types))
            read.Add(ancestor.OriginalDefinition, types = []);
        if (types.Count == 0 || !SymbolEqualityComparer.Default.Equals(types[types.Count - 1], type))
            types.Add(type);
    }

    static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol holder)
    {
        foreach (var member in holder.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in TypesOf(member))
                yield return inner;
        }
    }
}
