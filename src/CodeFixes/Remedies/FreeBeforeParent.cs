using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees the object before what it was taken from, where nothing later does.</summary>
internal sealed class FreeBeforeParent : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested];

    public override string Key => "NdisRules.FreeBeforeParent";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName}' first";

    public override bool Suits(Finding finding) => finding.ObjectName is not null;

    public override Task<Patch?> SettleAsync(Trial trial) => FirstAsync(trial, guards.Select(guard => new Func<Draft, bool>(draft => Write(draft, trial.Finding, guard))));

    static bool Write(Draft draft, Finding finding, Guard guard)
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree) || ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        var statement = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not ExpressionStatementSyntax || Release.Of(call, draft, statement.SpanStart, finding.ObjectName!, guard) is not { } lines)
            return false;
        draft.Before(statement, lines);
        return true;
    }
}
