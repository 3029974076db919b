using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What a lambda or local function shares with the code around it, together with the functions that it holds or calls.</summary>
sealed class Captures
{
    readonly HashSet<ISymbol> variables = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> written = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> members = new(SymbolEqualityComparer.Default);

    Captures()
    {
    }

    /// <summary>The locals and parameters of functions around it that it names.</summary>
    public IReadOnlyCollection<ISymbol> Variables => variables;

    /// <summary>Those of them that it may give another value.</summary>
    public IReadOnlyCollection<ISymbol> Written => written;

    /// <summary>Whether it names a field or property.</summary>
    public bool Names(ISymbol member) => members.Contains(member);

    /// <summary>What the function of a graph shares.</summary>
    public static Captures Of(ControlFlowGraph graph, ISymbol function) => Of(new GraphOperations(graph), graph, function);

    public static Captures Of(GraphOperations operations, ControlFlowGraph graph, ISymbol function)
    {
        var found = new Captures();
        found.Add(operations, graph, [], new HashSet<ISymbol>(SymbolEqualityComparer.Default) { function });
        var inside = new HashSet<ISymbol>(found.variables.Where(variable => IsInside(variable, function)), SymbolEqualityComparer.Default);
        found.variables.ExceptWith(inside);
        found.written.ExceptWith(inside);
        return found;
    }

    /// <summary>What the functions inside a body share with it, however deep they lie.</summary>
    public static HashSet<ISymbol> Below(ControlFlowGraph graph, GraphOperations operations) => SharedBelow(graph, operations).variables;

    /// <summary>What the functions inside a body, however deep they lie, may give another value.</summary>
    public static HashSet<ISymbol> WrittenBelow(ControlFlowGraph graph, GraphOperations operations) => SharedBelow(graph, operations).written;

    static Captures SharedBelow(ControlFlowGraph graph, GraphOperations operations)
    {
        var found = new Captures();
        foreach (var inner in graph.LocalFunctions.Select(local => graph.GetLocalFunctionControlFlowGraph(local)).Concat(Lambdas(operations).Select(lambda => graph.GetAnonymousFunctionControlFlowGraph(lambda))))
            found.Add(inner, [], new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return found;
    }

    /// <summary>What is shared by the function that an operation of a graph makes, names or calls; nothing when it is another operation.</summary>
    public static IEnumerable<ISymbol> By(IOperation operation, ControlFlowGraph graph) => operation switch
    {
        IFlowAnonymousFunctionOperation lambda => Of(graph.GetAnonymousFunctionControlFlowGraph(lambda), lambda.Symbol).variables,
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } => OfLocal(local, graph),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => OfLocal(local, graph),
        _ => [],
    };

    static IEnumerable<ISymbol> OfLocal(IMethodSymbol local, ControlFlowGraph graph) => GraphOf(local, graph) is { } inner ? Of(inner, local.OriginalDefinition).variables : [];

    static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(GraphOperations operations) => operations.All.OfType<IFlowAnonymousFunctionOperation>();

    void Add(ControlFlowGraph graph, HashSet<ControlFlowGraph> seen, HashSet<ISymbol> functions) => Add(new GraphOperations(graph), graph, seen, functions);

    void Add(GraphOperations operations, ControlFlowGraph graph, HashSet<ControlFlowGraph> seen, HashSet<ISymbol> functions)
    {
        if (!seen.Add(graph))
            return;
        foreach (var operation in operations.All)
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    Add(local.Local, operation);
                    break;
                case IParameterReferenceOperation parameter:
                    Add(parameter.Parameter, operation);
                    break;
                case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                    members.Add(member.Member.OriginalDefinition);
                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    Add(graph.GetAnonymousFunctionControlFlowGraph(lambda), seen, functions);
                    break;
            }

            if (operation is IInvocationOperation or IMethodReferenceOperation && (operation as IInvocationOperation)?.TargetMethod is var called
                && (called ?? ((IMethodReferenceOperation)operation).Method) is { MethodKind: MethodKind.LocalFunction } target
                && functions.Add(target.OriginalDefinition) && GraphOf(target, graph) is { } inner)
                Add(inner, seen, functions);
        }
    }

    void Add(ISymbol variable, IOperation reference)
    {
        variables.Add(variable);
        if (IsWritten(reference))
            written.Add(variable);
    }

    static bool IsWritten(IOperation reference)
    {
        var outer = reference.Parent;
        while (outer is ITupleOperation or IConversionOperation or IDeclarationExpressionOperation)
            (reference, outer) = (outer, outer.Parent);
        return outer switch
        {
            IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
            IFlowCaptureOperation => true, // x ??= y is assigned through its capture
            _ => false,
        };
    }

    /// <summary>Whether a variable belongs to the function, or to one that is declared inside it.</summary>
    static bool IsInside(ISymbol variable, ISymbol function)
    {
        for (var owner = variable.ContainingSymbol; owner is IMethodSymbol; owner = owner.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(owner, function))
                return true;
        return false;
    }

    static ControlFlowGraph? GraphOf(IMethodSymbol local, ControlFlowGraph? graph)
    {
        for (; graph is not null; graph = graph.Parent)
            if (graph.LocalFunctions.FirstOrDefault(known => SymbolEqualityComparer.Default.Equals(known, local.OriginalDefinition)) is { } found)
                return graph.GetLocalFunctionControlFlowGraph(found);
        return null;
    }
}
