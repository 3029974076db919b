using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A statement that releases an object of whichever rule.</summary>
internal static class AnyRelease
{
    /// <summary>What is released, as it is written there; null where the statement is more than a release, guarded or not.</summary>
    public static string? Of(StatementSyntax statement, Scene scene) => statement switch
    {
        IfStatementSyntax { Else: null, Statement: var inner } => Of(inner, scene),
        BlockSyntax { Statements: [var only] } => Of(only, scene),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => Of(call, scene)?.ToString(),
        ExpressionStatementSyntax { Expression: ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access } when scene.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && scene.Book.PartnerAt(method) is { Slot: Slot.This } => access.Expression.ToString(),
        _ => null,
    };

    /// <summary>What a call releases; null where it releases nothing.</summary>
    public static ExpressionSyntax? Of(InvocationExpressionSyntax call, Scene scene)
        => scene.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || scene.Book.PartnerAt(method) is not { Slot: var slot } ? null
            : slot == Slot.This ? (call.Expression as MemberAccessExpressionSyntax)?.Expression : call.ArgumentList.Arguments.ElementAtOrDefault(slot)?.Expression;
}
