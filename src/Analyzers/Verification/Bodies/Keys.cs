using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Keys of a table: names that are used once and taken back, or places that are filled again and again.</summary>
static class Keys
{
    /// <summary>
    /// Whether the type that keeps a table takes single keys out of it: then a key has a life, and whoever gives one vouches that it is new. Told from names alone.
    /// To take out what the type itself has chosen, by the key that it finds there, only makes room.
    /// </summary>
    public static bool HaveALife(ISymbol table) => table.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call => call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Remove" or "TryRemove", Expression: var holder }, ArgumentList.Arguments.Count: > 0 }
            && Cursors.NameOf(holder) == table.Name && !IsFound(call.ArgumentList.Arguments[0].Expression));

    /// <summary>Whether a key is read from something that no caller has given.</summary>
    static bool IsFound(ExpressionSyntax key)
    {
        if (key is not MemberAccessExpressionSyntax)
            return false;
        while (key is MemberAccessExpressionSyntax { Expression: var owner })
            key = owner;
        return key is IdentifierNameSyntax name && key.FirstAncestorOrSelf<MemberDeclarationSyntax>() is BaseMethodDeclarationSyntax method && method.ParameterList.Parameters.All(parameter => parameter.Identifier.ValueText != name.Identifier.ValueText);
    }
}
