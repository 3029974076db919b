using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>
/// The small program by which the system runs a driver, as a graph: Initialize; if it failed nothing may be left; else Restart,
/// then the other handlers any number of times, Pause, and from Paused Halt; nothing may be left.
/// </summary>
sealed class LifeCyclePlan
{
    readonly List<Transition> transitions = [];
    readonly MethodBodies bodies;
    readonly CancellationToken cancellation;
    readonly Relevance relevance;
    readonly LifeCycle life;

    public LifeCyclePlan(LifeCycle life, MethodBodies bodies, CancellationToken cancellation)
    {
        (this.life, this.bodies) = (life, bodies);
        relevance = new(life.Context, bodies, cancellation);
        this.cancellation = cancellation;
        var initialisers = ConstructorParts.InitialisersOf(life.Context, bodies, cancellation).ToArray();

        var entries = life.Of(Role.DriverEntry).ToArray();
        transitions.Add(new(Stage.Loaded, Stage.Entered, Stage.Gone, [.. entries.SelectMany(BodiesOf)], entries.LastOrDefault()));
        var constructions = life.Of(Role.Construction).Select(role => (Role: role, Bodies: ConstructorParts.OfChain(role.Method, bodies, cancellation))).Where(construction => construction.Bodies.Count > 0).ToArray();
        foreach (var (role, constructor) in constructions)
            transitions.Add(new(Stage.Entered, Stage.Constructed, null, [.. initialisers, .. constructor], role));
        if (constructions.Length == 0)
            transitions.Add(new(Stage.Entered, Stage.Constructed, null, initialisers, null));

        AddEachOrStep(life, Role.Opening, Stage.Constructed, Stage.Paused, failed: null);
        // It may also never be called, and who calls it may give the object up when it throws.
        foreach (var once in life.Of(Role.Once))
            Add(once, Stage.Constructed, Stage.Paused, failed: Stage.Closed);
        AddEachOrStep(life, Role.Restart, Stage.Paused, Stage.Running, failed: Stage.Paused);
        AddEach(life, Role.Handler, Stage.Running, Stage.Running);
        foreach (var handler in life.Of(Role.Handler).Where(handler => life.IsMiniport && !MovesPackets(handler)))
            Add(handler, Stage.Paused, Stage.Paused, failed: null);
        AddEachOrStep(life, Role.Pause, Stage.Running, Stage.Paused, failed: Stage.Running);
        AddEach(life, Role.Shutdown, Stage.Running, Stage.Gone);
        foreach (var ending in life.Endings)
            transitions.Add(new(Stage.Paused, Stage.Closed, null, [.. ending.SelectMany(BodiesOf)], ending.LastOrDefault()));
        AddEach(life, Role.DriverUnload, Stage.Closed, Stage.Unloaded);
        AddEach(life, Role.Disposal, life.Of(Role.DriverUnload).Any() ? Stage.Unloaded : Stage.Closed, Stage.Disposed);
    }

    public IReadOnlyList<Transition> Transitions => transitions;

    /// <summary>The part of the plan that the object of an acquire has to be led through.</summary>
    public IReadOnlyList<Transition> TransitionsOf(Acquire acquire, Rule rule, ObjectTypes types)
        => relevance.OfObject([.. IsForDisposal(acquire.Root) ? ToDisposal : BeforeDisposal, .. Takers(rule)], acquire.Root, types);

    /// <summary>
    /// What runs beside the object and releases nothing: it may take an object out of a queue at any time, and whoever it is handed to, it does not come back. How far one
    /// has come that releases too is not followed.
    /// </summary>
    IEnumerable<Transition> Takers(Rule rule) => life.Beside.Where(worker => !transitions.Exists(transition => SymbolEqualityComparer.Default.Equals(transition.Role?.Method, worker)))
        .Select(worker => new Transition(Stage.Running, Stage.Running, Stage.Running, BodiesOf(worker), new(worker, Role.Handler, worker.Name)))
        .Where(worker => worker.Bodies.Count > 0 && !worker.Bodies.Any(body => relevance.Releases(body, rule)));

    /// <summary>Whether what a body acquires is there before the first role, or after the last: <c>Dispose</c> may give it up.</summary>
    bool IsForDisposal(Body root) => transitions.Exists(transition => transition.To is Stage.Constructed or Stage.Disposed && transition.Bodies.Contains(root)) && transitions.Exists(IsDisposal);

    /// <summary>The whole plan; an object whose opening fails is given up by whoever made it, as one that was closed is.</summary>
    IReadOnlyList<Transition> ToDisposal => [.. transitions.Select(transition => transition is { From: Stage.Constructed, To: Stage.Paused } ? transition with { Failed = Stage.Closed } : transition)];

    /// <summary>Without what happens once the object is given up by whoever made it.</summary>
    IReadOnlyList<Transition> BeforeDisposal => [.. transitions.Where(transition => !IsDisposal(transition))];

    static bool IsDisposal(Transition transition) => transition.To == Stage.Disposed;

    /// <summary>The part that can matter to whether some bodies meet null.</summary>
    public IReadOnlyList<Transition> TransitionsToNull(IReadOnlyCollection<Body> asking, ObjectTypes types) => relevance.OfNull(BeforeDisposal, asking, types);

    /// <summary>Whether what runs beside the object may give up what a field or property of it holds, at any time.</summary>
    public bool IsShared(object member, Rule rule) => life.Beside.SelectMany(BodiesOf).Any(worker => relevance.MayGiveUp(worker, member, rule));

    /// <summary>Whether a body other than the one that fills it gives up what a field or property of the object holds.</summary>
    public bool IsGivenUp(object member, Rule rule, Body filling) => Roots.Any(body => !ReferenceEquals(body, filling) && relevance.GivesUp(body, member, rule));

    /// <summary>Whether a handler is given back what the driver has lent out before: received lists that it indicated, lists that it sent.</summary>
    public static bool BringsBack(Transition transition) => transition.Role is { Role: Role.Handler, Name: "ReturnNetBufferLists" or "ProtocolSendNetBufferListsComplete" };

    /// <summary>Whether a life comes to an acquire once: where it opens, and in no loop.</summary>
    public bool TakesOnce(Acquire acquire)
    {
        if (!transitions.Exists(transition => transition is { From: Stage.Constructed, To: Stage.Paused } && transition.Bodies.Contains(acquire.Root)))
            return false;
        Body[] bodies = [acquire.Root, .. acquire.Way];
        IOperation[] steps = [.. acquire.Path, acquire.Operation];
        return bodies.Zip(steps, static (body, step) => !body.Index.IsInLoop(step)).All(static once => once);
    }

    /// <summary>Every body that plays a part, once, in the order of the life.</summary>
    public IEnumerable<Body> Roots => transitions.SelectMany(transition => transition.Bodies).Distinct();

    void AddEachOrStep(LifeCycle life, Role role, Stage from, Stage to, Stage? failed)
    {
        if (life.Of(role).Any())
            foreach (var method in life.Of(role))
                Add(method, from, to, failed);
        else
            transitions.Add(new(from, to, failed, [], null));
    }

    void AddEach(LifeCycle life, Role role, Stage from, Stage to)
    {
        foreach (var method in life.Of(role))
            Add(method, from, to, failed: from);
    }

    void Add(RoleMethod method, Stage from, Stage to, Stage? failed) => transitions.Add(new(from, to, failed, BodiesOf(method), method));

    /// <summary>A driver that is paused gets no packets, but may be asked anything else.</summary>
    static bool MovesPackets(RoleMethod handler) => handler.Name.Contains("NetBufferLists") || handler.Name is "CancelSend";

    /// <summary>The body on which the end of a transition is told: a base class may have the last one, and know nothing of the object.</summary>
    public Body Told(Transition transition, Body last) => transition.Role is { Share: { } share } ? BodiesOf(share).FirstOrDefault() ?? last : last;

    IReadOnlyList<Body> BodiesOf(RoleMethod role) => BodiesOf(role.Method);

    IReadOnlyList<Body> BodiesOf(IMethodSymbol method)
    {
        ISymbol member = method;
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            member = member.ContainingSymbol;
        return [.. bodies.Of(member, cancellation).Where(body => SymbolEqualityComparer.Default.Equals(body.Symbol, method)).Take(1)];
    }
}
