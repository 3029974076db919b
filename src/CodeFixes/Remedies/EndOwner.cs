using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>An object that a local keeps to itself, and could give back if it was asked to: it is ended with its scope, or on each way that loses it.</summary>
/// <param name="byScope">Whether the end of the scope is to do it.</param>
internal sealed class EndOwner(bool byScope) : Remedy
{
    public override string Key => byScope ? "NdisRules.EndOwnerByScope" : "NdisRules.EndOwner";

    public override string Title(Finding finding) => $"End '{finding.Exits[0].Holder!.Split('.')[0]}' {(byScope ? "with its scope (using)" : "where it is lost")}";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Any(exit => exit.Holder?.Contains('.') == true);

    /// <summary>Behind what frees the object itself.</summary>
    public override int Rank(Scene scene, Finding finding) => 1;

    public override Task<Patch?> SettleAsync(Trial trial)
    {
        if (Around.Function(trial.Finding.Acquire) is not { } function || trial.Scene.RuleOf(trial.Finding) is not { } rule)
            return Task.FromResult<Patch?>(null);
        var ends = OwnerEnd.Of(trial.Scene, trial.Finding).Where(end => end.LetsGo(function, trial.Scene.Model) && end.IsOwn(function, new(trial.Scene, rule)));
        return FirstAsync(trial, ends.Where(end => end.IsByScope || !byScope).Select(end => new Func<Draft, bool>(draft => byScope ? WriteScope(draft, trial.Finding, end) : WriteExits(draft, trial.Finding, end))));
    }

    static bool WriteScope(Draft draft, Finding finding, OwnerEnd end)
    {
        if (end.Owner.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables.Count: 1 } declaration }
            || draft.Scene.RuleOf(finding) is not { } rule || Siblings.After(declaration) is var rest && !rest.All(statement => new LentOnly(draft.Scene, rule).In(statement, end.Owner)))
            return false;
        foreach (var call in rest.SelectMany(statement => statement.DescendantNodes()).OfType<InvocationExpressionSyntax>().Where(call => call + ";" == end.Call(isTested: false)))
            if (call.Parent is ExpressionStatementSyntax free)
                draft.Remove(free);
            else
                return false;
        draft.Insert(declaration.SpanStart, "using ");
        return true;
    }

    static bool WriteExits(Draft draft, Finding finding, OwnerEnd end)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        var exits = finding.Exits.Select(exit => exit with { Holder = end.Owner.Name, Turn = null }).Distinct();
        return exits.All(exit => new ExitWriter(draft, call, call.Rule, finding.Acquire, _ => [end.Call(EmptyVariable.MayBe(draft.Scene, exit))]).Write(exit, atTurn: false));
    }
}
