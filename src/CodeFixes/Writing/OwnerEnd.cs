using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A local whose type keeps an object to itself and has a method that ends what it keeps: who owns the local calls that.</summary>
/// <param name="Owner">The local.</param>
/// <param name="Method">The method that ends it.</param>
internal sealed record OwnerEnd(ILocalSymbol Owner, IMethodSymbol Method)
{
    /// <summary>The ways to end what holds the object, those by <c>Dispose</c> first; none where no local does.</summary>
    public static IEnumerable<OwnerEnd> Of(Scene scene, Finding finding)
    {
        if (finding.Exits.Select(exit => exit.Holder?.Split('.')).ToArray() is not [[var name, _, ..], ..] holders || holders.Any(path => path?[0] != name)
            || finding.Acquire is not { } acquire || !ReferenceEquals(acquire.SyntaxTree, scene.Root.SyntaxTree)
            || scene.Model.LookupSymbols(acquire.SpanStart, name: name).OfType<ILocalSymbol>().FirstOrDefault() is not { IsRef: false, Type: INamedTypeSymbol type } owner || scene.RuleOf(finding) is not { } rule)
            return [];
        var methods = Levels(type).SelectMany(level => level.GetMembers().OfType<IMethodSymbol>()).Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, ReturnsVoid: true, Parameters.IsEmpty: true } && scene.Model.IsAccessible(acquire.SpanStart, method));
        return methods.Where(method => method.Name == "Dispose" || Releases(method)).OrderBy(method => method.Name == "Dispose" ? 0 : 1).Select(method => new OwnerEnd(owner, method));

        bool Releases(IMethodSymbol method) => method.DeclaringSyntaxReferences is [var reference] && scene.Model.Compilation.ContainsSyntaxTree(reference.SyntaxTree) && reference.GetSyntax() is { } body
            && (ReferenceEquals(body.SyntaxTree, scene.Root.SyntaxTree) ? scene.Model : scene.Model.Compilation.GetSemanticModel(body.SyntaxTree)) is { } model
            && body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => model.GetSymbolInfo(call).Symbol is IMethodSymbol called && rule.RowOf(called)?.Kind == Analyzers.Verification.RuleFiles.RowKind.Releases);
    }

    /// <summary>Whether the end of a scope may call it.</summary>
    public bool IsByScope => Method.Name == "Dispose" && (Owner.Type.IsRefLikeType || Owner.Type.AllInterfaces.Any(known => known.SpecialType == SpecialType.System_IDisposable));

    /// <summary>The call.</summary>
    /// <param name="isTested">Whether the owner may be null.</param>
    public string Call(bool isTested) => $"{Owner.Name}{(isTested && Owner.Type.IsReferenceType ? "?" : "")}.{Method.Name}();";

    /// <summary>Whether all that a function hands out of what the owner has is a value that needs the owner no more: no view of it, and nothing that asks it later.</summary>
    public bool LetsGo(SyntaxNode function, SemanticModel model)
        => function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Select(ValueOf).OfType<ExpressionSyntax>().All(value => IsDetached(value, model))
            && !function.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && Names(node));

    /// <summary>Whether nobody else gets the owner: it is asked and told things, and lent by reference where it is a value.</summary>
    public bool IsOwn(SyntaxNode function, LentOnly lent)
        => lent.Uses(function, Owner).All(use => lent.Looks(use, Owner) || Owner.Type.IsValueType && use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || use.Parent is AssignmentExpressionSyntax given && given.Left == use);

    ExpressionSyntax? ValueOf(SyntaxNode node) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        YieldStatementSyntax { Expression: { } value } => value,
        ArrowExpressionClauseSyntax { Expression: var value } => value,
        _ => null,
    };

    bool Names(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == Owner.Name);

    static bool IsDetached(ExpressionSyntax value, SemanticModel model)
        => IsDetached(model.GetTypeInfo(value).Type) || value is InvocationExpressionSyntax copy && model.GetSymbolInfo(copy).Symbol is IMethodSymbol { Name: "ToArray", DeclaringSyntaxReferences.IsEmpty: true };

    static bool IsDetached(ITypeSymbol? type) => type switch
    {
        null => true,
        _ when ObjectTypes.IsPlain(type) => true,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => IsDetached(element.Type)),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsDetached(nullable.TypeArguments[0]),
        _ => false,
    };

    static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
            yield return level;
    }
}
