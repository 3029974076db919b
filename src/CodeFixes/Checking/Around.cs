using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Checking;

/// <summary>What a node lies in.</summary>
internal static class Around
{
    /// <summary>The member; of a program of statements, all of it: each of its statements is a member to the compiler, but they share their variables.</summary>
    public static SyntaxNode Code(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
}
