using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>What a person would call an object: by the variable that it was made for, else by its type.</summary>
static class HeapNames
{
    public static string Of(object? identity) => identity switch
    {
        Place found => found.Display,
        IOperation made => VariableOf(made.Syntax) ?? made.Type?.Name ?? "",
        _ => "",
    };

    static string? VariableOf(SyntaxNode creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
        _ => null,
    };
}
