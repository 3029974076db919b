using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Chooses the truths that matter for one object in one body: backward from the object's events to the conditions that decide
/// whether they happen, then to what those conditions were computed from, nearest first.
/// </summary>
sealed class FocusFinder(Body body, Rule rule, ObjectTypes types)
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
                    grown |= assignment.Sources.Where(source => !holders.Contains(source)).Select(holders.Add).ToArray().Length > 0;
                else if (MayHold(assignment.Type) && (assignment.Sources.Any(holders.Contains) || (acquire is not null && Contains(assignment.Value, acquire))))
                    grown |= holders.Add(assignment.Target);
        }

        return holders;
    }

    /// <summary>The variables that decide the object's events, at most <see cref="Budget.FocusTruths"/>.</summary>
    public IReadOnlyList<object> Find(HashSet<object> holders, IOperation? acquire)
    {
        var found = new List<object>();
        var seenBlocks = new HashSet<int>();
        var waiting = new Queue<int>(EventBlocks(holders, acquire));
        while (waiting.Count > 0 && found.Count < Budget.FocusTruths)
            foreach (var controller in index.Dependence.ControllersOf(waiting.Dequeue()))
                if (seenBlocks.Add(controller) && index.ConditionOf(controller) is { } condition)
                {
                    waiting.Enqueue(controller);
                    foreach (var identity in index.MentionedIn(condition))
                        Add(identity, holders, found, waiting);
                }

        foreach (var returned in ReturnedValues())
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
            if (!IdentityComparer.Instance.Equals(assignment.Target, identity))
                continue;
            waiting.Enqueue(assignment.Block);
            // What an acquire is given does not decide whether it gives anything.
            if (found.Count < 2 * Budget.FocusTruths && !IsAcquire(assignment.Value))
                foreach (var source in assignment.Sources)
                    Add(source, holders, found, waiting);
        }
    }

    /// <summary><c>nb.IsNull</c> says no more than <c>nb</c>.</summary>
    bool AsksForNull(object identity) => identity is IPropertySymbol property && rule.RowOf(property) is { Kind: RowKind.Null };

    bool IsAcquire(IOperation value) => value.Unconverted() is { } operation && Rule.MemberOf(operation) is { } member && rule.Book?.Acquires(member) == true;

    /// <summary>Blocks with a call of the rule first, then every block that mentions a holder.</summary>
    IEnumerable<int> EventBlocks(HashSet<object> holders, IOperation? acquire)
    {
        var all = Enumerable.Range(0, index.BlockCount).ToArray();
        var mentioning = all.Where(block => holders.Any(holder => index.Mentions(block, holder))).ToArray();
        var certain = all.Where(block => index.OperationsOf(block).Any(operation => ReferenceEquals(operation, acquire))
            || ((acquire is null || mentioning.Contains(block)) && index.OperationsOf(block).Any(rule.IsRelease)));
        return certain.Concat(mentioning).Distinct();
    }

    /// <summary>What the body returns may say whether it succeeded; a caller, or the life cycle, decides by it.</summary>
    IEnumerable<object> ReturnedValues() => body.Graph.Blocks
        .Where(block => block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is not null)
        .SelectMany(block => index.MentionedIn(block.BranchValue!));

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

    static bool MayBeElement(ITypeSymbol type, ObjectTypes types) => type.SpecialType == SpecialType.System_Object || MayHold(type, types) || type is INamedTypeSymbol { Name: "KeyValuePair" or "Nullable", TypeArguments: var arguments } && arguments.Any(argument => MayBeElement(argument, types));

    static bool Contains(IOperation value, IOperation acquire) => value.DescendantsAndSelf().Contains(acquire);
}
