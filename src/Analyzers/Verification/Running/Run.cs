using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// The verification of one object: an acquire, and the calls that led to it from the body where the run begins. Everything else
/// the program acquires is a plain value here. Single-threaded; it shares nothing but the bodies.
/// </summary>
sealed class Run(Rule rule, Acquire? acquire, INamedTypeSymbol? contextType, MethodBodies bodies, CancellationToken cancellation)
{
    readonly Stack<Frame> frames = new();

    /// <summary>For each frame the bodies on the way to it, each once: what lies between two times of a body is left out.</summary>
    readonly Stack<IReadOnlyList<(Body Body, IOperation? Call)>> ways = new();
    readonly Dictionary<ISymbol, bool> knowing = new(SymbolEqualityComparer.Default);
    HashSet<ISymbol>? way;
    int transfers;

    public Rule Rule { get; } = rule;

    /// <summary>The object, or null for a run that only asks about releases of null.</summary>
    public Acquire? Acquire { get; } = acquire;

    /// <summary>How the rule is to be applied to the object.</summary>
    public RuleSettings Settings { get; init; } = RuleSettings.Of(rule.Text);

    /// <summary>The type that a value must have to be such an object.</summary>
    public ObjectTypes Types { get; } = acquire is not null && Rule.TypeGivenBy(acquire.Operation, acquire.Row) is { } type ? new([type]) : rule.Types;

    /// <summary>The type whose instances all stand for the one context of the life cycle; null when there is none.</summary>
    public INamedTypeSymbol? ContextType { get; } = contextType;

    /// <summary>
    /// Whether other objects of the context's type are told apart from it. A driver has one context, however its code comes to it; an object with an
    /// end of its own is one of many, and only <c>this</c> is the one whose life is led.
    /// </summary>
    public bool HasOtherInstances { get; set; }

    /// <summary>Whether objects of a type have a name of their own for the context: a field, or a parameter of a constructor.</summary>
    public bool KnowsContext(INamedTypeSymbol type, Func<ITypeSymbol?, bool> isContext)
    {
        if (!knowing.TryGetValue(type, out var knows))
            knowing.Add(type, knows = type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false } field ? isContext(field.Type) : member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && constructor.Parameters.Any(parameter => isContext(parameter.Type))));
        return knows;
    }

    public MethodBodies Bodies { get; } = bodies;

    public CallMemo Memo { get; } = new();

    public SureResults Results { get; } = new(rule, bodies, cancellation);

    public Place.Table Places { get; } = new();

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether fields and statics are places like others; false where nobody in sight ends the object's holder.</summary>
    public bool FollowsFields { get; set; } = true;

    /// <summary>Takes what happens; null where nothing is told.</summary>
    public Sightings? Sightings { get; set; }

    /// <summary>Who takes what there may be to tell here. Where nothing is told it is noted that there was something: the call is passed once more only then.</summary>
    public Sightings? ToTell()
    {
        if (Sightings is null)
            Memo.KeepSilent();
        return Sightings;
    }

    /// <summary>Takes the releases that met the object; null where nobody asks.</summary>
    public HashSet<IOperation>? Released { get; init; }

    /// <summary>Takes where the object goes; null where nobody asks.</summary>
    public Journey? Journey { get; init; }

    /// <summary>What the run left out because it was beyond the budget; told by NDIS0031 beside what was found.</summary>
    public string? LeftOut { get; set; }

    /// <summary>Whether worlds may be told apart by focus truths; given up first when there are too many worlds.</summary>
    public bool UsesFocus { get; set; } = true;

    /// <summary>How many steps it may take: a life of many handlers more than a method alone.</summary>
    public int Allowance { get; set; } = Budget.Transfers;

    public Body CurrentBody => frames.Peek().Body;

    /// <summary>Variables and places that functions share, and that live as long as these.</summary>
    public HashSet<Place> Kept { get; } = [];

    /// <summary>Whether a function ever went where it is not followed.</summary>
    public bool KnowsEscapes { get; set; }

    /// <summary>What the calls that are running put for a type parameter; null when nobody says.</summary>
    public ITypeSymbol? TypeOf(ITypeParameterSymbol parameter) => PutFor(parameter) is var put and not ITypeParameterSymbol ? put : null;

    /// <summary>The same, or the type parameter of the outermost caller for which nobody in sight puts anything.</summary>
    public ITypeSymbol PutFor(ITypeParameterSymbol parameter)
    {
        foreach (var (callee, call, _) in frames)
            if (Link.Argument(parameter, call, callee) is { } argument)
            {
                if (argument is not ITypeParameterSymbol further)
                    return argument;
                parameter = further;
            }

        return parameter;
    }

    /// <summary>How many calls deep the execution is below the body where it began.</summary>
    public int Depth => frames.Count - 1;

    /// <summary>The call, in the body where the run began, under which the execution is; null in that body itself.</summary>
    public IOperation? OutermostCall => frames.Count < 2 ? null : frames.ElementAt(frames.Count - 2).Call;

    /// <summary>The operation in a body by which the object comes to be: the acquire itself, or the call on the way to it.</summary>
    public IOperation? AcquireIn(Body body) => Acquire is null ? null
        : ReferenceEquals(Acquire.Root.Graph, body.Graph) ? Acquire.Path.Count > 0 ? Acquire.Path[0] : Acquire.Operation
        : ReferenceEquals(Acquire.Owner.Graph, body.Graph) ? Acquire.Operation
        : Acquire.Path.FirstOrDefault(body.Contains);

    /// <summary>Whether an iterator yields the object: it comes to be where the sequence is walked, later than the call on the way to it.</summary>
    public bool ComesFromIterator { get; } = acquire?.Way.Any(body => body.HasYield) == true;

    /// <summary>How often a body is running, each time inside the one before.</summary>
    public int TimesRunning(ISymbol symbol) => frames.Count(frame => SymbolEqualityComparer.Default.Equals(frame.Body.Symbol, symbol));

    /// <summary>Whether a member of the same extension block is running.</summary>
    public bool IsBlockRunning(ISymbol symbol) => ExtensionBlocks.Has(symbol) && frames.Any(frame => SymbolEqualityComparer.Default.Equals(frame.Body.Symbol.ContainingSymbol, symbol.ContainingSymbol));

    /// <summary>Whether an operation lies in a body that waits for the one that is running.</summary>
    public bool IsInCaller(IOperation operation) => frames.Skip(1).Any(frame => frame.Body.Contains(operation));

    /// <summary>What is running, innermost first.</summary>
    public IEnumerable<Body> Running => frames.Select(static frame => frame.Body);

    /// <summary>The running body in which an operation lies; null when none does.</summary>
    public Body? RunningAround(IOperation operation)
    {
        foreach (var frame in frames)
            if (frame.Body.Contains(operation))
                return frame.Body;
        return null;
    }

    public bool IsRunning(ISymbol symbol) => frames.Any(frame => SymbolEqualityComparer.Default.Equals(frame.Body.Symbol, symbol));

    /// <param name="body">What is executed now.</param>
    /// <param name="call">The call that executes it.</param>
    /// <param name="entry">The worlds at its start.</param>
    public void Enter(Body body, IOperation? call, IReadOnlyList<World> entry)
    {
        Journey?.Bodies.Add(body);
        ways.Push(WayTo(body, call));
        frames.Push(new(body, call, entry));
    }

    public void Leave()
    {
        ways.Pop();
        frames.Pop();
    }

    /// <summary>A body that runs inside itself is where it was the first time: how deep a recursion is makes no other object.</summary>
    IReadOnlyList<(Body Body, IOperation? Call)> WayTo(Body body, IOperation? call)
    {
        if (ways.Count == 0)
            return [(body, call)];
        var way = ways.Peek();
        for (var i = 1; i < way.Count; i++)
            if (way[i].Body.Equals(body))
                return [.. way.Take(i + 1)];
        return [.. way, (body, call)];
    }

    /// <summary>The place of the newest object that an operation makes when it is executed here.</summary>
    public Place MadeBy(IOperation creation) => Places.Made(creation, Acquire is null || Depth == 0 ? Descent.WithObject : DescentOf(ways.Peek(), frames.Peek()));

    Descent DescentOf(IReadOnlyList<(Body Body, IOperation? Call)> way, Frame frame)
        => !IsAlongAcquire(way) ? Descent.Aside : way.Count > Acquire!.Path.Count + 1 && !frame.IsGivenObject(Places) ? Descent.Without : Descent.WithObject;

    /// <summary>Whether a way has not left that to the tracked acquire: it is a part of it, or goes on behind it.</summary>
    bool IsAlongAcquire(IReadOnlyList<(Body Body, IOperation? Call)> way) => Acquire!.Path.Count == 0 || IsOnPath(way);

    /// <summary>How a callee will come to what it makes, as far as the calls say it.</summary>
    public CallDirection DirectionOf(Body callee, IOperation call) => LeadsToAcquire(call) || LeadsBackToAcquire(callee, call) ? CallDirection.ToAcquire
        : Acquire is null || IsAlongAcquire(WayTo(callee, call)) ? CallDirection.Beyond : CallDirection.Aside;

    /// <summary>Whether the object may have been freed before the body that is running now.</summary>
    public bool BeganFreed => frames.Peek().Entry.Any(static world => world.State == ObjectState.Freed);

    /// <summary>The steps that it took so far.</summary>
    public int Transfers => transfers;

    /// <param name="places">How many places the world knows of that takes the step: each write copies them all.</param>
    public void CountTransfer(int places = 0)
    {
        Cancellation.ThrowIfCancellationRequested();
        if ((transfers += 1 + (places / Budget.PlacesOfStep)) > Allowance)
            throw new BudgetException($"{Allowance} steps");
    }

    /// <summary>Whether an acquire that is being executed is the tracked one: the same call, reached by the same calls.</summary>
    public bool IsTracked(IOperation operation)
    {
        if (Acquire is null || !ReferenceEquals(operation, Acquire.Operation))
            return false;
        return IsAtAcquire(ways.Peek());
    }

    /// <summary>Whether <paramref name="call"/>, made here, is the next step of the way to the tracked acquire.</summary>
    public bool LeadsToAcquire(IOperation call)
        => Acquire is not null && ways.Peek() is var way && way.Count <= Acquire.Path.Count && IsOnPath(way) && ReferenceEquals(Acquire.Path[way.Count - 1], call);

    /// <summary>Whether an operation acquires the tracked object, or is the next step of the way to it.</summary>
    public bool LeadsHere(IOperation operation) => IsTracked(operation) || LeadsToAcquire(operation);

    /// <summary>Whether a call of a body that is running already leads back to a time of it that is on the way to the tracked acquire.</summary>
    public bool LeadsBackToAcquire(Body callee, IOperation call)
        => Acquire is { Path.Count: > 0 } && IsRunning(callee.Symbol) && WayTo(callee, call) is var way && way.Count <= Acquire.Path.Count + 1 && IsOnPath(way);

    bool IsAtAcquire(IReadOnlyList<(Body Body, IOperation? Call)> way) => way.Count == Acquire!.Path.Count + 1 && IsOnPath(way);

    bool IsOnPath(IReadOnlyList<(Body Body, IOperation? Call)> way)
        => ReferenceEquals(way[0].Body.Graph, Acquire!.Root.Graph) && way.Skip(1).Zip(Acquire.Path, (step, call) => ReferenceEquals(step.Call, call)).All(same => same);

    /// <summary>Whether a method is one through which the object is acquired: what it does before, or does again, matters to the object.</summary>
    public bool IsOnWay(ISymbol method) => Acquire is not null && (way ??= FindWay(Acquire)).Contains(method);

    static HashSet<ISymbol> FindWay(Acquire acquire) => new(acquire.Way.Select(body => body.Symbol), SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether the execution is still below the call that acquires the object for the root: what goes wrong there goes wrong for
    /// every caller, and the run of that callee alone tells it.
    /// </summary>
    /// <param name="world">The world in which something goes wrong: once a delegate that a caller made was given the object, the callee alone is blind.</param>
    public bool IsToldBelow(World world)
    {
        if (Acquire is not { Path.Count: > 0 })
            return false;
        var handed = world.Store[Places.Handed].Constant as long? ?? long.MaxValue;
        for (var depth = 1; depth <= Depth && depth <= Acquire.Path.Count && depth <= handed && IsOnPath(depth); depth++)
            if (Acquire.Sees[depth] && !frames.ElementAt(frames.Count - 1 - depth).MeetsOlder)
                return true;
        return false;
    }

    /// <summary>
    /// Where a person is told of something that happens here. What happens below a call is the caller's affair, and the call is where
    /// who reads the caller looks; but a lambda that the caller wrote and another body runs is the caller's own text.
    /// </summary>
    public IOperation Told(IOperation where)
        => Depth >= 2 && SymbolEqualityComparer.Default.Equals(CurrentBody.Member, Home) && !SymbolEqualityComparer.Default.Equals(frames.ElementAt(1).Body.Member, Home) ? where : OutermostCall ?? where;

    /// <summary>The member in which the current root lies.</summary>
    public ISymbol Home => frames.Last().Body.Member;

    bool IsOnPath(int steps)
    {
        if (!ReferenceEquals(frames.Last().Body.Graph, Acquire!.Root.Graph))
            return false;
        var calls = frames.Reverse().Skip(1).Select(frame => frame.Call).Take(steps).ToArray();
        return calls.Length == steps && calls.Zip(Acquire.Path, ReferenceEquals).All(same => same);
    }

    /// <summary>A body in execution.</summary>
    /// <param name="Body">The body.</param>
    /// <param name="Call">The call that executes it.</param>
    /// <param name="Entry">The worlds at its start.</param>
    sealed record Frame(Body Body, IOperation? Call, IReadOnlyList<World> Entry)
    {
        bool? isGiven;

        /// <summary>Whether an object of an earlier call is still alive when it begins.</summary>
        public bool MeetsOlder { get; } = Entry.Any(static world => world.State != ObjectState.Unallocated);

        /// <summary>Whether what it is handed leads to the object.</summary>
        public bool IsGivenObject(Place.Table places) => isGiven ??= MeetsOlder && Body.Method is { } method && Entry.Any(world => method.Parameters.Any(parameter => world.IsReachedBy(world.Store[places.Variable(parameter)])));
    }
}

/// <summary>Where a call leads, seen from the way to the tracked acquire: what it makes is another object on another way.</summary>
enum CallDirection
{
    /// <summary>It is the next step of that way.</summary>
    ToAcquire,

    /// <summary>It goes on behind the acquire.</summary>
    Beyond,

    /// <summary>It leaves the way.</summary>
    Aside,
}

/// <summary>An object: the operation that acquires it, in <paramref name="Root"/> or below it through <paramref name="Path"/>.</summary>
/// <param name="Root">The body where the run's path begins.</param>
/// <param name="Path">The calls from the root to the acquire's own body, outermost first.</param>
/// <param name="Way">The bodies that those calls run.</param>
/// <param name="Operation">The call that acquires.</param>
/// <param name="Row">What the rule says of it.</param>
/// <param name="Sees">For the root and each body of the way, whether it leads to the acquire by itself, without what its callers hand it.</param>
sealed record Acquire(Body Root, IReadOnlyList<IOperation> Path, IReadOnlyList<Body> Way, IOperation Operation, RuleRow Row, IReadOnlyList<bool> Sees)
{
    /// <summary>The body with the acquire in it.</summary>
    public Body Owner => Way.Count > 0 ? Way[Way.Count - 1] : Root;

    /// <summary>The same object, as a body on its way has it.</summary>
    /// <param name="depth">Which body: the first one below the root is 1.</param>
    public Acquire SeenFrom(int depth) => new(Way[depth - 1], [.. Path.Skip(depth)], [.. Way.Skip(depth)], Operation, Row, [.. Sees.Skip(depth)]) { IsOfContext = IsOfContext };

    /// <summary>Whether the life of a context is led, of which each member tells what lies in it.</summary>
    public bool IsOfContext { get; init; }

    /// <summary>Where a finding about the object points: the acquire, or the call that led to it in the body which has the object.</summary>
    public SyntaxNode Syntax => (Path.Count > Kept ? Path[Kept] : Operation).Syntax;

    /// <summary>The body in which that is: the root, or a helper that keeps in its own object what it takes, and gives nothing to the root.</summary>
    public Body Holder => Kept == 0 ? Root : Way[Kept - 1];

    /// <summary>How many of the calls from the root on give their caller nothing.</summary>
    int Kept => IsOfContext ? Path.TakeWhile(static call => call is IInvocationOperation { TargetMethod: { ReturnsVoid: true } method, Instance: IInstanceReferenceOperation } && method.Parameters.All(IsPlain)).Count() : 0;

    /// <summary>A number, a truth or a text leads to nothing that the helper could fill.</summary>
    static bool IsPlain(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type: { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String } };
}
