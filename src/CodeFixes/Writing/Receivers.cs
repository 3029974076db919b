using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>What an object that was taken from something goes back to.</summary>
internal static class Receivers
{
    /// <summary>The ways of writing it at a position: what it was taken from; where a helper took it, the only thing in reach that it can have been.</summary>
    public static IEnumerable<string> At(int position, IMethodSymbol partner, AcquireCall? acquire, Scene scene)
    {
        if (acquire is { Receiver: { } receiver } && acquire.IsTakenFrom(partner))
        {
            // An object must go back to where it came from, so if that cannot be said here nothing else will do.
            var text = acquire.TextAt(receiver, position) ?? acquire.GivenTo(receiver, position) ?? Qualified(receiver, acquire, position, scene);
            return text is null ? [] : [text];
        }

        var candidates = InReach(position, partner.ContainingType, scene).Take(2).ToArray();
        return candidates.Length == 1 ? [candidates[0]] : [];
    }

    /// <summary>A static that is known there only by its full name, as the shared pool is where its namespace is not used.</summary>
    static string? Qualified(ExpressionSyntax receiver, AcquireCall acquire, int position, Scene scene)
        => acquire.SymbolOf(receiver) is { IsStatic: true, ContainingType: { } type } symbol && symbol is IFieldSymbol or IPropertySymbol && scene.Model.IsAccessible(position, symbol)
            ? $"{type.ToMinimalDisplayString(scene.Model, position)}.{symbol.Name}" : null;

    static IEnumerable<string> InReach(int position, INamedTypeSymbol type, Scene scene)
        => scene.Model.LookupSymbols(position).Where(symbol => TypeOf(symbol) is { } held && SymbolEqualityComparer.Default.Equals(held.OriginalDefinition, type.OriginalDefinition)).Select(symbol => symbol.Name);

    static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };
}
