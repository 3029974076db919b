using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Whether a person would name a test for a jump. Control dependence says too much here: in a <c>try</c> each call may lead to the handler instead, so that everything behind it depends on
/// every test before it.
/// </summary>
static class Deciding
{
    /// <param name="test">The test.</param>
    /// <param name="jump">Where the jump is.</param>
    /// <param name="name">What names the object; null where nothing does.</param>
    public static bool IsDecidedBy(SyntaxNode test, Location jump, string? name) => ChoicesAround(test).Any(choice => test.DescendantNodesAndSelf().Any(part => IsMention(part, name))
        || (choice is not ExpressionSyntax && jump.SourceTree == choice.SyntaxTree && choice.Span.Contains(jump.SourceSpan))
        || choice.DescendantNodes().Any(part => IsJump(part) || (IsMention(part, name) && part.SpanStart >= test.Span.End && !IsLoop(choice))));

    static bool IsMention(SyntaxNode part, string? name) => name is not null && part is IdentifierNameSyntax mention && mention.Identifier.ValueText == name;

    /// <summary>Whatever a loop does with the object, that it has ended says nothing of it.</summary>
    static bool IsLoop(SyntaxNode choice) => choice is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>The statements and expressions that choose by a test; none for what the compiler asks by itself.</summary>
    static IEnumerable<SyntaxNode> ChoicesAround(SyntaxNode test) => test.AncestorsAndSelf().TakeWhile(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)).Where(node => node switch
    {
        IfStatementSyntax choice => Holds(choice.Condition, test),
        WhileStatementSyntax loop => Holds(loop.Condition, test),
        DoStatementSyntax loop => Holds(loop.Condition, test),
        ForStatementSyntax loop => Holds(loop.Condition, test),
        CommonForEachStatementSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or CatchClauseSyntax => true,
        ConditionalExpressionSyntax choice => Holds(choice.Condition, test),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } choice => Holds(choice.Left, test),
        ConditionalAccessExpressionSyntax choice => Holds(choice.Expression, test),
        _ => false,
    });

    static bool Holds(SyntaxNode? condition, SyntaxNode test) => condition?.Span.Contains(test.Span) == true;

    static bool IsJump(SyntaxNode node) => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax;
}
