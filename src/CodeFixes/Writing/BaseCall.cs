using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Lets a closing role that overrides its base's do what that does, where it has forgotten to.</summary>
internal static class BaseCall
{
    /// <summary>False where there is nothing to call, or it is called already.</summary>
    public static bool Write(Draft draft, Finding finding)
    {
        if (draft.Scene.Root.FindToken(finding.Primary.SourceSpan.Start).Parent is not MethodDeclarationSyntax method || draft.Scene.Model.GetDeclaredSymbol(method) is not { ReturnsVoid: true, OverriddenMethod: { IsAbstract: false } } symbol
            || method.DescendantNodes().Any(node => node is BaseExpressionSyntax))
            return false;
        var call = $"base.{symbol.Name}({string.Join(", ", symbol.Parameters.Select(parameter => parameter.Name))});";
        if (method.Body is { } body && body.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax))
            draft.AtEndOf(body, [call]);
        else if (method.ExpressionBody is { } arrow)
            draft.Unfold(arrow, method.SemicolonToken, "", [], [call]);
        else
            return false;
        return symbol.Parameters.All(parameter => parameter.RefKind == RefKind.None);
    }
}
