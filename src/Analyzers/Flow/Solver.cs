using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>
/// Carries facts through a control-flow graph until they settle. It knows no rule and reports nothing. Every point is passed for the
/// last time with its settled fact, so a transfer that keeps what each point showed last has seen the settled facts in the end. Which
/// points have to be seen once more it may say to <see cref="PassAgain"/>.
/// </summary>
/// <param name="graph">The body.</param>
/// <param name="lattice">How facts combine.</param>
/// <param name="transfer">What the program does to them.</param>
/// <param name="faultsMatter">Whether exceptions of mere calls are followed out of the body, for a handler that waits there.</param>
sealed class Solver<T>(ControlFlowGraph graph, ILattice<T> lattice, ITransfer<T> transfer, bool faultsMatter)
    where T : class
{
    /// <summary>For each block one more than the number of the point at which nothing is pending: most points are such.</summary>
    readonly int[] plain = new int[graph.Blocks.Length];
    readonly List<FlowPoint> points = [];
    readonly List<T> facts = [];
    readonly WorkList dirty = new();
    Dictionary<FlowPoint, int>? numbers;
    bool replaying;

    /// <summary>Solves from <paramref name="entry"/> at the start of a block; block 0 begins the body.</summary>
    public void Solve(int block, T entry, CancellationToken cancellation)
    {
        Deliver(graph.Blocks[block], pending: null, entry);
        while (!dirty.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = dirty.Take();
            transfer.Begin(next);
            Visit(points[next], facts[next]);
        }
    }

    /// <summary>The numbers of all points that were reached, in the order of the source.</summary>
    public IReadOnlyList<int> Points
    {
        get
        {
            var reached = new List<int>(points.Count);
            for (var point = 0; point < points.Count; point++)
                if (!ReferenceEquals(facts[point], lattice.Bottom))
                    reached.Add(point);
            reached.Sort((left, right) => points[left].Block.Ordinal is var first && points[right].Block.Ordinal is var second && first != second ? first.CompareTo(second) : left.CompareTo(right));
            return reached;
        }
    }

    /// <summary>Passes a point once more, with nothing left to change.</summary>
    public void PassAgain(int point)
    {
        replaying = true;
        transfer.Begin(point);
        Visit(points[point], facts[point]);
        replaying = false;
    }

    void Visit(FlowPoint point, T fact)
    {
        var block = point.Block;
        Action<T>? thrown = faultsMatter || block.CanBeCaught() ? fault => Raise(point, fact: fault, EdgeKind.Fault, origin: null, type: null) : null;
        foreach (var operation in block.Operations)
            fact = transfer.After(operation, fact, thrown);

        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            var (whenTrue, whenFalse) = transfer.Decide(block.BranchValue!, fact, thrown);
            var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(point, block.ConditionalSuccessor!, jumpsWhenTrue ? whenTrue : whenFalse);
            Follow(point, block.FallThroughSuccessor!, jumpsWhenTrue ? whenFalse : whenTrue);
        }
        else if (block.FallThroughSuccessor is { } branch)
        {
            if (block.BranchValue is { } value)
                fact = transfer.Result(value, branch.Semantics == ControlFlowBranchSemantics.Throw, fact, thrown);
            Follow(point, branch, fact);
        }
    }

    void Follow(FlowPoint point, ControlFlowBranch branch, T fact)
    {
        var block = point.Block;
        switch (branch.Semantics)
        {
            // The compiler ends a switch expression with a throw of its own; that is no path anybody wrote.
            case ControlFlowBranchSemantics.Throw when block.BranchValue.Unconverted() is { IsImplicit: true }:
            case ControlFlowBranchSemantics.Error or ControlFlowBranchSemantics.ProgramTermination:
                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Raise(point, fact, EdgeKind.Throw, block, TypeThrownBy(block));
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                if (EnclosingFilter(block) is { } filter && point.Pending is { } asked && asked.Finally == filter)
                    RaisePastFilter(point with { Pending = asked.Outer }, asked, fact);
                else if (point.Pending is { } pending)
                    Resume(point, pending, fact);
                break;
            default:
                Continue(point.Block, branch, nextFinally: 0, SaysYes(point, branch) ? point.Pending!.Outer : point.Pending, fact);
                break;
        }
    }

    /// <summary>Whether a branch leads from a filter into its handler: the exception no longer waits.</summary>
    static bool SaysYes(FlowPoint point, ControlFlowBranch branch)
        => point.Pending is { Finally: { Kind: ControlFlowRegionKind.FilterAndHandler } filter } && EnclosingFilter(point.Block) == filter && EnclosingFilter(branch.Destination!) != filter;

    /// <summary>The static type of what a written <c>throw</c> throws; null where nothing is known of it.</summary>
    static ITypeSymbol? TypeThrownBy(BasicBlock? block) => block?.BranchValue.Unconverted()?.Type;

    /// <summary>A branch on its way: through its next finally, or to its destination.</summary>
    void Continue(BasicBlock from, ControlFlowBranch branch, int nextFinally, Pending? outer, T fact)
    {
        if (nextFinally < branch.FinallyRegions.Length)
        {
            var region = branch.FinallyRegions[nextFinally];
            Enter(from, region, new Pending(region, branch, nextFinally + 1, EdgeKind.Step, Origin: null, outer), fact, EdgeKind.Step);
            return;
        }

        var destination = branch.Destination!;
        var kind = destination.Kind == BasicBlockKind.Exit ? EdgeKind.Return : EdgeKind.Step;
        Deliver(destination, outer, transfer.Pass(new FlowEdge(from, destination, kind, branch.Source, branch), fact));
    }

    /// <summary>The end of a finally: what waited for it goes on.</summary>
    void Resume(FlowPoint point, Pending pending, T fact)
    {
        if (pending.Branch is { } branch)
            Continue(point.Block, branch, pending.NextFinally, pending.Outer, fact);
        else
            RaiseFrom(point with { Pending = pending.Outer }, pending.Finally.EnclosingRegion!.Outer(), fact, pending.Kind, pending.Origin, TypeThrownBy(pending.Origin));
    }

    /// <summary>A filter said no: the handlers after it are asked, then those further out, of the exception that it was asked of.</summary>
    void RaisePastFilter(FlowPoint point, Pending asked, T fact)
    {
        var tryAndCatch = asked.Finally.EnclosingRegion!;
        var type = TypeThrownBy(asked.Origin);
        if (!Offer(point, tryAndCatch, after: asked.Finally, fact, asked.Kind, asked.Origin, type))
            RaiseFrom(point, tryAndCatch.Outer(), fact, asked.Kind, asked.Origin, type);
    }

    void Raise(FlowPoint point, T fact, EdgeKind kind, BasicBlock? origin, ITypeSymbol? type)
        => RaiseFrom(point, point.Block.EnclosingRegion, fact, kind, origin, type);

    /// <summary>An exception looks for its handlers, from <paramref name="region"/> outward.</summary>
    void RaiseFrom(FlowPoint point, ControlFlowRegion? region, T fact, EdgeKind kind, BasicBlock? origin, ITypeSymbol? type)
    {
        var pending = point.Pending;
        for (; region is not null; region = region.Outer())
        {
            if (pending?.Finally == region)
                pending = pending.Outer; // an exception out of a finally forgets what the finally was run for
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;

            if (region.Sibling(ControlFlowRegionKind.Finally) is { } final)
            {
                Enter(point.Block, final, new Pending(final, Branch: null, 0, kind, origin, pending), fact, kind);
                return;
            }

            if (Offer(point with { Pending = pending }, region.EnclosingRegion!, after: region, fact, kind, origin, type))
                return;
        }

        transfer.Pass(new FlowEdge(point.Block, To: null, kind, origin), fact);
    }

    /// <summary>Gives the exception to each handler that may take it. True once one surely does.</summary>
    bool Offer(FlowPoint point, ControlFlowRegion tryAndCatch, ControlFlowRegion after, T fact, EdgeKind kind, BasicBlock? origin, ITypeSymbol? type)
    {
        foreach (var handler in tryAndCatch.NestedRegions)
        {
            if (handler.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler) || handler.FirstBlockOrdinal <= after.LastBlockOrdinal)
                continue;
            var catches = handler.Catches(type);
            if (catches != false)
                Enter(point.Block, handler, handler.Kind == ControlFlowRegionKind.FilterAndHandler ? new Pending(handler, Branch: null, 0, kind, origin, point.Pending) : point.Pending, fact, kind);
            if (catches == true)
                return true;
        }

        return false;
    }

    void Enter(BasicBlock from, ControlFlowRegion region, Pending? pending, T fact, EdgeKind kind)
    {
        var first = graph.Blocks[region.FirstBlockOrdinal];
        Deliver(first, pending, transfer.Pass(new FlowEdge(from, first, kind, pending?.Origin), fact));
    }

    /// <summary>The filter, with its handler, in which a block asks; null for the handler itself.</summary>
    static ControlFlowRegion? EnclosingFilter(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.Outer())
        {
            if (region.Kind == ControlFlowRegionKind.Filter)
                return region.EnclosingRegion;
            if (region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Catch)
                return null;
        }

        return null;
    }

    void Deliver(BasicBlock block, Pending? pending, T fact)
    {
        if (replaying)
            return;
        var number = NumberOf(block, pending);
        var joined = lattice.Join(facts[number], fact);
        if (ReferenceEquals(joined, facts[number]))
            return;
        facts[number] = joined;
        dirty.Add(block.Ordinal, number);
    }

    int NumberOf(BasicBlock block, Pending? pending)
    {
        if (pending is null)
        {
            if (plain[block.Ordinal] == 0)
                plain[block.Ordinal] = Added(new FlowPoint(block, null)) + 1;
            return plain[block.Ordinal] - 1;
        }

        var point = new FlowPoint(block, pending);
        numbers ??= [];
        if (!numbers.TryGetValue(point, out var number))
            numbers.Add(point, number = Added(point));
        return number;
    }

    int Added(FlowPoint point)
    {
        points.Add(point);
        facts.Add(lattice.Bottom);
        return points.Count - 1;
    }
}
