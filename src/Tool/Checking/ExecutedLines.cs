using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Tool.Checking;

/// <summary>
/// The lines that run on a trace. A trace has the steps that matter to the object; between two of them in one method the shortest way through its
/// control-flow graph is taken, with every decision as the trace has it.
/// </summary>
internal sealed class ExecutedLines(Compilation compilation)
{
    readonly Dictionary<SyntaxNode, ControlFlowGraph?> graphs = [];
    readonly SortedSet<(string Path, int Line)> lines = [];

    public static IReadOnlyList<(string Path, int Line)> Of(IReadOnlyList<(TraceStep Step, Location Place)> steps, Compilation compilation)
    {
        var executed = new ExecutedLines(compilation);
        for (var number = 0; number < steps.Count; number++)
            executed.Follow(steps, number);
        return [.. executed.lines];
    }

    /// <summary>From a step to the next one of the same call, or to the end of a call that ends.</summary>
    void Follow(IReadOnlyList<(TraceStep Step, Location Place)> steps, int number)
    {
        var (step, place) = steps[number];
        Add(place);
        if (GraphOf(place) is not { } graph || StartOf(graph, step, place) is not { } start)
            return;
        var next = number + 1;
        while (next < steps.Count && steps[next].Step.Depth > step.Depth)
            next++;
        if (next < steps.Count && steps[next].Step is { Kind: not StepKind.Enter } following && following.Depth == step.Depth && following.Member == step.Member)
            Walk(graph, start, block => IndexIn(block, steps[next].Place));
        else if (next < steps.Count || steps[^1].Step.Depth > step.Depth)
            Walk(graph, start, block => block.Kind == BasicBlockKind.Exit ? 0 : -1);
        if (step.Kind == StepKind.Call && number + 1 < steps.Count && steps[number + 1] is var called && called.Step.Depth > step.Depth && GraphOf(called.Place) is { } inner)
            Walk(inner, (inner.Blocks[0], 0), block => IndexIn(block, called.Place)); // the callee ran up to there from its beginning
    }

    (BasicBlock Block, int Index)? StartOf(ControlFlowGraph graph, TraceStep step, Location place)
    {
        if (step.Kind == StepKind.Enter)
            return (graph.Blocks[0], 0);
        var block = graph.Blocks.FirstOrDefault(block => step.Outcome is not null && block.BranchValue?.Syntax.Span == place.SourceSpan) ?? graph.Blocks.FirstOrDefault(block => IndexIn(block, place) >= 0);
        if (block is null)
            return null;
        if (step.Outcome is not { } outcome || block.ConditionalSuccessor is not { } conditional)
            return (block, IndexIn(block, place));
        var taken = outcome == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) ? conditional : block.FallThroughSuccessor;
        return taken?.Destination is { } destination ? (destination, 0) : null;
    }

    /// <summary>Marks the shortest way from a start to the block that holds the goal, breadth first; nothing where there is none.</summary>
    void Walk(ControlFlowGraph graph, (BasicBlock Block, int Index) start, Func<BasicBlock, int> goalIn)
    {
        if (goalIn(start.Block) is var index && index >= start.Index)
        {
            Add(start.Block, start.Index, index);
            return;
        }

        var cameFrom = new Dictionary<int, int>();
        var waiting = new Queue<BasicBlock>(Successors(start.Block));
        foreach (var first in waiting)
            cameFrom.TryAdd(first.Ordinal, start.Block.Ordinal);
        while (waiting.TryDequeue(out var block))
        {
            if (goalIn(block) is var goal and >= 0)
            {
                Add(block, 0, goal);
                Add(start.Block, start.Index, int.MaxValue);
                for (var at = cameFrom[block.Ordinal]; at != start.Block.Ordinal; at = cameFrom[at])
                    Add(graph.Blocks[at], 0, int.MaxValue);
                return;
            }

            foreach (var next in Successors(block))
                if (cameFrom.TryAdd(next.Ordinal, block.Ordinal))
                    waiting.Enqueue(next);
        }
    }

    static IEnumerable<BasicBlock> Successors(BasicBlock block) =>
        new[] { block.FallThroughSuccessor, block.ConditionalSuccessor }.Select(branch => branch?.FinallyRegions is { IsEmpty: false } regions ? null : branch?.Destination).OfType<BasicBlock>();

    static IEnumerable<IOperation> OperationsOf(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    /// <summary>Which operation of a block a place lies in; -1 for none.</summary>
    static int IndexIn(BasicBlock block, Location place)
    {
        var index = -1;
        foreach (var operation in OperationsOf(block))
        {
            index++;
            if (operation.Syntax.SyntaxTree == place.SourceTree && operation.Syntax.Span.Contains(place.SourceSpan))
                return index;
        }

        return -1;
    }

    void Add(BasicBlock block, int first, int last)
    {
        var index = -1;
        foreach (var operation in OperationsOf(block))
            if (++index >= first && index <= last)
                Add(operation.Syntax.GetLocation(), operation.IsImplicit || operation.Descendants().Any(inner => inner is IFlowAnonymousFunctionOperation));
    }

    /// <summary>All lines of a piece of code; of a statement that holds others, or that nobody wrote, only the first.</summary>
    void Add(Location place, bool firstOnly = false)
    {
        var span = Place.Of(place);
        for (var line = span.Line; line <= (firstOnly ? span.Line : span.EndLine); line++)
            lines.Add((span.Path, line));
    }

    ControlFlowGraph? GraphOf(Location place)
    {
        if (Members.DeclarationAround(place) is not { } declaration)
            return null;
        if (!graphs.TryGetValue(declaration, out var graph))
            graphs[declaration] = graph = Make(declaration);
        return graph;
    }

    ControlFlowGraph? Make(SyntaxNode declaration)
    {
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
        if (declaration is LocalFunctionStatementSyntax function && Members.DeclarationAround(declaration.Parent!.GetLocation()) is { } outer)
            return model.GetDeclaredSymbol(function) is IMethodSymbol local && Make(outer) is { } around && around.LocalFunctions.Contains(local) ? around.GetLocalFunctionControlFlowGraph(local) : null;
        return model.GetOperation(declaration) switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
            _ => null,
        };
    }
}
