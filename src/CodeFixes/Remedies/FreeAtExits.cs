using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees the object before each exit that loses it, and tests it first only where it may be null.</summary>
internal sealed class FreeAtExits : Remedy
{
    public override string Key => "NdisRules.FreeBeforeExits";

    public override string Title(Finding finding) => finding.Exits.Count == 1 && finding.Defect == Defect.StillAllocated
        ? $"Free '{finding.ObjectName}' before this fails"
        : $"Free '{finding.ObjectName}' where it is lost";

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        var finding = trial.Finding;
        var guards = new Guard[finding.Exits.Count];
        if (guards.Length == 0)
            return null;
        var isTested = finding.Exits.Select(exit => EmptyVariable.MayBe(trial.Scene, exit)).ToArray();
        for (var i = 0; i < guards.Length; i++)
            guards[i] = isTested[i] ? Guard.Tested : Guard.None;
        if (IsLinked(trial) && await TryAsync(trial, draft => Write(draft, finding, [.. guards.Select(_ => Guard.Chained)], atTurns: false)).ConfigureAwait(false) is { } chain)
            return chain;
        if (await AttemptAsync().ConfigureAwait(false) is { } plain)
            return plain;
        for (var i = 0; i < guards.Length; i++)
            guards[i] = Guard.Tested;
        var best = await AttemptAsync().ConfigureAwait(false);
        for (var i = 0; i < guards.Length && guards.Length > 1 && best is not null; i++)
        {
            if (isTested[i])
                continue;
            guards[i] = Guard.None;
            if (await AttemptAsync().ConfigureAwait(false) is { } better)
                best = better;
            else
                guards[i] = Guard.Tested;
        }

        if (best is not null && await InsideTestsAsync(trial, guards).ConfigureAwait(false) is { } inside)
            return inside;
        return best ?? await AtTurnsAsync(trial).ConfigureAwait(false) ?? await EarlyAsync(trial, isTested).ConfigureAwait(false) ?? await WithOthersAsync(trial, guards).ConfigureAwait(false);

        Task<Patch?> AttemptAsync() => TryAsync(trial, draft => Write(draft, finding, guards, atTurns: false));
    }

    /// <summary>Where the statement right before an exit tests the object and deals with it, the free joins it instead of testing once more.</summary>
    static Task<Patch?> InsideTestsAsync(Trial trial, Guard[] guards)
    {
        var exits = trial.Finding.Exits.Select((exit, index) => guards[index] == Guard.Tested && TestBefore(trial.Scene, exit) is { } test ? exit with { Form = ExitForm.EndOfBlock, Turn = (test.Condition, true) } : exit with { Turn = null }).ToArray();
        if (!exits.Any(exit => exit.Turn is not null))
            return Task.FromResult<Patch?>(null);
        var joined = guards.Select((guard, index) => exits[index].Turn is null ? guard : Guard.None).ToArray();
        return TryAsync(trial, draft => Write(draft, trial.Finding with { Exits = exits }, joined, atTurns: true));
    }

    /// <summary>Behind it nothing but frees of other objects may stand: those come later.</summary>
    static IfStatementSyntax? TestBefore(Scene scene, Exit exit)
    {
        if (exit.Holder is not { } holder || !ReferenceEquals(exit.Where.SourceTree, scene.Root.SyntaxTree))
            return null;
        IEnumerable<StatementSyntax> before = exit.Form switch
        {
            ExitForm.EndOfBlock when scene.Root.FindToken(exit.Where.SourceSpan.Start).Parent is BlockSyntax block => block.Statements,
            ExitForm.Return when scene.Root.FindToken(exit.Where.SourceSpan.Start).Parent is ReturnStatementSyntax jump => Siblings.Of(jump).TakeWhile(other => other != jump),
            _ => [],
        };
        var last = before.Reverse().SkipWhile(other => AnyRelease.Of(other, scene) is { } freed && freed != holder).FirstOrDefault();
        return last is IfStatementSyntax { Else: null, Statement: not BlockSyntax { Statements.Count: 0 } } test && !TestsOnTheWay.Leaves(test.Statement) && NullQuestion.Of(test.Condition, scene) is { WhenNothing: false } question && question.Asked.ToString() == holder ? test : null;
    }

    /// <summary>Whether the method links objects, and what is lost was put into a chain: then the first of it is to lead to all.</summary>
    static bool IsLinked(Trial trial) => trial.Finding.Acquire is { } acquire && ReferenceEquals(acquire.SyntaxTree, trial.Scene.Root.SyntaxTree) && Around.Code(acquire) is var member
        && trial.Scene.Model.GetTypeInfo(acquire).Type is { } type && Chain.IsLinked(member, type, trial.Scene.Model);

    /// <summary>Where other ways to the end of the block have freed it, the free goes to the side of the test that has not.</summary>
    static Task<Patch?> AtTurnsAsync(Trial trial)
    {
        var finding = trial.Finding;
        if (!finding.Exits.Any(exit => exit.Turn is not null))
            return Task.FromResult<Patch?>(null);
        var asked = finding.Exits.Select(exit => EmptyVariable.MayBeBehindTurn(trial.Scene, exit) ? Guard.Tested : Guard.None).ToArray();
        return TryAsync(trial, draft => Write(draft, finding, asked, atTurns: true));
    }

    /// <summary>One call that gave several objects is told once, of the first that is lost: the others follow.</summary>
    async Task<Patch?> WithOthersAsync(Trial trial, Guard[] guards)
    {
        var finding = trial.Finding;
        if (finding.Acquire is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } || arguments.Count(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)) < 2)
            return null;
        if (await WrittenAsync(trial.Scene, draft => Write(draft, finding, [.. guards.Select(_ => Guard.Tested)], atTurns: false), trial.Cancellation).ConfigureAwait(false) is not { } patch
            || patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start)).FirstOrDefault(other => other.Defect == finding.Defect && other.Rule == finding.Rule && other.Acquire?.SpanStart == patch.Map(finding.Acquire.SpanStart)) is not { } next
            || next.Exits.Any(exit => finding.Exits.Any(known => known.Holder == exit.Holder)) || await SettleAsync(new(patch.After, next, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is not { } others)
            return null;
        return patch.Then(others, trial.Scene.Text) is var whole && Judge.Settles(trial, whole) ? whole : null;
    }

    /// <summary>What depends on an object that is freed on the way goes before that.</summary>
    static Task<Patch?> EarlyAsync(Trial trial, bool[] isTested)
        => FirstAsync(trial, new[] { false, true }.Select(isAll => new Func<Draft, bool>(draft => Write(draft, trial.Finding, [.. isTested.Select(tested => tested || isAll ? Guard.Tested : Guard.None)], atTurns: false, isEarly: true))));

    static bool Write(Draft draft, Finding finding, Guard[] guards, bool atTurns, bool isEarly = false)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || draft.Scene.RuleOf(finding) is not { } rule)
            return false;
        var acquire = finding.Defect == Defect.StillAllocated ? null : finding.Acquire;
        // Where no side of a test is written on, an end that is reached on several ways is one end.
        var exits = finding.Exits.Select((exit, index) => (exit, guard: guards[index])).GroupBy(pair => (pair.exit.Form, pair.exit.Where, pair.exit.Holder, atTurns ? pair.exit.Turn : null)).Select(same => same.First());
        return exits.Select(pair => DroppedElement.At(pair.exit, draft, call) is { } dropped ? dropped.Write(call, pair.guard)
            : new ExitWriter(draft, call, rule, acquire, position => Statements(draft, call, finding, position, pair.exit, pair.guard)) { IsEarly = isEarly }.Write(pair.exit, atTurns)).All(written => written);
    }

    static IReadOnlyList<string>? Statements(Draft draft, ReleaseCall call, Finding finding, int position, Exit exit, Guard guard)
        => finding.Defect == Defect.StillAllocated && FieldFree.MemberOf(finding) is { } field
            ? FieldSpelling.At(position, field, exit.Holder, draft.Scene).Select(way => FieldFree.Of(call, draft, position, field, way.Text, guard)).FirstOrDefault(lines => lines is not null)
            : guard == Guard.Chained ? OfChain(draft, call, position, exit.Holder!)
            : Release.Of(call, draft, position, exit.Holder!, guard) ?? OfContainer(draft, call, position, exit.Holder!, guard);

    /// <summary>A local that begins a chain is moved along it.</summary>
    static IReadOnlyList<string>? OfChain(Draft draft, ReleaseCall call, int position, string holder)
        => draft.Scene.Model.LookupSymbols(position, name: holder).FirstOrDefault() is ILocalSymbol local ? Chain.Of(local.Type, call, draft, position, holder, Release.Clearing(local, holder)) : null;

    /// <summary>A container of the method's own is emptied.</summary>
    static IReadOnlyList<string>? OfContainer(Draft draft, ReleaseCall call, int position, string holder, Guard guard)
        => draft.Scene.Model.LookupSymbols(position, name: holder).FirstOrDefault() is var container and (ILocalSymbol or IFieldSymbol) && Drain.Of(container is ILocalSymbol local ? local.Type : ((IFieldSymbol)container).Type, call.Rule) is { } drain ? drain.Write(call, draft, position, holder, guard, livesOn: false) : null;
}
