using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>The token by which a person would point at a declaration.</summary>
static class Identifiers
{
    public static Location Of(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
        DestructorDeclarationSyntax destructor => destructor.Identifier.GetLocation(),
        OperatorDeclarationSyntax @operator => @operator.OperatorToken.GetLocation(),
        ConversionOperatorDeclarationSyntax conversion => conversion.Type.GetLocation(),
        AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
        LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
        TypeDeclarationSyntax type => type.Identifier.GetLocation(),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.GetLocation(),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.GetLocation(),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.GetLocation(),
        ArrowExpressionClauseSyntax { Parent: IndexerDeclarationSyntax indexer } => indexer.ThisKeyword.GetLocation(),
        AnonymousFunctionExpressionSyntax lambda => lambda.GetFirstToken().GetLocation(),
        _ => declaration.GetFirstToken().GetLocation(),
    };
}
