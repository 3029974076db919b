using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Puts the free where its place is waiting: into the empty block behind a test that the object passed on its way to being lost.</summary>
internal sealed class FillTest : Remedy
{
    /// <summary>More blocks than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.FillTest";

    public override string Title(Finding finding) => finding.ObjectName is { } name ? $"Free '{name}' in the empty block behind the test" : "Free it in the empty block behind the test";

    /// <summary>An empty block says where its author wanted something done: right behind the tests that are the wrong way round.</summary>
    public override int Rank(Scene scene, Finding finding) => -2;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var (block, asked) in EmptyBlocks.Of(trial.Scene, trial.Finding).Take(Most))
            foreach (var holder in Holders(trial.Scene, trial.Finding, asked).Concat(TakenBy(block)).Distinct().Where(holder => IsOfRound(block, holder)))
                foreach (var isForgiving in new[] { false, true })
                    if (await WrittenAsync(trial.Scene, draft => Write(draft, trial.Finding, block, holder, isForgiving), trial.Cancellation).ConfigureAwait(false) is { } patch
                        && await Sequel.CompleteAsync(trial, patch, again: null).ConfigureAwait(false) is { } whole)
                        return whole;
        return null;
    }

    /// <summary>What the test asks of, what the object was last called, or what the acquire put its duty on.</summary>
    static IEnumerable<string> Holders(Scene scene, Finding finding, NullQuestion? asked)
    {
        if (asked is not null)
            yield return asked.Asked.ToString();
        foreach (var exit in finding.Exits)
            if (exit.Holder is { } holder)
                yield return holder;
        if (finding.ObjectName is { } name)
            yield return name;
        if (scene.RuleOf(finding) is { } rule && AcquireCall.Of(scene, rule, finding)?.Burdened(rule) is { } burdened)
            yield return burdened.ToString();
    }

    /// <summary>What a loop takes out for each round.</summary>
    static IEnumerable<string> TakenBy(BlockSyntax block) => block.Parent switch
    {
        WhileStatementSyntax { Condition: var condition } => condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(taken => taken.Identifier.ValueText),
        ForEachStatementSyntax walk => [walk.Identifier.ValueText],
        _ => [],
    };

    /// <summary>In a loop only what its rounds bring is freed: what was there before would be freed again in the next one.</summary>
    static bool IsOfRound(BlockSyntax block, string holder)
    {
        var loop = block.Ancestors().TakeWhile(node => node is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .FirstOrDefault(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        return loop is null || holder.Contains('[') || loop.DescendantNodesAndSelf().Any(node => holder.Split('.')[0] == node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax taken => taken.Identifier.ValueText,
            ForEachStatementSyntax walk => walk.Identifier.ValueText,
            _ => null,
        });
    }

    static bool Write(Draft draft, Finding finding, BlockSyntax block, string holder, bool isForgiving)
    {
        if (ReleaseCall.Of(draft.Scene, finding, isForgiving) is not { } call || (isForgiving && !CanForgive(draft.Scene, finding)))
            return false;
        var position = block.CloseBraceToken.SpanStart - 1;
        var field = finding.Defect == Defect.StillAllocated ? FieldFree.MemberOf(finding) : null;
        var lines = field is not null && holder.Split('.').Last() == field.Name ? FieldFree.Of(call, draft, position, field, holder, Guard.None) : Release.Of(call, draft, position, holder, Guard.None);
        if (lines is null)
            return false;
        draft.AtEndOf(block, lines);
        return true;
    }

    /// <summary>Only references can be null to the compiler.</summary>
    static bool CanForgive(Scene scene, Finding finding) => scene.RuleOf(finding) is { } rule && rule.Types.Declared.Any(type => type.IsReferenceType);
}
