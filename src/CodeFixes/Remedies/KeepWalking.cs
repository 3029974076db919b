using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A walk that frees what it meets goes on where it meets nothing, instead of leaving what is behind that.</summary>
internal sealed class KeepWalking : Remedy
{
    public override string Key => "NdisRules.KeepWalking";

    public override string Title(Finding finding) => "Go on with the next one where there is none";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0;

    public override Task<Patch?> SettleAsync(Trial trial) => FirstAsync(trial, Breaks(trial).Select(stop => new Func<Draft, bool>(draft => Write(draft, stop))));

    /// <summary>The jumps out of a loop of the method that hang on a test for null alone.</summary>
    static IEnumerable<BreakStatementSyntax> Breaks(Trial trial)
    {
        var member = trial.Scene.CodeAround(trial.Finding.Primary.SourceSpan.Start);
        return member.DescendantNodes().OfType<BreakStatementSyntax>().Where(stop => stop.Ancestors().First(node => node is SwitchStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax) is ForStatementSyntax or CommonForEachStatementSyntax
            && (stop.Parent is BlockSyntax { Statements.Count: 1, Parent: var outer } ? outer : stop.Parent) is IfStatementSyntax test && NullQuestion.Of(test.Condition, trial.Scene) is { WhenNothing: true } && test.Statement.Span.Contains(stop.Span));
    }

    static bool Write(Draft draft, BreakStatementSyntax stop)
    {
        draft.Replace(stop.BreakKeyword.Span, "continue");
        return true;
    }
}
