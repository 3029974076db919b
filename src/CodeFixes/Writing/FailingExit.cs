using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>How the function around a statement gives up: what it returns elsewhere when something is missing, or what its type leaves no doubt about.</summary>
internal static class FailingExit
{
    /// <summary>The jump; null where nothing certain can be returned.</summary>
    public static string? At(StatementSyntax statement, Scene scene)
    {
        var function = statement.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        if (function is null || statement.Ancestors().TakeWhile(node => node != function).Any(node => node is FinallyClauseSyntax))
            return null;
        if (Own(function).OfType<YieldStatementSyntax>().Any())
            return "yield break;";
        var loop = statement.Ancestors().TakeWhile(node => node != function).FirstOrDefault(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        return ReturnTypeOf(function, scene.Model) switch
        {
            (true, _) => loop switch { null => "return;", ForStatementSyntax or CommonForEachStatementSyntax => "continue;", _ => "break;" },
            (_, { } type) when Value(function, type, statement, scene) is { } value => $"return {value};",
            _ => null,
        };
    }

    static string? Value(SyntaxNode function, ITypeSymbol type, StatementSyntax statement, Scene scene)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
            return "false";
        if (Custom(function, scene) is { } custom)
            return custom;
        if (type.TypeKind == TypeKind.Enum)
            return type.GetMembers("Resources").Length > 0 ? $"{type.ToMinimalDisplayString(scene.Model, statement.SpanStart)}.Resources" : null;
        if (scene.Book.Follows(type))
            return type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.NotAnnotated ? null : type.IsReferenceType ? "null" : "default";
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? "null" : null;
    }

    /// <summary>What the function returns already where it leaves early.</summary>
    static string? Custom(SyntaxNode function, Scene scene) => Own(function).OfType<ReturnStatementSyntax>()
        .Where(jump => jump.Expression is { } value && (scene.Model.GetConstantValue(value).HasValue || value is LiteralExpressionSyntax or DefaultExpressionSyntax) && IsUnderTest(jump))
        .Select(jump => jump.Expression!.ToString()).FirstOrDefault();

    static bool IsUnderTest(ReturnStatementSyntax jump)
    {
        var inner = jump.Parent is BlockSyntax block && block.Statements.Last() == jump ? block : (StatementSyntax)jump;
        return inner.Parent is IfStatementSyntax test && test.Statement == inner
            && test.Condition.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "IsNull" } or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression });
    }

    /// <summary>What stands in the function itself, not in those inside it.</summary>
    static IEnumerable<SyntaxNode> Own(SyntaxNode function) => function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax));

    static (bool IsVoid, ITypeSymbol? Type) ReturnTypeOf(SyntaxNode function, SemanticModel model)
    {
        var method = function switch
        {
            AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function).Symbol as IMethodSymbol,
            CompilationUnitSyntax unit => model.GetDeclaredSymbol(unit) as IMethodSymbol,
            _ => model.GetDeclaredSymbol(function) as IMethodSymbol,
        };
        if (method is null)
            return (false, null);
        if (function is CompilationUnitSyntax)
            return (!Own(function).OfType<ReturnStatementSyntax>().Any(jump => jump.Expression is not null), method.ReturnType);
        if (method.IsAsync && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" } task)
            return task.TypeArguments is [var given] ? (false, given) : (true, null);
        return (method.ReturnsVoid, method.ReturnType);
    }
}
