using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Takes out a free that has nothing to free, and every further one of the same object.</summary>
internal sealed class RemoveFree : Remedy
{
    /// <summary>More statements than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.RemoveFree";

    public override string Title(Finding finding) => finding.Defect switch
    {
        Defect.FreedTwice when IsElsewhere(finding) || IsInFinally(finding) => "Remove one of the frees",
        Defect.FreedTwice => "Remove the second free",
        Defect.UsedAfterFree => "Remove the second call",
        _ => "Remove the free",
    };

    /// <summary>Whether another member frees first.</summary>
    static bool IsElsewhere(Finding finding) => finding.Steps.LastOrDefault(step => step.Kind == StepKind.Release) is { } first
        && finding.Primary.SourceTree?.GetRoot().FindNode(finding.Primary.SourceSpan) is { } place && Around.Code(place) != Around.Code(first.Where);

    static bool IsInFinally(Finding finding) => finding.Primary.SourceTree?.GetRoot().FindNode(finding.Primary.SourceSpan).FirstAncestorOrSelf<FinallyClauseSyntax>() is not null;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        var partly = new List<Patch>();
        while (partly.Count < Most && await OnceAsync(trial.Scene, trial.Finding, partly.Count).ConfigureAwait(false) is { } patch)
            if (Judge.Settles(trial, patch))
                return patch;
            else
                partly.Add(patch);
        if (trial.Finding.Defect == Defect.FreedTwice && await FirstAsync(trial, [draft => WriteFirst(draft, trial.Finding), draft => WriteArrow(draft, trial.Finding)]).ConfigureAwait(false) is { } other)
            return other;
        foreach (var patch in partly)
            if (await Sequel.CompleteAsync(trial, patch, (scene, finding) => OnceAsync(scene, finding, choice: 0)).ConfigureAwait(false) is { } whole)
                return whole;
        return null;

        Task<Patch?> OnceAsync(Scene scene, Finding finding, int choice) => WrittenAsync(scene, draft => Write(draft, finding, choice), trial.Cancellation);
    }

    static bool Write(Draft draft, Finding finding, int choice)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        if (new NeedlessFree(draft, finding, call).Candidates().ElementAtOrDefault(choice) is not { } needless)
            return false;
        draft.Remove(needless);
        return true;
    }

    /// <summary>The first of the two, where that is done on some ways only and the second on all.</summary>
    static bool WriteFirst(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.First(draft, finding, call) is not { } first || FreeStatement.At(draft, finding, call) is not { } second || first.Holder.ToString() != second.Holder.ToString()
            || first.Statement.FirstAncestorOrSelf<IfStatementSyntax>() is not { Else: null } test || !SameValue.IsStable(test.Condition, draft.Scene.Model) || !Siblings.After(test).Contains(second.Statement)
            || draft.Scene.RuleOf(finding) is not { } rule || draft.Scene.Model.GetSymbolInfo(first.Holder).Symbol is not (ILocalSymbol or IParameterSymbol) || draft.Scene.Model.GetSymbolInfo(first.Holder).Symbol is not { } holder || !new LentOnly(draft.Scene, rule).IsSeen(draft.Scene.CodeAround(second.Statement.SpanStart), holder))
            return false;
        draft.Remove(first.Statement);
        return true;
    }

    /// <summary>An override that is nothing but a free, which whoever calls it makes as well.</summary>
    static bool WriteArrow(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || finding.Steps.LastOrDefault(step => step.Kind == StepKind.Release)?.Where.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is not { Expression: InvocationExpressionSyntax free, Parent: MethodDeclarationSyntax method } arrow
            || !ReferenceEquals(arrow.SyntaxTree, draft.Scene.Root.SyntaxTree) || !call.IsRelease(free) || draft.Scene.Model.GetDeclaredSymbol(method) is not { ReturnsVoid: true, IsOverride: true } || method.ContainsDirectives)
            return false;
        draft.Replace(TextSpan.FromBounds(arrow.ArrowToken.SpanStart, method.SemicolonToken.Span.End), "{ }");
        return true;
    }
}
