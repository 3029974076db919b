using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What each block of a body mentions and assigns, by symbol or capture, and what decides whether it runs. Made once per body and
/// shared by the runs of all its objects.
/// </summary>
sealed class BodyIndex
{
    readonly HashSet<object>[] mentions;
    readonly List<Assignment> assignments = [];

    /// <summary>Those that read what was there before.</summary>
    readonly HashSet<Assignment> updated = [];
    readonly ControlFlowGraph graph;
    readonly BlockGraph blocks;
    ControlDependence? dependence;
    Liveness<object>? liveness;
    HashSet<ISymbol>? shared;
    readonly HashSet<CaptureId> placeCaptures = [];
    readonly ConcurrentDictionary<IOperation, IndexScan?> scans = new();
    readonly ConcurrentDictionary<IOperation, int> blockOf = new();
    readonly ConcurrentDictionary<int, HashSet<int>> blocksBefore = new();

    public BodyIndex(ControlFlowGraph graph)
    {
        this.graph = graph;
        blocks = new BlockGraph(graph);
        mentions = [.. graph.Blocks.Select(_ => new HashSet<object>(IdentityComparer.Instance))];
        foreach (var block in graph.Blocks)
            foreach (var operation in Of(block))
            {
                if (Identity(operation, graph) is { } identity)
                    mentions[block.Ordinal].Add(identity);
                mentions[block.Ordinal].UnionWith(Captures.By(operation, graph));
                HasFunctions |= operation is IDelegateCreationOperation;
                AddAssignments(operation, block.Ordinal);
                if (PlaceCapture(operation) is { } place)
                    placeCaptures.Add(place.Id);
                HasReferences |= operation is ISimpleAssignmentOperation { IsRef: true };
            }

        HasReferences |= placeCaptures.Count > 0;
    }

    public IReadOnlyList<Assignment> Assignments => assignments;

    public ControlDependence Dependence => dependence ??= new ControlDependence(blocks);

    /// <summary>One assignment: what is written, in which block, and what the written value mentions.</summary>
    internal sealed record Assignment(object Target, ITypeSymbol? Type, int Block, IOperation Value, IReadOnlyCollection<object> Sources);

    public bool Mentions(int block, object identity) => mentions[block].Contains(identity);

    public IEnumerable<object> MentionedIn(IOperation operation) => operation.DescendantsAndSelf().SelectMany<IOperation, object>(inner => Identity(inner, graph) is { } identity ? [identity] : Captures.By(inner, graph));

    /// <summary>The loop over the elements of a container whose condition an operation is; null when it is none.</summary>
    public IndexScan? ScanOf(IOperation condition) => scans.GetOrAdd(condition, asked => IndexScan.Of(asked, graph));

    public int BlockCount => blocks.Count;

    public IOperation? ConditionOf(int block) => graph.Blocks[block].ConditionKind == ControlFlowConditionKind.None ? null : graph.Blocks[block].BranchValue;

    public IEnumerable<IOperation> OperationsOf(int block) => Of(graph.Blocks[block]);

    public int BlockOf(IOperation operation) => blockOf.GetOrAdd(operation, asked => Enumerable.Range(0, BlockCount).First(block => OperationsOf(block).Contains(asked)));

    /// <summary>The blocks that may come next when a condition holds, or does not, or an exception leaves the block.</summary>
    public IEnumerable<int> After(int block, bool whenTrue, bool whenFalse)
    {
        var jumpsWhenTrue = graph.Blocks[block].ConditionKind == ControlFlowConditionKind.WhenTrue;
        int? jump = BlockGraph.FirstOn(graph.Blocks[block].ConditionalSuccessor), step = BlockGraph.FirstOn(graph.Blocks[block].FallThroughSuccessor);
        var (jumps, steps) = jump is null ? (false, whenTrue || whenFalse) : jumpsWhenTrue ? (whenTrue, whenFalse) : (whenFalse, whenTrue);
        return blocks.After(block).Where(next => (next != jump || jumps || (next == step && steps)) && (next != step || steps || (next == jump && jumps)));
    }

    /// <summary>The block itself and every block from which it can be reached.</summary>
    public IReadOnlyCollection<int> BlocksBefore(int block) => blocksBefore.GetOrAdd(block, FindBlocksBefore);

    HashSet<int> FindBlocksBefore(int block)
    {
        var before = new HashSet<int> { block };
        for (var count = 0; count != before.Count;)
        {
            count = before.Count;
            for (var candidate = BlockCount - 1; candidate >= 0; candidate--)
                if (blocks.After(candidate).Any(before.Contains))
                    before.Add(candidate);
        }

        return before;
    }

    /// <summary>The conditions that decide, at first hand or through others, whether a block runs in which <paramref name="name"/> meets such an operation.</summary>
    public IReadOnlyCollection<SyntaxNode> GuardsOf(Func<IOperation, bool> isEvent, object name)
    {
        var guards = new HashSet<int>();
        var waiting = new Queue<int>(Enumerable.Range(0, BlockCount).Where(block => Mentions(block, name) && OperationsOf(block).Any(isEvent)));
        while (waiting.Count > 0)
            foreach (var controller in Dependence.ControllersOf(waiting.Dequeue()))
                if (guards.Add(controller))
                    waiting.Enqueue(controller);
        return [.. guards.Select(guard => ConditionOf(guard)?.Syntax).OfType<SyntaxNode>()];
    }

    /// <summary>Whether what comes before a block may give names to places that are used after it.</summary>
    public bool HasReferences { get; }

    /// <summary>Whether functions are made, which remember what was there before they are called.</summary>
    public bool HasFunctions { get; }

    /// <summary>Whether a local or capture may still be read when the block is entered. Anything that is no variable of this body always may.</summary>
    public bool IsLiveInto(int block, object identity)
    {
        if (identity is ILocalSymbol { IsRef: false } or ValueTuple<CaptureId, ControlFlowGraph>)
            return (liveness ??= MakeLiveness()).IsLiveInto(block, identity) || !AllMentions.Contains(identity) || IsShared(identity);
        return true;
    }

    /// <summary>Whether what a variable holds may be named again once an operation of a block is done: it is, on some way, before it is assigned anew.</summary>
    public bool IsNamedAfter(BasicBlock block, IOperation operation, object identity)
    {
        if (IsShared(identity))
            return true;
        var met = new HashSet<int>();
        var waiting = new Queue<(int Block, IEnumerable<IOperation> Operations)>([(block.Ordinal, Whole(block).SkipWhile(other => !ReferenceEquals(other, operation)).Skip(1))]);
        while (waiting.Count > 0)
        {
            var (ordinal, operations) = waiting.Dequeue();
            var first = operations.FirstOrDefault(other => MentionedIn(other).Any(mentioned => IdentityComparer.Instance.Equals(mentioned, identity)));
            if (first is not null && !AssignsOnly(first, identity))
                return true;
            if (first is null)
                foreach (var after in blocks.After(ordinal))
                    if (met.Add(after))
                        waiting.Enqueue((after, Whole(graph.Blocks[after])));
        }

        return false;
    }

    static IEnumerable<IOperation> Whole(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    bool AssignsOnly(IOperation operation, object identity)
        => (operation is IExpressionStatementOperation statement ? statement.Operation : operation) is ISimpleAssignmentOperation { IsRef: false } assignment
            && Identity(assignment.Target, graph) is { } target && IdentityComparer.Instance.Equals(target, identity)
            && !MentionedIn(assignment.Value).Any(mentioned => IdentityComparer.Instance.Equals(mentioned, identity));

    /// <summary>What a function inside shares may be read wherever that is called.</summary>
    bool IsShared(object identity) => identity is ISymbol variable && (shared ??= Captures.Below(graph)).Contains(variable);

    HashSet<object> AllMentions => field ??= new(mentions.SelectMany(set => set), IdentityComparer.Instance);

    /// <summary>Whether a capture stands for a place that is assigned through it, and not for a value.</summary>
    public bool IsPlaceCapture(CaptureId id) => placeCaptures.Contains(id);

    static IFlowCaptureReferenceOperation? PlaceCapture(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IFlowCaptureReferenceOperation target } => target,
        IIncrementOrDecrementOperation { Target: IFlowCaptureReferenceOperation target } => target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IFlowCaptureReferenceOperation target } => target,
        _ => null,
    };

    /// <summary>What a location for this operation is known by: the variable, the field, the capture of this graph.</summary>
    public static object? Identity(IOperation operation, ControlFlowGraph graph) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        IFlowCaptureReferenceOperation capture => (capture.Id, graph),
        IFlowCaptureOperation capture => (capture.Id, graph),
        _ => null,
    };

    void AddAssignments(IOperation operation, int block)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                Add((capture.Id, graph), capture.Value.Type, block, capture.Value);
                break;
            case IAssignmentOperation { Target: ITupleOperation targets } deconstruction:
                foreach (var target in targets.Descendants())
                    if (Identity(target, graph) is { } identity)
                        Add(identity, target.Type, block, deconstruction.Value);
                break;
            case IAssignmentOperation assignment:
                if (Identity(assignment.Target.Unconverted()!, graph) is not { } assigned)
                    break;
                Add(assigned, assignment.Target.Type, block, assignment.Value);
                if (assignment is ICompoundAssignmentOperation)
                    updated.Add(assignments[assignments.Count - 1]);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                foreach (var inner in argument.Value.DescendantsAndSelf())
                    if (inner.Unconverted() is { } place && Identity(place, graph) is { } passed)
                        Add(passed, place.Type, block, argument.Parent!);
                break;
            case IIsPatternOperation pattern:
                foreach (var declared in pattern.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>())
                    if (declared.DeclaredSymbol is { } local)
                        Add(local, declared.MatchedType, block, pattern.Value);
                break;
        }
    }

    void Add(object target, ITypeSymbol? type, int block, IOperation value)
        => assignments.Add(new(target, type, block, value, new HashSet<object>(MentionedIn(value), IdentityComparer.Instance)));

    Liveness<object> MakeLiveness()
    {
        var reads = new List<HashSet<object>>();
        var writes = new List<HashSet<object>>();
        for (var block = 0; block < blocks.Count; block++)
        {
            var written = new HashSet<object>(IdentityComparer.Instance);
            // Without an order inside the block, a block that mentions a variable may read it first, unless it only assigns it.
            var read = new HashSet<object>(mentions[block], IdentityComparer.Instance);
            var total = new Dictionary<object, int>(IdentityComparer.Instance);
            foreach (var operation in Of(graph.Blocks[block]))
                if (Identity(operation, graph) is { } identity)
                    total[identity] = total.TryGetValue(identity, out var count) ? count + 1 : 1;
            foreach (var group in assignments.Where(assignment => assignment.Block == block && assignment.Value is not IInvocationOperation).GroupBy(assignment => assignment.Target, IdentityComparer.Instance))
            {
                if (!total.TryGetValue(group.Key, out var mentioned) || mentioned != group.Count() || group.Any(assignment => updated.Contains(assignment)))
                    continue;
                read.Remove(group.Key);
                // Into a handler goes what a variable held before the assignment.
                if (!graph.Blocks[block].CanBeCaught())
                    written.Add(group.Key);
            }

            reads.Add(read);
            writes.Add(written);
        }

        return new Liveness<object>(blocks, reads, writes);
    }

    static IEnumerable<IOperation> Of(BasicBlock block)
        => (block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf());
}
