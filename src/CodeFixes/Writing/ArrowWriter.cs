using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Makes a block with one statement of the expression behind an arrow.</summary>
internal static class ArrowWriter
{
    /// <summary>False where the arrow is that of a constructor or of an operator, which keep theirs.</summary>
    public static bool Unfold(Draft draft, ArrowExpressionClauseSyntax arrow)
    {
        if (arrow.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax)
        {
            draft.UnfoldGetter(arrow, arrow.Parent is PropertyDeclarationSyntax property ? property.SemicolonToken : ((IndexerDeclarationSyntax)arrow.Parent).SemicolonToken);
            return true;
        }

        var semicolon = arrow.Parent switch
        {
            MethodDeclarationSyntax method => method.SemicolonToken,
            LocalFunctionStatementSyntax function => function.SemicolonToken,
            AccessorDeclarationSyntax accessor => accessor.SemicolonToken,
            _ => default,
        };
        if (semicolon.RawKind == 0 || draft.Scene.Model.GetDeclaredSymbol(arrow.Parent!) is not IMethodSymbol symbol)
            return false;
        draft.Unfold(arrow, semicolon, IsValue(symbol, arrow.Expression) ? "return " : "", [], []);
        return true;
    }

    /// <summary>The same for a lambda that is an expression; false where that is not the lambda of a delegate.</summary>
    public static bool Unfold(Draft draft, LambdaExpressionSyntax lambda)
    {
        if (lambda.ExpressionBody is not { } body || draft.Scene.Model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol symbol)
            return false;
        draft.Keeps(lambda);
        var gap = TextSpan.FromBounds(lambda.ArrowToken.Span.End, body.SpanStart);
        if (!string.IsNullOrWhiteSpace(draft.Scene.Text.ToString(gap)))
            return false;
        // The formatter keeps the braces of a lambda where they are.
        var indent = draft.IndentOf(lambda.SpanStart);
        var step = indent.Contains('\t') ? "\t" : "    ";
        draft.Replace(gap, $"{draft.NewLine}{indent}{{{draft.NewLine}{indent}{step}{(IsValue(symbol, body) ? "return " : "")}");
        draft.Insert(body.Span.End, $";{draft.NewLine}{indent}}}");
        return true;
    }

    /// <summary>Whether a function gives out what the expression behind its arrow gives.</summary>
    public static bool IsValue(IMethodSymbol function, ExpressionSyntax expression)
        => expression is not ThrowExpressionSyntax && !function.ReturnsVoid && !(function.IsAsync && function.ReturnType is INamedTypeSymbol { IsGenericType: false });
}
