using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Chooses the truths that matter for one object in one body: backward from the object's events to the conditions that decide
/// whether they happen, then to what those conditions were computed from, nearest first.
/// </summary>
sealed class FocusFinder(Body body, Rule rule, ObjectTypes types, MethodBodies bodies, CancellationToken cancellation)
{
    readonly BodyIndex index = body.Index;

    /// <summary>Everything in the body that may come to hold the object, beginning with <paramref name="seeds"/> and the target of the acquire.</summary>
    public HashSet<object> Holders(IEnumerable<object> seeds, IOperation? acquire)
    {
        var holders = new HashSet<object>(seeds, IdentityComparer.Instance);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var assignment in index.Assignments)
                // What is stored through a capture is stored in the place that it stands for.
                if (assignment.Target is ValueTuple<CaptureId, ControlFlowGraph> capture && index.IsPlaceCapture(capture.Item1) && holders.Contains(assignment.Target))
                    grown |= AddAll(holders, assignment.Sources);
                else if (MayHold(assignment.Type) && (ContainsAny(holders, assignment.Sources) || (acquire is not null && Contains(assignment.Value, acquire))))
                    grown |= holders.Add(assignment.Target);
        }

        return holders;
    }

    /// <summary>The variables that decide the object's events, at most <see cref="Budget.FocusTruths"/>.</summary>
    public IReadOnlyList<object> Find(HashSet<object> holders, IOperation? acquire)
    {
        var found = new List<object>();
        var seenBlocks = new HashSet<int>();
        var waiting = EventBlocks(holders, acquire);
        while (waiting.Count > 0 && found.Count < Budget.FocusTruths)
            foreach (var controller in index.Dependence.ControllersOf(waiting.Dequeue()))
                if (index.ConditionOf(controller) is { } condition && seenBlocks.Add(controller))
                {
                    waiting.Enqueue(controller);
                    foreach (var identity in index.MentionedInCondition(controller))
                        Add(identity, holders, found, waiting);
                    foreach (var field in bodies.Deciders.FieldsAskedBy(condition, cancellation))
                        Add(field, holders, found, waiting);
                }

        // What the body returns may say whether it succeeded; a caller, or the life cycle, decides by it.
        foreach (var returned in index.MentionedInReturns)
            Add(returned, holders, found, waiting);
        return [.. found.Take(Budget.FocusTruths)];
    }

    void Add(object identity, HashSet<object> holders, List<object> found, Queue<int> waiting)
    {
        if (holders.Contains(identity) || found.Contains(identity, IdentityComparer.Instance) || AsksForNull(identity))
            return;
        found.Add(identity);
        foreach (var assignment in index.Assignments)
        {
            if (!assignment.Writes(identity))
                continue;
            waiting.Enqueue(assignment.Block);
            // What an acquire is given does not decide whether it gives anything.
            if (found.Count < 2 * Budget.FocusTruths && !IsAcquire(assignment.Value))
                foreach (var source in assignment.Sources.Concat(bodies.Deciders.FieldsAskedBy(assignment.Value, cancellation)))
                    Add(source, holders, found, waiting);
        }
    }

    /// <summary><c>nb.IsNull</c> says no more than <c>nb</c>.</summary>
    bool AsksForNull(object identity) => identity is IPropertySymbol property && rule.RowOf(property) is { Kind: RowKind.Null };

    bool IsAcquire(IOperation value) => value.Unconverted() is { } operation && Rule.MemberOf(operation) is { } member && rule.Book?.Acquires(member) == true;

    /// <summary>Blocks with a call of the rule first, then every block that mentions a holder.</summary>
    Queue<int> EventBlocks(HashSet<object> holders, IOperation? acquire)
    {
        var (certain, mentioning) = (new Queue<int>(), new List<int>());
        for (var block = 0; block < index.BlockCount; block++)
        {
            var isMentioning = MentionsAny(block, holders);
            if (HasEvent(block, acquire, acquire is null || isMentioning))
                certain.Enqueue(block);
            else if (isMentioning)
                mentioning.Add(block);
        }

        foreach (var block in mentioning)
            certain.Enqueue(block);
        return certain;
    }

    bool MentionsAny(int block, HashSet<object> holders)
    {
        foreach (var holder in holders)
            if (index.Mentions(block, holder))
                return true;
        return false;
    }

    /// <summary>Whether the acquire is in a block, or a release that counts.</summary>
    bool HasEvent(int block, IOperation? acquire, bool releasesCount)
    {
        foreach (var operation in index.OperationsOf(block))
            if (ReferenceEquals(operation, acquire) || (releasesCount && rule.IsRelease(operation)))
                return true;
        return false;
    }

    bool MayHold(ITypeSymbol? type) => MayHold(type, types);

    public static bool MayHold(ITypeSymbol? type, ObjectTypes types) => type is { TypeKind: TypeKind.Delegate } || MayLead(type, types) || !(type is { IsRefLikeType: true } && Collections.Is(type)) && types.MayBeHeldBy(type);

    /// <summary>Whether a value may have the object for an element or a member: a tuple, a container of what may hold it, a struct or class of the source.</summary>
    public static bool MayLead(ITypeSymbol? type, ObjectTypes types) => type switch
    {
        IArrayTypeSymbol array => MayBeElement(array.ElementType, types),
        INamedTypeSymbol { IsTupleType: true } => true,
        INamedTypeSymbol named when Collections.Is(named) => named.TypeArguments.IsEmpty || named.TypeArguments.Any(argument => MayBeElement(argument, types)) || (named.ContainingType is { } outer && MayLead(outer, types)),
        { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } => !type.DeclaringSyntaxReferences.IsEmpty,
        _ => false,
    };

    /// <summary>Behind an interface of the source there may be a class of the source.</summary>
    static bool MayBeElement(ITypeSymbol type, ObjectTypes types) => type.SpecialType == SpecialType.System_Object || MayHold(type, types) || type is { TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: false } || type is INamedTypeSymbol { Name: "KeyValuePair" or "Nullable" or "LinkedListNode", TypeArguments: var arguments } && arguments.Any(argument => MayBeElement(argument, types));

    static bool AddAll(HashSet<object> holders, IReadOnlyList<object> more)
    {
        var before = holders.Count;
        holders.UnionWith(more);
        return holders.Count > before;
    }

    static bool ContainsAny(HashSet<object> holders, IReadOnlyList<object> identities)
    {
        for (var i = 0; i < identities.Count; i++)
            if (holders.Contains(identities[i]))
                return true;
        return false;
    }

    static bool Contains(IOperation value, IOperation acquire)
    {
        for (IOperation? outer = acquire; outer is not null; outer = outer.Parent)
            if (ReferenceEquals(outer, value))
                return true;
        return false;
    }
}
