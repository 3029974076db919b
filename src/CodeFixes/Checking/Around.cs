using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Checking;

/// <summary>What a node lies in.</summary>
internal static class Around
{
    /// <summary>The member; of a program of statements, all of it: each of its statements is a member to the compiler, but they share their variables.</summary>
    public static SyntaxNode Code(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    /// <summary>The innermost function, be it a lambda; of a program of statements, the file.</summary>
    public static SyntaxNode? Function(SyntaxNode? node) => node?.FirstAncestorOrSelf<SyntaxNode>(IsFunction);

    static bool IsFunction(SyntaxNode node) => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax;
}
