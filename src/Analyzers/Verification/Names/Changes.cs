using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>Whether code may give a field or property another value, told from syntax alone: what only reads it does not.</summary>
static class Changes
{
    public static bool Of(string name, NameIndex.Declaration declaration)
        => declaration.Tree.GetRoot().FindNode(declaration.Span).DescendantTokens()
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && IsChanged(token.Parent));

    static bool IsChanged(SyntaxNode? mention) => mention switch
    {
        VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null } => true,
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => IsWritten(access),
        IdentifierNameSyntax name => IsWritten(name),
        _ => false,
    };

    static bool IsWritten(ExpressionSyntax place) => place.Parent switch
    {
        ParenthesizedExpressionSyntax around => IsWritten(around),
        PostfixUnaryExpressionSyntax around when around.IsKind(SyntaxKind.SuppressNullableWarningExpression) => IsWritten(around),
        AssignmentExpressionSyntax assignment => assignment.Left == place,
        PostfixUnaryExpressionSyntax => true,
        PrefixUnaryExpressionSyntax step => step.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
        // Of a tuple it may be a part that is assigned to.
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax or MemberBindingExpressionSyntax => true,
        _ => false,
    };
}
