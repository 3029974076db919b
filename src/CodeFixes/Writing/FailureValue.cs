using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>What a function returns when it fails: as its role has it, as it does elsewhere, as those who call it take it, or as its type leaves no doubt about.</summary>
internal sealed class FailureValue(SyntaxNode function, IMethodSymbol method, Scene scene)
{
    /// <summary>The names by which a status says that something was missing, the plainest first.</summary>
    static readonly string[] failures = ["Resources", "InsufficientResources", "NoMemory", "OutOfMemory", "Failure", "Failed", "Fail", "Error"];

    /// <summary>The value as it is written at a position; null where nobody knows one.</summary>
    public string? Of(ITypeSymbol type, int position)
        => OfRole(type, position) ?? UnderTest(isOfNull: true) ?? OfCallers() ?? (type.SpecialType == SpecialType.System_Boolean ? "false" : UnderTest(isOfNull: false) ?? OfType(type, position));

    /// <summary>Who pauses has no way to fail.</summary>
    string? OfRole(ITypeSymbol type, int position)
        => Roles().Any(role => role.Role is Role.Pause) && type.GetMembers("Success").Length > 0 ? $"{type.ToMinimalDisplayString(scene.Model, position)}.Success" : null;

    IEnumerable<NdisRole> Roles() => NdisRoles.OfAttributes(method).Concat(NdisRoles.OfOverride(method) is { } role ? [role] : [])
        .Concat(LifeCycleMap.Of(scene.Model.Compilation).Registry.Of(method).Select(handling => handling.Role));

    /// <summary>What the function returns already where it leaves early: because something is null, or for another reason if it has only one such value.</summary>
    string? UnderTest(bool isOfNull)
    {
        var early = Own(function).OfType<ReturnStatementSyntax>().Where(jump => jump.Expression is { } value && IsConstant(value, scene.Model) && TestAround(jump) is { } test && (!isOfNull || AsksForNull(test.Condition)))
            .Select(jump => jump.Expression!.ToString()).ToArray();
        return isOfNull || early.Distinct().Count() == 1 ? early.FirstOrDefault() : null;
    }

    static IfStatementSyntax? TestAround(ReturnStatementSyntax jump)
    {
        var inner = jump.Parent is BlockSyntax block && block.Statements.Last() == jump ? block : (StatementSyntax)jump;
        return inner.Parent is IfStatementSyntax test && test.Statement == inner ? test : null;
    }

    static bool AsksForNull(ExpressionSyntax condition) => condition.DescendantNodesAndSelf()
        .Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "IsNull" } or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression });

    /// <summary>The value on which callers in this file leave; null where they do not agree, or leave on anything but one value.</summary>
    string? OfCallers()
    {
        var values = scene.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call.Expression) == method.Name && SymbolEqualityComparer.Default.Equals(scene.Model.GetSymbolInfo(call).Symbol?.OriginalDefinition, method.OriginalDefinition))
            .Select(TakenAsFailure).OfType<string>().Distinct().ToArray();
        return values is [var value] ? value : null;
    }

    string? TakenAsFailure(InvocationExpressionSyntax call)
    {
        if (call.Ancestors().TakeWhile(node => node is ExpressionSyntax).LastOrDefault() is var top && ((top ?? call).Parent as IfStatementSyntax) is not { Else: null } test || !TestsOnTheWay.Leaves(test.Statement))
            return null;
        return test.Condition switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } when operand == call => "false",
            var condition when condition == call => "true",
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when equal.Left == call && IsConstant(equal.Right, scene.Model) => equal.Right.ToString(),
            _ => null,
        };
    }

    static string? NameOf(ExpressionSyntax called) => called switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    static bool IsConstant(ExpressionSyntax value, SemanticModel model) => model.GetConstantValue(value).HasValue || value is LiteralExpressionSyntax or DefaultExpressionSyntax;

    string? OfType(ITypeSymbol type, int position)
    {
        if (type.TypeKind == TypeKind.Enum)
            return failures.FirstOrDefault(name => type.GetMembers(name).Length > 0) is { } failure ? $"{type.ToMinimalDisplayString(scene.Model, position)}.{failure}" : null;
        if (type.IsReferenceType)
            return type.NullableAnnotation == NullableAnnotation.NotAnnotated ? null : "null";
        return type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } ? "null" : scene.Book.Follows(type) ? "default" : null;
    }

    /// <summary>What stands in a function itself, not in those inside it.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode function) => function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax));
}
