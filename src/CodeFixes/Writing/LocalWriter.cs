using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Takes an acquire out of the statement that it is a part of, into a local right above.</summary>
internal sealed class LocalWriter(Draft draft, Finding finding)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the object is used for nothing, or where something else in the statement would run later than it did or may keep the acquire from running.</summary>
    public bool Write()
    {
        if (finding.Acquire is not ExpressionSyntax acquire || !ReferenceEquals(acquire.SyntaxTree, draft.Scene.Root.SyntaxTree))
            return false;
        var whole = Whole(acquire);
        if (whole.FirstAncestorOrSelf<StatementSyntax>() is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax) || whole.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || whole.Parent == statement || !IsFirstToRun(whole, statement) || HeldBack.Local(whole, NameFor(whole), keepsType: false, draft.Scene) is not { } local)
            return false;
        draft.Before(statement, [local.Declaration]);
        draft.Replace(whole.Span, local.Name);
        return true;
    }

    /// <summary>What is awaited is the object, not the task.</summary>
    static ExpressionSyntax Whole(ExpressionSyntax acquire) => acquire.Parent is AwaitExpressionSyntax awaited ? awaited : acquire;

    /// <summary>Whether nothing before it in the statement does anything, and nothing decides whether it runs.</summary>
    bool IsFirstToRun(ExpressionSyntax acquire, StatementSyntax statement)
    {
        for (SyntaxNode inner = acquire; inner != statement; inner = inner.Parent!)
            switch (inner.Parent)
            {
                case AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionArmSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }:
                case AssignmentExpressionSyntax assignment when assignment.Right == inner && !SameValue.IsStable(assignment.Left, Model):
                    return false;
                case ArgumentListSyntax list when !list.Arguments.TakeWhile(argument => argument != inner).All(argument => SameValue.IsStable(argument.Expression, Model)):
                case InvocationExpressionSyntax call when call.ArgumentList == inner && !IsStill(call.Expression):
                case BinaryExpressionSyntax binary when binary.Right == inner && !SameValue.IsStable(binary.Left, Model):
                case InitializerExpressionSyntax or VariableDeclarationSyntax { Variables.Count: > 1 }:
                    return false;
            }

        return true;
    }

    /// <summary>What a method is called on.</summary>
    bool IsStill(ExpressionSyntax called) => called is SimpleNameSyntax || (called is MemberAccessExpressionSyntax member && SameValue.IsStable(member.Expression, Model));

    /// <summary>The type's own word: a lease is a <c>lease</c>.</summary>
    string NameFor(ExpressionSyntax acquire)
    {
        var name = Model.GetTypeInfo(acquire).Type is INamedTypeSymbol { IsTupleType: false, Name: { Length: > 0 } type } ? type : "taken";
        if (name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name.Substring(1);
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "taken";
    }
}
