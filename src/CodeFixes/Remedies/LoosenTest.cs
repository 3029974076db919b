using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>A test that does nothing but guard the free, and asks for more than the object: only the question for the object stays, if there is one.</summary>
internal sealed class LoosenTest : Remedy
{
    /// <summary>More tests than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.LoosenTest";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' whenever it is there";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0;

    public override Task<Patch?> SettleAsync(Trial trial) => FirstAsync(trial, Tests(trial).Take(Most).Select(test => new Func<Draft, bool>(draft => Write(draft, test))));

    static IEnumerable<IfStatementSyntax> Tests(Trial trial)
    {
        if (ReleaseCall.Of(trial.Scene, trial.Finding) is not { } call || !ReferenceEquals(trial.Finding.Primary.SourceTree, trial.Scene.Root.SyntaxTree))
            return [];
        var member = trial.Scene.CodeAround(trial.Finding.Primary.SourceSpan.Start);
        var names = trial.Finding.Exits.Select(exit => exit.Holder).ToArray();
        return member.DescendantNodes().OfType<IfStatementSyntax>().Where(test => test.Else is null && call.FreedBy(test.Statement) is { } freed && names.Contains(freed)).Reverse();
    }

    /// <summary>False where nothing goes, or what goes does something.</summary>
    static bool Write(Draft draft, IfStatementSyntax test)
    {
        var parts = Parts(test.Condition).ToArray();
        var kept = parts.Where(part => Asks(part, draft.Scene)).ToArray();
        if (kept.Length == parts.Length || !parts.Except(kept).All(part => SameValue.IsStable(part, draft.Scene.Model)))
            return false;
        if (kept.Length > 0)
            draft.Replace(test.Condition.Span, string.Join(" && ", kept.Select(part => part.WithoutTrivia().ToString())));
        return kept.Length > 0 || draft.Unguard(test, same: null);
    }

    static bool Asks(ExpressionSyntax part, Scene scene) => NullQuestion.Of(part, scene) is { WhenNothing: false } || part.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax);

    static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax condition) => condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both ? Parts(both.Left).Concat(Parts(both.Right)) : [condition];
}
