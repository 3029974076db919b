using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>
/// Says at the helper of another project that it gives back, or keeps, what it is given. Only what it does on every way is said: whoever does not see its
/// source, as a build does not, has to believe it.
/// </summary>
internal sealed class DeclareOwnership : Remedy
{
    public override string Key => "NdisRules.DeclareOwnership";

    public override bool ChangesOtherFiles => true;

    public override string Title(Finding finding) => "Declare at the helper that it takes care of it";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0;

    /// <summary>Before all else: what else would settle the finding gives back a second time what the helper has.</summary>
    public override int Rank(Scene scene, Finding finding) => -4;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        if (!trial.IsWhole || trial.Scene.RuleOf(trial.Finding) is not { } rule)
            return null;
        foreach (var (helper, ordinal) in Helpers(trial.Scene, trial.Finding))
            if (OtherProject.FateOf(helper, helper.Parameters[ordinal], rule, trial.Scene) is var fate and (RowKind.Releases or RowKind.Transfers)
                && await DeclaredAsync(trial, helper, ordinal, fate == RowKind.Releases ? "Releases" : "Transfers").ConfigureAwait(false) is { } patch
                && await Sequel.WithFreesAsync(trial, patch).ConfigureAwait(false) is { } whole)
                return whole;
        return null;
    }

    /// <summary>What is given the object under one of its names, and has not said yet what it does with it.</summary>
    static IEnumerable<(IMethodSymbol Helper, int Ordinal)> Helpers(Scene scene, Finding finding)
    {
        var names = new HashSet<string>(finding.Exits.Select(exit => exit.Holder).Append(finding.ObjectName).OfType<string>());
        var member = scene.CodeAround(finding.Primary.SourceSpan.Start);
        foreach (var call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
            if (scene.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (method.ReducedFrom ?? method).OriginalDefinition is var helper
                && Given(call, method).FirstOrDefault(given => names.Contains(given.Expression.ToString()) || given.Expression == finding.Acquire) is { Expression: not null, Ordinal: var ordinal }
                && ordinal < helper.Parameters.Length && OwnershipAttributes.OfParameter(helper.Parameters[ordinal]) is null)
                yield return (helper, ordinal);
    }

    /// <summary>What a call gives to which parameter: what an extension is called on, to its first.</summary>
    static IEnumerable<(ExpressionSyntax Expression, int Ordinal)> Given(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var first = method.ReducedFrom is not null && call.Expression is MemberAccessExpressionSyntax member ? new[] { member.Expression } : [];
        return first.Concat(call.ArgumentList.Arguments.TakeWhile(argument => argument.NameColon is null).Select(argument => argument.Expression)).Select((expression, ordinal) => (expression, ordinal));
    }

    /// <summary>The scene as it is when the other project says so: its own text stays as it was.</summary>
    static async Task<Patch?> DeclaredAsync(Trial trial, IMethodSymbol helper, int ordinal, string attribute)
    {
        if (OtherProject.Declaration(helper, ordinal, trial.Scene) is not var (document, parameter) || await document.GetSemanticModelAsync(trial.Cancellation).ConfigureAwait(false) is not { } model
            || model.Compilation.GetTypeByMetadataName($"NdisRules.{attribute}Attribute") is not { } type)
            return null;
        var name = type.ToMinimalDisplayString(model, parameter.SpanStart);
        var text = await document.GetTextAsync(trial.Cancellation).ConfigureAwait(false);
        var said = document.WithText(text.WithChanges(new TextChange(new(parameter.SpanStart, 0), $"[{name.Substring(0, name.Length - "Attribute".Length)}] ")));
        return said.Project.Solution.GetDocument(trial.Scene.Document.Id) is { } own && await Scene.OfAsync(own, trial.Cancellation).ConfigureAwait(false) is { } after
            ? Patch.Of(after, [], trial.Scene.Text) : null;
    }
}
