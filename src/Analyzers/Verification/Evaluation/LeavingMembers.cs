using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Which members leave to whoever runs them what they acquire, themselves or by their callees. Most code gives back what it takes, and who calls that has
/// nothing to do with the rule: only the names of the others lead to it.
/// </summary>
/// <param name="rule">What acquires.</param>
/// <param name="bodies">Where bodies come from.</param>
/// <param name="leavings">What is left of single objects.</param>
/// <param name="isSettled">Whether there is nothing to tell of what an operation of a body gives, wherever that is.</param>
sealed class LeavingMembers(Rule rule, MethodBodies bodies, Leavings leavings, Func<Body, IOperation, CancellationToken, bool> isSettled)
{
    /// <summary>Every thread asks the same in the same rounds, and finds what the others have found.</summary>
    readonly ConcurrentDictionary<int, Round> rounds = new();

    /// <summary>What leads to an acquire whose object is left.</summary>
    public TouchingNames Names(NameMentions mentions, CancellationToken cancellation)
    {
        var number = 0;
        return TouchingNames.LeadingTo(rule.Names.Acquires, mentions, (members, names) =>
            AskedIn(rounds.GetOrAdd(number++, _ => RoundOf(names)), [.. members.Where(member => MayBeNamed(member, mentions))], cancellation));
    }

    Round RoundOf(TouchingNames names) => new(new AcquireFinder(rule, bodies, names, contextType: null, MayLeave, (body, operation, _, cancellation) => isSettled(body, operation, cancellation), static (_, _) => false), names);

    /// <summary>Asked of any object, so of a driver's too: what only statics lead to counts as left.</summary>
    bool MayLeave(Acquire acquire, CancellationToken cancellation) => leavings.MayLeave(acquire, followsStatics: true, cancellation);

    /// <summary>What nobody names leaves nothing to anybody: the handlers of a driver, the tests of a suite.</summary>
    static bool MayBeNamed(NameIndex.Declaration member, NameMentions mentions)
        => member.Names.Any(name => name == member.Type?.Plain || name == NameIndex.Nameless) || mentions.MayRun(member);

    /// <summary>The members that leave something. Threads that ask for the same begin at different ones.</summary>
    IEnumerable<NameIndex.Declaration> AskedIn(Round round, IReadOnlyList<NameIndex.Declaration> members, CancellationToken cancellation)
    {
        if (members.Count == 0)
            return members;
        var first = round.NumberOfNext() * (members.Count / 2) % members.Count;
        for (var i = 0; i < members.Count; i++)
            Has(round, members[(first + i) % members.Count], cancellation);
        return members.Where(member => Has(round, member, cancellation));
    }

    bool Has(Round round, NameIndex.Declaration member, CancellationToken cancellation)
        => round.Known.TryGetValue(member, out var leaves) ? leaves : round.Known.GetOrAdd(member, Leaves(round, member, cancellation));

    /// <summary>What an attribute says of a member it says to its callers.</summary>
    bool Leaves(Round round, NameIndex.Declaration member, CancellationToken cancellation) => member.Mentions.Any(OwnershipAttributes.AcquiringWords.Contains)
        || SymbolsOf(member, cancellation) is not { } symbols || symbols.SelectMany(symbol => bodies.Of(symbol, cancellation)).Any(body => Leaves(round, body, cancellation));

    bool Leaves(Round round, Body body, CancellationToken cancellation)
    {
        var callees = new CalleeFinder(rule, bodies, round.Names, contextType: null, cancellation);
        var link = new Link(null, null, body);
        return body.Calls.Any(call => callees.MakesAcquire(call) || (body.Method?.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor && callees.MadeBy(call).Any()) || (callees.AcquireAt(call, link) is null && MayAcquireSomewhere(round.Names, call)))
            || round.Finder.In(body, out var cut, cancellation).Any(acquire => acquire.Row.IsDuty || MayLeave(acquire, cancellation)) || cut is not null;
    }

    /// <summary>What a call of this name runs may be known to the callers alone.</summary>
    static bool MayAcquireSomewhere(TouchingNames names, IOperation call)
        => call is IInvocationOperation { TargetMethod: var method } && Dispatch.IsChosen(method) && (names.Contains(method.Name) || names.Contains(NameIndex.CalledWithoutArguments(method.Name)));

    /// <summary>What a declaration declares that has bodies; null where nobody can say.</summary>
    IReadOnlyList<ISymbol>? SymbolsOf(NameIndex.Declaration member, CancellationToken cancellation)
    {
        var model = bodies.ModelOf(member.Tree);
        return member.Tree.GetRoot(cancellation).FindNode(member.Span).FirstAncestorOrSelf<MemberDeclarationSyntax>(declaration => declaration.Span == member.Span) switch
        {
            BaseMethodDeclarationSyntax method => model.GetDeclaredSymbol(method, cancellation) is { } symbol ? [symbol] : null,
            BasePropertyDeclarationSyntax property => model.GetDeclaredSymbol(property, cancellation) switch
            {
                IPropertySymbol symbol => [symbol, .. new[] { symbol.GetMethod, symbol.SetMethod }.OfType<IMethodSymbol>()],
                IEventSymbol symbol => [.. new[] { symbol.AddMethod, symbol.RemoveMethod }.OfType<IMethodSymbol>()],
                _ => null,
            },
            // What is taken where a field is initialised is left in it.
            _ => null,
        };
    }

    /// <summary>What is asked by the names that are known so far.</summary>
    sealed class Round(AcquireFinder finder, TouchingNames names)
    {
        int next;

        public AcquireFinder Finder => finder;

        public TouchingNames Names => names;

        public ConcurrentDictionary<NameIndex.Declaration, bool> Known { get; } = new();

        public int NumberOfNext() => Interlocked.Increment(ref next) - 1;
    }
}
