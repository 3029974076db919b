using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What each block of a body mentions and assigns, by symbol or capture, and what decides whether it runs. Made once per body and
/// shared by the runs of all its objects.
/// </summary>
sealed class BodyIndex
{
    readonly GraphOperations operations;
    readonly ControlFlowGraph graph;
    readonly BlockGraph blocks;
    readonly List<Assignment> assignments = [];
    readonly HashSet<CaptureId> placeCaptures = [];

    /// <summary>The number of each identity that is mentioned, and for each block the numbers of those that it mentions.</summary>
    readonly Dictionary<object, int> numbers = new(IdentityComparer.Instance);
    readonly BitTable mentions;

    /// <summary>The number of what each operation names itself; -1 for most.</summary>
    readonly int[] named;
    Dictionary<CaptureId, object>? captures;
    readonly bool isMade;
    ControlDependence? dependence;
    Liveness? liveness;
    HashSet<ISymbol>? shared;
    Loops? loops;
    CounterComparisons? counterComparisons;
    readonly bool[]?[] blocksBefore;
    readonly IReadOnlyList<object>?[] mentionedInCondition;
    IReadOnlyList<object>? mentionedInReturns;

    public BodyIndex(ControlFlowGraph graph, GraphOperations operations)
    {
        (this.graph, this.operations) = (graph, operations);
        blocks = new BlockGraph(graph);
        blocksBefore = new bool[]?[blocks.Count];
        mentionedInCondition = new IReadOnlyList<object>?[blocks.Count];
        named = new int[operations.All.Count];
        mentions = Number();
        for (var block = 0; block < blocks.Count; block++)
            for (var place = operations.BeginOf(block); place < operations.BeginOf(block + 1); place++)
            {
                var operation = operations.All[place];
                AddAssignments(operation, place, block);
                HasFunctions |= operation is IDelegateCreationOperation;
                HasReferences |= operation is ISimpleAssignmentOperation { IsRef: true } || KeepsReference(operation);
                if (PlaceCapture(operation) is { } capture)
                    placeCaptures.Add(capture.Id);
            }

        HasReferences |= placeCaptures.Count > 0;
        HasFunctions |= graph.LocalFunctions.Any(static local => !local.IsStatic);
        isMade = true;
    }

    /// <summary>Gives every identity a number, in the order of the text, and says which block mentions which.</summary>
    BitTable Number()
    {
        var mentioned = new List<(int Block, int Number)>();
        for (var block = 0; block < blocks.Count; block++)
            for (var place = operations.BeginOf(block); place < operations.BeginOf(block + 1); place++)
            {
                var operation = operations.All[place];
                named[place] = -1;
                if (Identity(operation) is { } identity)
                    mentioned.Add((block, named[place] = NumberOf(identity)));
                foreach (var variable in Captures.By(operation, graph))
                    mentioned.Add((block, NumberOf(variable)));
            }

        var table = new BitTable(blocks.Count, numbers.Count);
        foreach (var (block, number) in mentioned)
            table.Add(block, number);
        return table;
    }

    int NumberOf(object identity)
    {
        if (!numbers.TryGetValue(identity, out var number))
            numbers.Add(identity, number = numbers.Count);
        return number;
    }

    public IReadOnlyList<Assignment> Assignments => assignments;

    public ControlDependence Dependence => dependence ??= new ControlDependence(blocks);

    /// <summary>One assignment: what is written, in which block, and what the written value mentions.</summary>
    /// <param name="Target">What is written.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Block">Where.</param>
    /// <param name="Value">What it is given; of an argument that is passed by reference the call.</param>
    /// <param name="Sources">What that mentions, each once.</param>
    /// <param name="IsUpdate">Whether it reads what was there before.</param>
    internal sealed record Assignment(object Target, ITypeSymbol? Type, int Block, IOperation Value, IReadOnlyList<object> Sources, bool IsUpdate)
    {
        public bool Writes(object identity) => IdentityComparer.Instance.Equals(Target, identity);

        public bool Reads(object identity)
        {
            for (var i = 0; i < Sources.Count; i++)
                if (IdentityComparer.Instance.Equals(Sources[i], identity))
                    return true;
            return false;
        }
    }

    public bool Mentions(int block, object identity) => numbers.TryGetValue(identity, out var number) && mentions[block, number];

    /// <summary>What an operation and its parts mention, in order, perhaps more than once.</summary>
    public IReadOnlyList<object> MentionedIn(IOperation operation)
    {
        var mentioned = new List<object>();
        foreach (var inner in GraphOperations.Below(operation))
            AddMentioned(inner, mentioned);
        return mentioned;
    }

    /// <summary>The same of the condition at the end of a block; nothing where there is none.</summary>
    public IReadOnlyList<object> MentionedInCondition(int block) => mentionedInCondition[block] ??= ConditionOf(block) is { } condition ? MentionedIn(condition) : [];

    /// <summary>What the values mention that the body returns.</summary>
    public IReadOnlyList<object> MentionedInReturns => mentionedInReturns ??= [.. graph.ReturnedValues().SelectMany(MentionedIn)];

    void AddMentioned(IOperation operation, List<object> mentioned)
    {
        if (Identity(operation) is { } identity)
            mentioned.Add(identity);
        else
            mentioned.AddRange(Captures.By(operation, graph));
    }

    /// <summary>The loops that go over containers and lists.</summary>
    public Loops Loops => loops ??= new Loops(this, operations);

    /// <summary>The comparisons of an index with the counter of an array.</summary>
    public CounterComparisons CounterComparisons => counterComparisons ??= new CounterComparisons(this, operations);

    /// <summary>The tables out of which the body takes single keys.</summary>
    public IReadOnlyList<IOperation> TablesTakenFrom => field ??= [.. operations.All
        .Select(operation => operation is IInvocationOperation { TargetMethod: { Name: "Remove" or "TryRemove", Parameters: [{ Name: "key" }, ..] }, Instance: { } table } && Collections.IsKeyed(table.Unconverted()?.Type) ? table : null)
        .OfType<IOperation>()];

    /// <summary>Whether something is made that may keep a reference to a variable: a <c>ref</c> field.</summary>
    static bool KeepsReference(IOperation operation)
    {
        if (operation is IObjectCreationOperation { Type.IsRefLikeType: true } creation)
            foreach (var argument in creation.Arguments)
                if (argument.Parameter is { RefKind: not RefKind.None })
                    return true;
        return false;
    }

    public int BlockCount => blocks.Count;

    public IOperation? ConditionOf(int block) => graph.Blocks[block].ConditionKind == ControlFlowConditionKind.None ? null : graph.Blocks[block].BranchValue;

    public ReadOnlySpan<IOperation> OperationsOf(int block) => operations.Of(block);

    public int BlockOf(IOperation operation) => operations.BlockOf(operation);

    /// <summary>The blocks that may come next when a condition holds, or does not, or an exception leaves the block.</summary>
    public IEnumerable<int> After(int block, bool whenTrue, bool whenFalse)
    {
        var jumpsWhenTrue = graph.Blocks[block].ConditionKind == ControlFlowConditionKind.WhenTrue;
        int? jump = BlockGraph.FirstOn(graph.Blocks[block].ConditionalSuccessor), step = BlockGraph.FirstOn(graph.Blocks[block].FallThroughSuccessor);
        var (jumps, steps) = jump is null ? (false, whenTrue || whenFalse) : jumpsWhenTrue ? (whenTrue, whenFalse) : (whenFalse, whenTrue);
        return blocks.After(block).Where(next => (next != jump || jumps || (next == step && steps)) && (next != step || steps || (next == jump && jumps)));
    }

    /// <summary>For each block whether it is the given one, or one from which that can be reached.</summary>
    public bool[] BlocksBefore(int block) => blocksBefore[block] ??= FindBlocksBefore(block);

    bool[] FindBlocksBefore(int block)
    {
        var before = new bool[BlockCount];
        before[block] = true;
        for (var grown = true; grown;)
        {
            grown = false;
            for (var candidate = BlockCount - 1; candidate >= 0; candidate--)
                if (!before[candidate] && blocks.After(candidate).Any(next => before[next]))
                    grown = before[candidate] = true;
        }

        return before;
    }

    /// <summary>The conditions that decide, at first hand or through others, whether a block runs in which <paramref name="name"/> meets such an operation.</summary>
    public IReadOnlyCollection<SyntaxNode> GuardsOf(Func<IOperation, bool> isEvent, object name)
    {
        var guards = new HashSet<int>();
        var waiting = new Queue<int>(Enumerable.Range(0, BlockCount).Where(block => Mentions(block, name) && Any(block, isEvent)));
        while (waiting.Count > 0)
            foreach (var controller in Dependence.ControllersOf(waiting.Dequeue()))
                if (guards.Add(controller))
                    waiting.Enqueue(controller);
        return [.. guards.Select(guard => ConditionOf(guard)?.Syntax).OfType<SyntaxNode>()];
    }

    /// <summary>Whether an operation may run more than once each time that the body runs.</summary>
    public bool IsInLoop(IOperation operation)
    {
        var before = BlocksBefore(BlockOf(operation));
        return blocks.After(BlockOf(operation)).Any(next => before[next]);
    }

    /// <summary>Whether a block has an operation of which something is true.</summary>
    public bool Any(int block, Func<IOperation, bool> predicate)
    {
        foreach (var operation in operations.Of(block))
            if (predicate(operation))
                return true;
        return false;
    }

    /// <summary>Whether what comes before a block may give names to places that are used after it.</summary>
    public bool HasReferences { get; }

    /// <summary>Whether there are functions, which share variables and remember what was there before they are called.</summary>
    public bool HasFunctions { get; }

    /// <summary>Whether a local or capture may still be read when the block is entered. Anything that is no variable of this body always may.</summary>
    public bool IsLiveInto(int block, object identity)
    {
        if (identity is ILocalSymbol { IsRef: false } or ValueTuple<CaptureId, ControlFlowGraph>)
            return !numbers.TryGetValue(identity, out var number) || (liveness ??= MakeLiveness()).IsLiveInto(block, number) || IsShared(identity);
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
            && Identity(assignment.Target) is { } target && IdentityComparer.Instance.Equals(target, identity)
            && !MentionedIn(assignment.Value).Any(mentioned => IdentityComparer.Instance.Equals(mentioned, identity));

    /// <summary>What a function inside shares may be read wherever that is called.</summary>
    bool IsShared(object identity) => identity is ISymbol variable && (shared ??= Captures.Below(graph, operations)).Contains(variable);

    /// <summary>Whether a capture stands for a place that is assigned through it, and not for a value.</summary>
    public bool IsPlaceCapture(CaptureId id) => placeCaptures.Contains(id);

    static IFlowCaptureReferenceOperation? PlaceCapture(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IFlowCaptureReferenceOperation target } => target,
        IIncrementOrDecrementOperation { Target: IFlowCaptureReferenceOperation target } => target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IFlowCaptureReferenceOperation target } => target,
        ISimpleAssignmentOperation { IsRef: true, Value: IFlowCaptureReferenceOperation target } => target,
        _ => null,
    };

    /// <summary>What a location for this operation is known by: the variable, the field, the capture of this graph.</summary>
    object? Identity(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        IFlowCaptureReferenceOperation capture => CaptureOf(capture.Id),
        IFlowCaptureOperation capture => CaptureOf(capture.Id),
        _ => null,
    };

    /// <summary>One object for each capture. All of them are met while the index is made; later threads only read.</summary>
    object CaptureOf(CaptureId id)
    {
        if (captures is not null && captures.TryGetValue(id, out var known))
            return known;
        object identity = (id, graph);
        if (!isMade)
            (captures ??= []).Add(id, identity);
        return identity;
    }

    void AddAssignments(IOperation operation, int place, int block)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                Add(CaptureOf(capture.Id), capture.Value.Type, block, capture.Value, place);
                break;
            case IAssignmentOperation { Target: ITupleOperation targets } deconstruction:
                foreach (var target in targets.Descendants())
                    if (Identity(target) is { } identity)
                        Add(identity, target.Type, block, deconstruction.Value, place);
                break;
            case IAssignmentOperation assignment:
                if (Identity(assignment.Target.Unconverted()!) is { } assigned)
                    Add(assigned, assignment.Target.Type, block, assignment.Value, place, isUpdate: assignment is ICompoundAssignmentOperation);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                foreach (var inner in argument.Value.DescendantsAndSelf())
                    if (inner.Unconverted() is { } passedTo && Identity(passedTo) is { } passed)
                        Add(passed, passedTo.Type, block, argument.Parent!, place);
                break;
            case IIsPatternOperation pattern:
                foreach (var declared in pattern.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>())
                    if (declared.DeclaredSymbol is { } local)
                        Add(local, declared.MatchedType, block, pattern.Value, place);
                break;
        }
    }

    void Add(object target, ITypeSymbol? type, int block, IOperation value, int place, bool isUpdate = false)
        => assignments.Add(new(target, type, block, value, SourcesOf(value, place), isUpdate));

    /// <summary>What a value mentions, each once. The value is a part of the operation at <paramref name="place"/>, or what that is a part of.</summary>
    IReadOnlyList<object> SourcesOf(IOperation value, int place)
    {
        var step = ReferenceEquals(operations.All[place].Parent, value) ? -1 : 1;
        while (!ReferenceEquals(operations.All[place], value))
            place += step;
        var sources = new List<object>();
        foreach (var operation in operations.Whole(place))
            AddMentioned(operation, sources);
        for (var i = sources.Count - 1; i > 0; i--)
            if (sources.FindIndex(earlier => IdentityComparer.Instance.Equals(earlier, sources[i])) < i)
                sources.RemoveAt(i);
        return sources.Count == 0 ? [] : sources;
    }

    /// <summary>Without an order inside the block, a block that mentions a variable may read it first, unless it only assigns it.</summary>
    Liveness MakeLiveness()
    {
        var (reads, writes) = (mentions.Copy(), new BitTable(blocks.Count, numbers.Count));
        var (total, assigned) = (new int[numbers.Count], new int[numbers.Count]);
        var next = 0;
        for (var block = 0; block < blocks.Count; block++)
        {
            Count(block, total, 1);
            var first = next;
            for (; next < assignments.Count && assignments[next].Block == block; next++)
                if (assignments[next].Value is not IInvocationOperation && numbers.TryGetValue(assignments[next].Target, out var number))
                    assigned[number] += assignments[next].IsUpdate ? -1_000_000 : 1;
            for (var i = first; i < next; i++)
                if (numbers.TryGetValue(assignments[i].Target, out var number) && assigned[number] > 0 && assigned[number] == total[number])
                {
                    reads.Remove(block, number);
                    // Into a handler goes what a variable held before the assignment.
                    if (!graph.Blocks[block].CanBeCaught())
                        writes.Add(block, number);
                }

            for (var i = first; i < next; i++)
                if (numbers.TryGetValue(assignments[i].Target, out var number))
                    assigned[number] = 0;
            Count(block, total, -1);
        }

        return new Liveness(blocks, reads, writes);
    }

    /// <summary>How often a block names each variable.</summary>
    void Count(int block, int[] total, int step)
    {
        for (var place = operations.BeginOf(block); place < operations.BeginOf(block + 1); place++)
            if (named[place] >= 0)
                total[named[place]] += step;
    }
}
