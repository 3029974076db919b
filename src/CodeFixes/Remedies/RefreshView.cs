using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A view of an object follows its variable: where that is given another object, the view is taken of that one.</summary>
internal sealed class RefreshView : Remedy
{
    public override string Key => "NdisRules.RefreshView";

    public override string Title(Finding finding) => "Take the view of the new object";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => Write(draft, trial.Finding));

    static bool Write(Draft draft, Finding finding)
    {
        var model = draft.Scene.Model;
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree) || draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true) is not { } use)
            return false;
        foreach (var name in use.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            if (model.GetSymbolInfo(name).Symbol is ILocalSymbol { RefKind: RefKind.None, DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } view }
                && model.GetSymbolInfo(owner).Symbol is ILocalSymbol && Replaced(draft, use, owner) is { Length: > 0 } stores)
            {
                foreach (var store in stores)
                    draft.After(store, [$"{name} = {view};"]);
                return true;
            }

        return false;
    }

    /// <summary>Where the variable is given another object.</summary>
    static ExpressionStatementSyntax[] Replaced(Draft draft, SyntaxNode use, IdentifierNameSyntax owner) => [.. draft.Scene.CodeAround(use.SpanStart).DescendantNodes().OfType<ExpressionStatementSyntax>()
        .Where(store => store.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } && target.Identifier.ValueText == owner.Identifier.ValueText
            && SymbolEqualityComparer.Default.Equals(draft.Scene.Model.GetSymbolInfo(target).Symbol, draft.Scene.Model.GetSymbolInfo(owner).Symbol))];
}
