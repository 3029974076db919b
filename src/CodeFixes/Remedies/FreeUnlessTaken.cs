using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees what a call that was given the object has not taken: it says so by its result, or was told by a flag.</summary>
/// <param name="asksResult">Whether the result is asked: that is what it is for. Else the flag.</param>
internal sealed class FreeUnlessTaken(bool asksResult) : Remedy
{
    /// <summary>More calls than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.FreeUnlessTaken";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' unless it was taken";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Any(exit => exit.Holder is not null);

    public override int Rank(Scene scene, Finding finding) => asksResult ? -1 : 0;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var (given, holder) in Calls(trial).Take(Most))
            foreach (var write in Ways(given, holder, trial))
                if (await WrittenAsync(trial.Scene, write, trial.Cancellation).ConfigureAwait(false) is { } patch && await Sequel.WithFreesAsync(trial, patch).ConfigureAwait(false) is { } whole)
                    return whole;
        return null;
    }

    /// <summary>The calls that are given the object under a name by which it is lost.</summary>
    static IEnumerable<(InvocationExpressionSyntax Call, string Holder)> Calls(Trial trial)
    {
        var names = new HashSet<string>(trial.Finding.Exits.Where(exit => !EmptyVariable.MayBe(trial.Scene, exit)).Select(exit => exit.Holder).OfType<string>());
        var member = trial.Scene.CodeAround(trial.Finding.Primary.SourceSpan.Start);
        return from argument in member.DescendantNodes().OfType<ArgumentSyntax>()
               where argument.RefKindKeyword.IsKind(SyntaxKind.None) && names.Contains(argument.Expression.ToString()) && argument.Parent?.Parent is InvocationExpressionSyntax
               select ((InvocationExpressionSyntax)argument.Parent!.Parent!, argument.Expression.ToString());
    }

    IEnumerable<Func<Draft, bool>> Ways(InvocationExpressionSyntax given, string holder, Trial trial)
    {
        if (ReleaseCall.Of(trial.Scene, trial.Finding) is not { } call || call.At(given.SpanStart, holder) is not { } free)
            return [];
        if (!asksResult)
            return given.Parent is ExpressionStatementSyntax told ? Flags(given, trial.Scene).SelectMany(flag => new[] { $"!{flag}", flag }).Select(test => new Func<Draft, bool>(draft => Behind(draft, told, test, free))) : [];
        return trial.Scene.Model.GetTypeInfo(given).Type?.SpecialType != SpecialType.System_Boolean ? [] : given.Parent switch
        {
            ExpressionStatementSyntax statement => [draft => Asked(draft, statement, $"!{given}", free), draft => Asked(draft, statement, given.ToString(), free)],
            ReturnStatementSyntax jump => [draft => Returned(draft, jump, given, free)],
            _ => [],
        };
    }

    /// <summary>The result was not asked for.</summary>
    static bool Asked(Draft draft, ExpressionStatementSyntax statement, string test, string free)
    {
        if (statement.Parent is IfStatementSyntax { Else: not null })
            return false;
        draft.Keeps(statement);
        draft.Replace(statement.Span, Release.Guarded(draft, test, free));
        draft.Reformat(statement.Span);
        return true;
    }

    /// <summary>The flag that the call was given tells what it does.</summary>
    static bool Behind(Draft draft, ExpressionStatementSyntax statement, string test, string free)
    {
        draft.After(statement, [Release.Guarded(draft, test, free)]);
        return true;
    }

    static bool Returned(Draft draft, ReturnStatementSyntax jump, InvocationExpressionSyntax given, string free)
    {
        if (Siblings.Of(jump).Count == 0)
            return false;
        draft.Before(jump, [Release.Guarded(draft, given.ToString(), "return true;"), free]);
        draft.Replace(given.Span, "false");
        return true;
    }

    static IEnumerable<string> Flags(InvocationExpressionSyntax given, Scene scene) => given.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<IdentifierNameSyntax>()
        .Where(flag => scene.Model.GetSymbolInfo(flag).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } or IParameterSymbol { Type.SpecialType: SpecialType.System_Boolean }).Select(flag => flag.ToString());
}
