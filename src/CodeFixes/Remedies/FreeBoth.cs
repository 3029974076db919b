using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A free that chooses one of two objects and leaves the other: both are freed, the later one first.</summary>
internal sealed class FreeBoth : Remedy
{
    public override string Key => "NdisRules.FreeBoth";

    public override string Title(Finding finding) => "Free both";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0;

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => Write(draft, trial.Finding));

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || finding.Exits[0].Holder is not { } holder || !ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return false;
        var member = draft.Scene.CodeAround(finding.Primary.SourceSpan.Start);
        foreach (var choice in member.DescendantNodes().OfType<ConditionalExpressionSyntax>())
            if (choice is { WhenTrue: IdentifierNameSyntax yes, WhenFalse: IdentifierNameSyntax no } && (yes.ToString() == holder || no.ToString() == holder) && yes.ToString() != no.ToString()
                && choice.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Expression: InvocationExpressionSyntax free } statement && call.FreedBy(free) == choice.ToString() && SameValue.IsStable(choice.Condition, draft.Scene.Model))
            {
                var frees = new[] { yes, no }.OrderByDescending(name => draft.Scene.Model.GetSymbolInfo(name).Symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start).Select(name => call.At(statement.SpanStart, name.ToString())).ToArray();
                if (frees is not [{ } first, { } second])
                    return false;
                draft.Replace(statement.Span, first);
                draft.After(statement, [second]);
                return true;
            }

        return false;
    }
}
