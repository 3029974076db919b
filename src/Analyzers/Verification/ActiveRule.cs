using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.Locals;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification;

/// <summary>A rule that the program mentions: what may lead to it, and where its objects come from.</summary>
/// <param name="rule">The rule.</param>
/// <param name="earlier">The rules that are asked before it.</param>
/// <param name="mentions">Who mentions what.</param>
/// <param name="bodies">Where bodies come from.</param>
/// <param name="options">How the rule is to be applied, file by file.</param>
/// <param name="settlesLocals">Whether what one local keeps from acquire to release is spared a run.</param>
sealed class ActiveRule(Rule rule, IReadOnlyList<Rule> earlier, NameMentions mentions, MethodBodies bodies, RuleOptions options, bool settlesLocals)
{
    readonly ConcurrentDictionary<Body, LocalObjects> locals = new();
    readonly TouchingNames releasing = TouchingNames.Only(rule.Text.NullReleaseIsDefect ? rule.Names.Releases : [], mentions);

    TouchingNames? acquiring;
    AcquireFinder? finder;

    /// <summary>All that may lead to any of some rules.</summary>
    public static TouchingNames Touching(IEnumerable<ActiveRule> rules, CancellationToken cancellation) => TouchingNames.Any(rules.SelectMany(rule => new[] { rule.Acquiring(cancellation), rule.releasing }));

    public Rule Rule => rule;

    /// <summary>The objects of bodies whose <c>this</c> may be anything.</summary>
    public AcquireFinder Finder(CancellationToken cancellation) => finder ??= FinderOn(contextType: null, followsStatics: false, Leavings, cancellation);

    /// <summary>The objects of bodies that run on a context.</summary>
    public AcquireFinder FinderOn(LifeCycle life, CancellationToken cancellation) => FinderOn(life.Context, followsStatics: life.IsMiniport, LeavingsOn(life.Context), cancellation);

    /// <summary>What is left of objects of bodies whose <c>this</c> may be anything. One for all threads.</summary>
    Leavings Leavings => field ?? Interlocked.CompareExchange(ref field, LeavingsOn(contextType: null), null) ?? field;

    /// <summary>The same where it is known what <c>this</c> is.</summary>
    public Leavings LeavingsOn(INamedTypeSymbol? contextType) => new(rule, bodies, contextType, IsHandedOut);

    AcquireFinder FinderOn(INamedTypeSymbol? contextType, bool followsStatics, Leavings left, CancellationToken cancellation)
        => new(rule, bodies, Acquiring(cancellation), contextType, (acquire, token) => left.MayLeave(acquire, followsStatics, token), IsSettled, RunsOthers);

    /// <summary>The names of the acquires, and of all that leads to one whose object is left to callers.</summary>
    TouchingNames Acquiring(CancellationToken cancellation) => acquiring ??= Leaving.Names(mentions, cancellation);

    /// <summary>One for all threads: what one of them finds the others need not.</summary>
    LeavingMembers Leaving => field ?? Interlocked.CompareExchange(ref field, new(rule, bodies, Leavings, (body, operation, token) => IsSettled(body, operation, isRoot: false, token)), null) ?? field;

    /// <summary>Whether there is nothing to tell of what an operation gives, in its body, or anywhere.</summary>
    bool IsSettled(Body body, IOperation operation, bool isRoot, CancellationToken cancellation)
        => LocalsOf(body, cancellation) is var settled && (isRoot ? settled.HasAcquire(operation) : settled.Keeps(operation));

    /// <summary>Whether a call that only makes an object runs other code beside that.</summary>
    bool RunsOthers(Body callee, CancellationToken cancellation) => LocalsOf(callee, cancellation).RunsOthers;

    /// <summary>Whether a body does no more than to hand out what an operation gives.</summary>
    bool IsHandedOut(Body body, IOperation operation, CancellationToken cancellation)
        => LocalsOf(body, cancellation) is { IsMaker: true } settled && settled.HasAcquire(operation) && !settled.Keeps(operation);

    /// <summary>The objects of a body of which there is nothing to tell. Where all exceptions count, each call may be the end of a path, and worlds see to it.</summary>
    LocalObjects LocalsOf(Body body, CancellationToken cancellation) => LocalsOf(body, asking: ImmutableHashSet<Body>.Empty, cancellation);

    /// <param name="body">The body.</param>
    /// <param name="asking">The bodies that wait for the answer, each a callee of the one before: of a circle none makes anything.</param>
    /// <param name="cancellation">Ends the search early.</param>
    LocalObjects LocalsOf(Body body, ImmutableHashSet<Body> asking, CancellationToken cancellation)
    {
        if (locals.TryGetValue(body, out var known))
            return known;
        if (!settlesLocals || asking.Contains(body) || options.Of(rule.Text, body.Declaration.SyntaxTree).Exceptions == ExceptionPolicy.All)
            return LocalObjects.None;
        var waiting = asking.Add(body);
        return locals.GetOrAdd(body, waiting.Count % Budget.CallsOfStack == 0 ? FreshStack.Run(Found) : Found());

        LocalObjects Found() => LocalObjects.Of(rule, bodies, body, callee => LocalsOf(callee, waiting, cancellation), cancellation);
    }

    /// <summary>Whether a declaration may lead to an acquire.</summary>
    public bool MayAcquireIn(ISymbol member, CancellationToken cancellation)
        => Acquiring(cancellation).IsTouchedBy(member, cancellation);

    /// <summary>Whether an operation releases by this rule, and by none that asks the same of it before: where there is nothing to free, no rule is nearer than another.</summary>
    bool AsksForNullAt(IOperation operation) => rule.IsRelease(operation) && Rule.MemberOf(operation) is { } member && rule.NeedsObject(member) && !earlier.Any(other => other.Text.NullReleaseIsDefect && other.IsRelease(operation));

    /// <summary>Whether a body may release, or use, what is null: it does not where all that it frees is known to be there.</summary>
    /// <param name="body">The body.</param>
    /// <param name="met">The releases that are known to meet an object.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public bool AsksForNullIn(Body body, ICollection<IOperation> met, CancellationToken cancellation)
    {
        if (!body.Calls.Any(AsksForNullAt))
            return false;
        var locals = LocalsOf(body, cancellation);
        return body.Calls.Any(call => AsksForNullAt(call) && !met.Contains(call) && !locals.HasRelease(call)) || NullTrail.Uses(rule, body).Any(use => !locals.Has(use.Variable));
    }

    /// <summary>Whether a declaration may release what is null: a defect even without an acquire in sight.</summary>
    public bool MayReleaseNullIn(ISymbol member, CancellationToken cancellation)
        => rule.Text.NullReleaseIsDefect && releasing.IsTouchedBy(member, cancellation);
}
