using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>
/// The objects of a body of which there is nothing to tell: each has one name, a local, and is acquired, looked at and released under it, once on every path, or
/// handed to the caller. To see that takes no worlds, only the possible states of the local, and most of the objects of a program are of this kind. Whatever is not
/// plain is left to a run; here nothing is ever found wrong.
/// </summary>
sealed class LocalObjects
{
    /// <summary>Of a body that is not looked at.</summary>
    public static LocalObjects None { get; } = new();

    readonly HashSet<IOperation> acquires = [];
    readonly HashSet<IOperation> kept = [];
    readonly HashSet<IOperation> releases = [];
    readonly HashSet<ISymbol> locals = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the body makes an object and hands it out, or a null, and does nothing else to objects itself.</summary>
    public bool IsMaker { get; private set; }

    /// <summary>Whether a body that makes an object runs other code of the source beside that, or makes it by one that does: there may be more objects in that.</summary>
    public bool RunsOthers { get; private set; }

    /// <summary>Whether there is nothing to tell in the body of what an acquire gives.</summary>
    public bool HasAcquire(IOperation operation) => acquires.Contains(operation);

    /// <summary>Whether there is nothing to tell of it anywhere: it never leaves the body.</summary>
    public bool Keeps(IOperation operation) => kept.Contains(operation);

    /// <summary>Whether a variable is the one name of such objects.</summary>
    public bool Has(ISymbol variable) => locals.Contains(variable);

    /// <summary>Whether an operation releases such an object, which is there each time.</summary>
    public bool HasRelease(IOperation operation) => releases.Contains(operation);

    /// <param name="rule">The rule that hands the objects out; exceptions of mere calls must not count.</param>
    /// <param name="bodies">Where bodies come from.</param>
    /// <param name="body">The body.</param>
    /// <param name="localsOf">The same of another body.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static LocalObjects Of(Rule rule, MethodBodies bodies, Body body, Func<Body, LocalObjects> localsOf, CancellationToken cancellation)
    {
        var mentions = new LocalMentions(rule, bodies, body, localsOf, cancellation);
        var given = new Dictionary<ISymbol, List<IOperation>>(SymbolEqualityComparer.Default);
        var returned = new List<IOperation>();
        foreach (var acquire in body.Calls.Where(mentions.IsPlainAcquire))
            if (LocalGiven(acquire) is { IsRef: false } local && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, body.Symbol))
                Among(given, local).Add(acquire);
            else if (LocalMentions.Outermost(acquire).Parent is null)
                returned.Add(acquire);
        if ((given.Count == 0 && returned.Count == 0) || body.Index.HasFunctions || body.Index.HasReferences || body.HasYield || body.HasAwait)
            return None;
        var reader = new StatementReader(rule, bodies, body, mentions, given.Keys, cancellation);
        var statements = reader.Read();
        var found = new LocalObjects();
        foreach (var local in reader.Plain)
        {
            var transfer = new LocalTransfer(local, statements, rule.MayGiveNull && given[local].Any(static acquire => acquire is not IObjectCreationOperation));
            new Solver<LocalStates>(body.Graph, LocalStates.Lattice, transfer, faultsMatter: false).Solve(0, LocalStates.NotGiven, cancellation);
            if (transfer.IsClean && ParentTies.Hold(rule, body, given[local], reader.ReleasesOf(local)))
                found.Add(local, given[local], reader.ReleasesOf(local), isKept: !reader.HandsOut(local) && !(rule.MayGiveNull && MayHandOutNull(body, rule.Types)));
        }

        if (!statements.Values.Any(static statement => statement.MayEndParent))
            found.acquires.UnionWith(returned.Where(acquire => IsReturned(acquire, body)));
        found.IsMaker = found.Makes(rule, body);
        found.RunsOthers = found.IsMaker && body.Calls.Any(call => found.acquires.Contains(call) ? mentions.MakerAt(call)?.RunsOthers == true : RunsSource(call));
        return found;
    }

    void Add(ISymbol local, IEnumerable<IOperation> acquired, IEnumerable<IOperation> released, bool isKept)
    {
        locals.Add(local);
        acquires.UnionWith(acquired);
        if (isKept)
            kept.UnionWith(acquired);
        releases.UnionWith(released);
    }

    /// <summary>Whether all that a body acquires is settled, and what it returns is that or null.</summary>
    bool Makes(Rule rule, Body body)
    {
        if (acquires.Count == 0 || body.Method is not { } method || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && rule.Types.Has(parameter.Type)))
            return false;
        // What else gives an object, an own call of the body too, is a matter of its own: so nothing that calls itself makes one, whichever of a circle is asked first.
        return body.Calls.All(call => acquires.Contains(call) || (rule.AcquireAt(call) is null && !(rule.Types.Has(call.Type) && RunsSource(call))))
            && body.Graph.ReturnedValues().All(value => value.Unconverted() is { } returned
                && (acquires.Contains(returned) || (rule.MayGiveNull && LocalMentions.IsNull(returned)) || (returned is ILocalReferenceOperation { Local: var local } && locals.Contains(local))));
    }

    static bool RunsSource(IOperation call) => Rule.MemberOf(call) is { DeclaringSyntaxReferences.IsEmpty: false } or IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } || Accessors.OperatorOf(call) is { DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>Whether a null that the body gives its caller would count as that of an acquire.</summary>
    static bool MayHandOutNull(Body body, ObjectTypes types) => body.Method is { } method
        && (types.Has(method.ReturnType) || (method.ReturnType as INamedTypeSymbol)?.TypeArguments.Any(types.Has) == true || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && types.Has(parameter.Type)));

    /// <summary>The local that is given what an operation gives.</summary>
    static ILocalSymbol? LocalGiven(IOperation operation) => LocalMentions.Outermost(operation) is var value
        && value.Parent is ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var local } } assignment && ReferenceEquals(assignment.Value, value) ? local : null;

    static bool IsReturned(IOperation operation, Body body) => body.Graph.ReturnedValues().Any(value => ReferenceEquals(value.Unconverted(), operation));

    static List<IOperation> Among(Dictionary<ISymbol, List<IOperation>> groups, ISymbol key)
    {
        if (!groups.TryGetValue(key, out var group))
            groups.Add(key, group = []);
        return group;
    }
}
