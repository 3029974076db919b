using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>A piece of code with a graph of its own: a method, an accessor, an initialiser, a local function or a lambda.</summary>
/// <param name="Symbol">What is executed; for an initialiser the field or property.</param>
/// <param name="Member">The member that the code lies in: findings about it are reported there.</param>
/// <param name="Graph">Its control-flow graph.</param>
/// <param name="Declaration">Its syntax.</param>
sealed record Body(ISymbol Symbol, ISymbol Member, ControlFlowGraph Graph, SyntaxNode Declaration)
{
    GraphOperations? operations;
    BodyIndex? index;
    IReadOnlyList<IOperation>? calls;
    Captures? captures;
    AskedConditions? asked;
    Counting? counting;

    // One byte each, so that a thread never sees half of what another one writes, as it may of a bool?.
    Answer yields;
    Answer awaits;

    public IMethodSymbol? Method => Symbol as IMethodSymbol;

    /// <summary>Everything that it does, without the functions inside it; made when first asked for, like all of these.</summary>
    public GraphOperations Operations => operations ??= new GraphOperations(Graph);

    /// <summary>Who mentions and assigns what.</summary>
    public BodyIndex Index => index ??= new BodyIndex(Graph, Operations);

    /// <summary>How far its counters are counted.</summary>
    public Counting Counting => counting ??= new Counting(Symbol, Graph, Operations, Index);

    /// <summary>What it shares with the code around it; nothing when it is no lambda or local function.</summary>
    public Captures Captures => captures ??= Captures.Of(Operations, Graph, Symbol);

    /// <summary>The conditions that it asks more than once.</summary>
    public AskedConditions Asked(MethodBodies bodies, CancellationToken cancellation) => asked ??= AskedConditions.In(this, bodies, cancellation);

    /// <summary>Whether it is an iterator: what it does happens when somebody walks it.</summary>
    public bool HasYield => Has(ref yields, static operation => operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak);

    /// <summary>Whether it may stop in between and go on later.</summary>
    public bool HasAwait => Has(ref awaits, static operation => operation is IAwaitOperation);

    bool Has(ref Answer answer, Func<IOperation, bool> predicate)
    {
        if (answer == Answer.Unknown)
            answer = Operations.All.Any(predicate) ? Answer.Yes : Answer.No;
        return answer == Answer.Yes;
    }

    enum Answer : byte
    {
        Unknown,
        Yes,
        No,
    }

    /// <summary>What may run other code, in order: calls, properties, operators, creations of objects and delegates. Many ask for it, and walking a graph is not cheap.</summary>
    public IReadOnlyList<IOperation> Calls => calls ??= [.. Operations.All.Where(MayRunCode)];

    static bool MayRunCode(IOperation operation)
        => operation is IInvocationOperation or IPropertyReferenceOperation or IObjectCreationOperation or IDelegateCreationOperation || Accessors.OperatorOf(operation) is { DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>Where a finding about the whole body points: its identifier.</summary>
    public Location Identifier => Identifiers.Of(Declaration);

    /// <summary>Whether an operation of a graph is one of this body's.</summary>
    public bool Contains(IOperation operation) => ReferenceEquals(operation.Syntax.SyntaxTree, Declaration.SyntaxTree) && Operations.Contains(operation);

    public bool Equals(Body? other) => ReferenceEquals(Graph, other?.Graph);

    public override int GetHashCode() => Graph.GetHashCode();
}
