using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A statement that does nothing but to the object goes before the call that gives it back, where that call does more and cannot come later.</summary>
internal sealed class UseBeforeFree : Remedy
{
    public override string Key => "NdisRules.UseBeforeFree";

    public override string Title(Finding finding) => "Use it before it is given back";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => Write(draft, trial.Finding));

    static bool Write(Draft draft, Finding finding)
    {
        var scene = draft.Scene;
        if (!ReferenceEquals(finding.Primary.SourceTree, scene.Root.SyntaxTree) || scene.RuleOf(finding) is not { } rule)
            return false;
        var place = scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        if (Siblings.Around(place) is not ExpressionStatementSyntax { ContainsDirectives: false } use || new GivingBack(scene, rule).Before(finding, place) is not { } given || !Siblings.After(given).Contains(use) || !IsOfObject(use.Expression, scene.Model))
            return false;
        var text = draft.Lift(use);
        draft.Before(given, [text]);
        return true;
    }

    /// <summary>Whether a statement writes a number or the like into a member of a variable, and reads nothing else that may have changed meanwhile.</summary>
    static bool IsOfObject(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        AssignmentExpressionSyntax assignment => IsMember(assignment.Left, model) && (model.GetConstantValue(assignment.Right).HasValue || IsMember(assignment.Right, model)),
        PostfixUnaryExpressionSyntax unary => IsMember(unary.Operand, model),
        PrefixUnaryExpressionSyntax unary => IsMember(unary.Operand, model),
        _ => false,
    };

    static bool IsMember(ExpressionSyntax place, SemanticModel model) => place is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && model.GetSymbolInfo(owner).Symbol is ILocalSymbol or IParameterSymbol;
}
