using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Two variables that may hold one object: the first is freed only where it is another one than the second.</summary>
internal sealed class FreeIfOther : Remedy
{
    public override string Key => "NdisRules.FreeIfOther";

    public override string Title(Finding finding) => "Free the first only where it is another one";

    public override Task<Patch?> SettleAsync(Trial trial) => TryAsync(trial, draft => Write(draft, trial.Finding));

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.First(draft, finding, call) is not { } first || FreeStatement.At(draft, finding, call) is not { } second)
            return false;
        var (one, other) = (first.Holder.ToString(), second.Holder.ToString());
        if (one == other || Siblings.Around(first.Statement) is not { } whole || Siblings.In(Siblings.After(whole), second.Statement) is null)
            return false;
        if (first.Statement.Parent is IfStatementSyntax { Else: null } test && test == whole && NullQuestion.Of(test.Condition, draft.Scene) is { WhenNothing: false })
            draft.Insert(test.Condition.SpanStart, $"{one} != {other} && ");
        else if (first.Statement == whole)
            draft.Guard(first.Statement, $"{one} != {other}");
        else
            return false;
        return true;
    }
}
