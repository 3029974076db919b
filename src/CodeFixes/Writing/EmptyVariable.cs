using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>
/// Whether a variable is also given nothing somewhere. The engine follows the object: where another way leaves the variable empty, it does not
/// say that a free may meet null, so its silence is no proof there.
/// </summary>
internal static class EmptyVariable
{
    public static bool MayBe(Scene scene, Exit exit)
    {
        if (exit.Holder is not { } name || !ReferenceEquals(exit.Where.SourceTree, scene.Root.SyntaxTree))
            return false;
        return scene.CodeAround(exit.Where.SourceSpan.Start).DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } declarator => declarator.Identifier.ValueText == name && IsNothing(value, scene.Model),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned, Right: var value } => assigned.Identifier.ValueText == name && IsNothing(value, scene.Model),
            SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax tried } } } given => given.Identifier.ValueText == name && MayHaveFailed(tried, exit, scene),
            _ => false,
        });
    }

    /// <summary>Whether a call that says whether it gave anything is followed by the exit either way.</summary>
    static bool MayHaveFailed(InvocationExpressionSyntax tried, Exit exit, Scene scene)
    {
        if (scene.Model.GetTypeInfo(tried).Type?.SpecialType != SpecialType.System_Boolean)
            return false;
        return tried.Parent switch
        {
            ExpressionStatementSyntax => true,
            IfStatementSyntax test => !test.Span.Contains(exit.Where.SourceSpan) && (test.Else is null || !TestsOnTheWay.Leaves(test.Else.Statement)),
            PrefixUnaryExpressionSyntax { Parent: IfStatementSyntax test } => !test.Span.Contains(exit.Where.SourceSpan) && !TestsOnTheWay.Leaves(test.Statement),
            _ => false,
        };
    }

    /// <summary>The same on the side of the test that leads to the exit: that may ask for the variable.</summary>
    public static bool MayBeBehindTurn(Scene scene, Exit exit) => MayBe(scene, exit)
        && !(exit.Turn is var (condition, outcome) && (Gives(condition, exit.Holder!) && outcome || condition is ExpressionSyntax asked && NullQuestion.Of(asked, scene) is { } question && question.Asked.ToString() == exit.Holder && question.WhenNothing != outcome));

    static bool Gives(SyntaxNode condition, string holder) => condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any(given => given.Identifier.ValueText == holder);

    /// <summary>Of what is created, only a value is nothing: a container that is empty is there.</summary>
    static bool IsNothing(ExpressionSyntax value, SemanticModel model) => value switch
    {
        DefaultExpressionSyntax => true,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } => model.GetTypeInfo(value).Type is { IsValueType: true },
        PostfixUnaryExpressionSyntax suppressed => IsNothing(suppressed.Operand, model),
        ConditionalExpressionSyntax choice => IsNothing(choice.WhenTrue, model) || IsNothing(choice.WhenFalse, model),
        _ => false,
    };
}
