using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Whether an opening role that returns a status fails there.</summary>
internal static class FailureTest
{
    /// <summary>Whether the value may also be a success: it is no constant, and no test around the return says that it is none.</summary>
    public static bool Needed(StatementSyntax jump, ExpressionSyntax value, Scene scene)
        => !scene.Model.GetConstantValue(value).HasValue && !IsTested(jump, value);

    /// <summary>The test of a status against success; null for a type that has none.</summary>
    public static string? Of(string status, ExpressionSyntax value, Scene scene)
        => scene.Model.GetTypeInfo(value).ConvertedType is INamedTypeSymbol { TypeKind: TypeKind.Enum } type
            && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Convert.ToDecimal(field.ConstantValue, null) == 0) is { } success
            ? $"{status} != {type.ToMinimalDisplayString(scene.Model, value.SpanStart)}.{success.Name}" : null;

    static bool IsTested(StatementSyntax jump, ExpressionSyntax value)
    {
        var inner = jump.Parent is BlockSyntax block && block.Statements[0] == jump ? block : (StatementSyntax)jump;
        return inner.Parent is IfStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test } branch
            && branch.Statement == inner && value is IdentifierNameSyntax && SyntaxFactory.AreEquivalent(test.Left, value);
    }
}
