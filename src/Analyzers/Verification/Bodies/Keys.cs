using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Keys of a table: names that are used once and taken back, or places that are filled again and again.</summary>
static class Keys
{
    /// <summary>
    /// Whether the type that keeps a table takes single keys out of it: then a key has a life, and whoever gives one vouches that it is new. Told from names alone.
    /// </summary>
    public static bool HaveALife(ISymbol table) => table.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call => call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Remove" or "TryRemove", Expression: var holder }, ArgumentList.Arguments.Count: > 0 }
            && Cursors.NameOf(holder) == table.Name);
}
