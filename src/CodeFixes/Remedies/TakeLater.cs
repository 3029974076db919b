using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A local that was given what a field holds before a call that replaces it is given it behind that call.</summary>
internal sealed class TakeLater : Remedy
{
    public override string Key => "NdisRules.TakeLater";

    public override string Title(Finding finding) => "Take it from the field behind the call that replaces it";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => Write(draft, trial.Finding));

    static bool Write(Draft draft, Finding finding)
    {
        var model = draft.Scene.Model;
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return false;
        var use = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        foreach (var name in use.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            if (model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } given, Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, ContainsDirectives: false } taken }
                && model.GetSymbolInfo(given).Symbol is IFieldSymbol && SameValue.IsStable(given, model) && Between(taken, use, local.Name) is { } last)
            {
                var text = draft.Lift(taken);
                draft.After(last, [text]);
                return true;
            }

        return false;
    }

    /// <summary>The last call between the two, where nothing in between names the local.</summary>
    static StatementSyntax? Between(StatementSyntax taken, SyntaxNode use, string name)
    {
        var passed = Siblings.After(taken).TakeWhile(statement => !statement.FullSpan.Contains(use.Span) && !statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(mention => mention.Identifier.ValueText == name)).ToArray();
        return passed.LastOrDefault(statement => statement is ExpressionStatementSyntax && GivingBack.CallOf(statement) is not null);
    }
}
