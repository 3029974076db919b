using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>A method with a declared role, and the context type it serves.</summary>
sealed record Handling(IMethodSymbol Method, NdisRole Role, INamedTypeSymbol Context, IParameterSymbol? ContextParameter);

/// <summary>
/// The roles that attributes and delegates declare, anywhere in the compilation. Overrides of <c>MiniportAdapter</c> are not here: a type shows them itself.
/// </summary>
sealed class RoleRegistry
{
    readonly ILookup<ISymbol, Handling> byContext;
    readonly ILookup<ISymbol, Handling> byMethod;
    readonly ILookup<ISymbol, Handling> byDeclaringType;
    readonly ILookup<ISymbol, NdisRole> lookAlikes;

    RoleRegistry(IReadOnlyCollection<Handling> handlings, IEnumerable<DelegateConversion> lookAlikes)
    {
        byContext = handlings.ToLookup(handling => (ISymbol)handling.Context, SymbolEqualityComparer.Default);
        byMethod = handlings.ToLookup(handling => (ISymbol)handling.Method, SymbolEqualityComparer.Default);
        byDeclaringType = handlings.ToLookup(handling => (ISymbol)handling.Method.ContainingType, SymbolEqualityComparer.Default);
        this.lookAlikes = lookAlikes.ToLookup(conversion => (ISymbol)conversion.Method, conversion => conversion.Role, SymbolEqualityComparer.Default);
    }

    /// <summary>Of a program that has nothing to do with NDIS.</summary>
    public static RoleRegistry None { get; } = new([], []);

    public static RoleRegistry Of(Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf)
    {
        var operations = new MethodOperations(compilation, modelOf);
        var mentions = RoleMentions.In(compilation);
        var found = compilation.SyntaxTrees.Where(mentions.In).SelectMany(tree => In(tree, operations, mentions)).Distinct().ToList();
        var declared = found.Where(conversion => conversion.Declares).ToList();
        return new(Contexts(declared, new ContextFinder(compilation, operations)), found.Where(conversion => !conversion.Declares));
    }

    public IEnumerable<Handling> Serving(INamedTypeSymbol context) => byContext[context.OriginalDefinition];

    public bool IsEmpty => byMethod.Count == 0;

    public IReadOnlyList<Handling> Of(IMethodSymbol method) => SourceOrder.Definition(method) is var definition && byMethod.Contains(definition) ? [.. byMethod[definition]] : [];

    public IEnumerable<Handling> DeclaredIn(INamedTypeSymbol type) => byDeclaringType[type.OriginalDefinition];

    /// <summary>The role of the member or parameter to which the method went as a delegate of some other type.</summary>
    public NdisRole? LookAlike(IMethodSymbol method) => lookAlikes[SourceOrder.Definition(method)].FirstOrDefault();

    static IEnumerable<DelegateConversion> In(SyntaxTree tree, MethodOperations operations, RoleMentions mentions)
    {
        var converted = DelegateConversions.In(operations.In(tree, mentions.In));
        return mentions.MayDeclareIn(tree) ? Attributed(tree, operations.ModelOf(tree), mentions).Concat(converted) : converted;
    }

    static IEnumerable<DelegateConversion> Attributed(SyntaxTree tree, SemanticModel model, RoleMentions mentions)
        => tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax member || mentions.MayDeclareIn(member))
            .Where(node => node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } or LocalFunctionStatementSyntax { AttributeLists.Count: > 0 })
            .Select(node => model.GetDeclaredSymbol(node))
            .OfType<IMethodSymbol>()
            .Select(SourceOrder.Definition)
            .SelectMany(method => NdisRoles.OfAttributes(method).Select(role => new DelegateConversion(method, role, Declares: true)));

    static List<Handling> Contexts(List<DelegateConversion> declared, ContextFinder finder)
    {
        var shown = declared.Select(one => (one.Method, one.Role, Context: finder.Of(one.Method, one.Role), Parameter: finder.ContextParameter(one.Method, one.Role))).ToList();
        return shown
            .Where(one => one.Method.ContainingType is not null)
            .Select(one => new Handling(one.Method, one.Role, one.Context ?? Assumed(one.Method), one.Parameter))
            .ToList();

        // What a handler does not show its neighbours do: first those of its class, then all.
        INamedTypeSymbol Assumed(IMethodSymbol method)
        {
            var own = method.ContainingType.OriginalDefinition;
            if (!method.IsStatic)
                return own;

            return Only(shown.Where(one => SymbolEqualityComparer.Default.Equals(one.Method.ContainingType, own)).Select(one => one.Context))
                ?? Only(shown.Select(one => one.Context))
                ?? own;
        }
    }

    static INamedTypeSymbol? Only(IEnumerable<INamedTypeSymbol?> contexts)
    {
        var distinct = contexts.OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Take(2).ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }
}
