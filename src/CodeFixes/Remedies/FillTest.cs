using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Puts the free into an empty block behind a test that the object passed on its way to being lost.</summary>
/// <param name="isWaiting">
/// Whether only blocks count that wait for it: the test asks for the object itself, the round takes it out, the other side of the test deals with it, or it is a finally. An
/// empty block says where its author wanted something done only then, and only as long as no comment says otherwise. Any other one is a place like many, for want of a better.
/// </param>
internal sealed class FillTest(bool isWaiting) : Remedy
{
    /// <summary>More blocks than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.FillTest";

    public override string Title(Finding finding) => finding.ObjectName is { } name ? $"Free '{name}' in the empty block behind the test" : "Free it in the empty block behind the test";

    public override bool IsLastResort => !isWaiting;

    /// <summary>Right behind the tests that are the wrong way round; or behind all else.</summary>
    public override int Rank(Scene scene, Finding finding) => isWaiting ? -2 : 2;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        var names = Holders(trial.Scene, trial.Finding, asked: null).Concat(Given(trial.Finding)).ToArray();
        foreach (var (block, asked) in EmptyBlocks.Of(trial.Scene, trial.Finding).Where(empty => IsWaiting(empty.Block, empty.Asked, names) == isWaiting).Take(Most))
            foreach (var holder in Holders(trial.Scene, trial.Finding, asked).Concat(TakenBy(block)).Distinct().Where(holder => IsOfRound(block, holder)))
                foreach (var isForgiving in new[] { false, true })
                    if (await WrittenAsync(trial.Scene, draft => Write(draft, trial.Finding, block, holder, isForgiving), trial.Cancellation).ConfigureAwait(false) is { } patch
                        && await Sequel.CompleteAsync(trial, patch, again: null).ConfigureAwait(false) is { } whole)
                        return whole;
        return null;
    }

    static bool IsWaiting(BlockSyntax block, NullQuestion? asked, string[] names)
        => !HasComment(block) && (block.Parent is FinallyClauseSyntax || TakenBy(block).Any() || Asks(block, asked, names) || TestsOnTheWay.Mentions(OtherSide(block), names));

    /// <summary>Whether its test names the object or what its acquire gave, or asks for one by the name of a parameter.</summary>
    static bool Asks(BlockSyntax block, NullQuestion? asked, string[] names) => block.Ancestors().OfType<IfStatementSyntax>().FirstOrDefault() is { } test
        && (test.Condition.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(part => names.Contains(part.ToString()))
            || asked is not null && test.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } function && function.DescendantNodes().OfType<ParameterSyntax>().Any(parameter => parameter.Identifier.ValueText == asked.Asked.ToString()));

    /// <summary>The variable that the acquire's result was put into: the object, or a status.</summary>
    static IEnumerable<string> Given(Finding finding) => finding.Acquire?.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => [variable.Identifier.ValueText],
        AssignmentExpressionSyntax assignment => [assignment.Left.ToString()],
        _ => [],
    };

    static bool HasComment(BlockSyntax block) => block.DescendantTrivia().Any(trivia => block.Span.Contains(trivia.Span) && !string.IsNullOrWhiteSpace(trivia.ToString()));

    static StatementSyntax? OtherSide(BlockSyntax block) => block.Parent switch
    {
        ElseClauseSyntax { Parent: IfStatementSyntax test } => test.Statement,
        IfStatementSyntax test => test.Else?.Statement,
        _ => null,
    };

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
