using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statements that free a chain: each object leads to the next one, which must be asked for before its free.</summary>
internal static class Chain
{
    /// <summary>Null where objects of the type lead to no next one, or the beginning cannot be moved along.</summary>
    public static IReadOnlyList<string>? Of(ITypeSymbol type, ReleaseCall call, Draft draft, int position, string holder, string? clear)
    {
        if (clear is null || LinkOf(type) is not { } link || call.At(position, holder) is not { } free)
            return null;
        var next = HeldBack.Unused("next", draft.Scene.Root.FindToken(position).Parent!, draft.Scene);
        return [string.Join(draft.NewLine, [$"while ({call.Test(holder)})", "{", $"{HeldBack.TypeWord(type, position, draft.Scene)} {next} = {holder}.{link.Name};", free, $"{holder} = {next};", "}"])];
    }

    /// <summary>Whether something in the type or method around links objects of the type: then one that is left may be the first of many.</summary>
    public static bool IsLinked(SyntaxNode around, ITypeSymbol type, SemanticModel model) => LinkOf(type) is { } link && around.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment is { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } member, Right: not (LiteralExpressionSyntax or DefaultExpressionSyntax) } && name == link.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(member).Symbol, link));

    static IPropertySymbol? LinkOf(ITypeSymbol type) => type.GetMembers("Next").OfType<IPropertySymbol>()
        .FirstOrDefault(property => property is { IsStatic: false, GetMethod: not null } && SymbolEqualityComparer.Default.Equals(property.Type, type));
}
