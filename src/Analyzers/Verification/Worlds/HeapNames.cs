using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>What a person would call an object: by the variable that it was made for, else by its type.</summary>
static class HeapNames
{
    public static string Of(object? identity) => identity switch
    {
        Place found => found.Display,
        IOperation made => VariableOf(made.Syntax) ?? WalkedBy(made) ?? (made.Type is { TypeKind: not TypeKind.Interface } type ? type.Name : ""),
        _ => "",
    };

    /// <summary>Nobody speaks of an enumerator: what it walks over has a name.</summary>
    static string? WalkedBy(IOperation made) => made is IInvocationOperation { Instance: { } walked } ? NameOf(walked) : null;

    /// <summary>What a chain of calls and members begins with.</summary>
    static string? NameOf(IOperation? walked) => walked.Unconverted() switch
    {
        ILocalReferenceOperation { Local.Name: var name } => name,
        IParameterReferenceOperation { Parameter.Name: var name } => name,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member.Name: var name } => name,
        IMemberReferenceOperation { Instance: var holder } => NameOf(holder),
        IInvocationOperation { Instance: var holder } => NameOf(holder),
        _ => null,
    };

    static string? VariableOf(SyntaxNode creation) => creation.Parent switch
    {
        AwaitExpressionSyntax or ParenthesizedExpressionSyntax => VariableOf(creation.Parent),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } => VariableOf(configured),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
        _ => null,
    };
}
