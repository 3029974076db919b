using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Roles;

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

    public LifeCyclePlan(LifeCycle life, MethodBodies bodies, CancellationToken cancellation)
    {
        this.bodies = bodies;
        this.cancellation = cancellation;
        var initialisers = Initialisers(life.Context);

        var entries = life.Of(Role.DriverEntry).ToArray();
        transitions.Add(new(Stage.Loaded, Stage.Entered, null, [.. entries.SelectMany(BodiesOf)], entries.LastOrDefault()));
        var constructions = life.Of(Role.Construction).Select(role => (Role: role, Bodies: BodiesOf(role))).Where(construction => construction.Bodies.Count > 0).ToArray();
        foreach (var (role, constructor) in constructions)
            transitions.Add(new(Stage.Entered, Stage.Constructed, null, [.. initialisers, .. constructor], role));
        if (constructions.Length == 0)
            transitions.Add(new(Stage.Entered, Stage.Constructed, null, initialisers, null));

        AddEachOrStep(life, Role.Opening, Stage.Constructed, Stage.Paused, failed: null);
        AddEachOrStep(life, Role.Restart, Stage.Paused, Stage.Running, failed: Stage.Paused);
        AddEach(life, Role.Handler, Stage.Running, Stage.Running);
        foreach (var handler in life.Of(Role.Handler).Where(handler => life.IsMiniport && !MovesPackets(handler)))
            Add(handler, Stage.Paused, Stage.Paused, failed: null);
        AddEachOrStep(life, Role.Pause, Stage.Running, Stage.Paused, failed: Stage.Running);
        AddEach(life, Role.Shutdown, Stage.Running, Stage.Gone);
        foreach (var ending in life.Endings)
            transitions.Add(new(Stage.Paused, Stage.Closed, null, [.. ending.SelectMany(BodiesOf)], ending.LastOrDefault()));
        AddEach(life, Role.DriverUnload, Stage.Closed, Stage.Unloaded);
    }

    public IReadOnlyList<Transition> Transitions => transitions;

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
    static bool MovesPackets(RoleMethod handler) => handler.Name is "SendNetBufferLists" or "ReturnNetBufferLists" or "CancelSend";

    IReadOnlyList<Body> BodiesOf(RoleMethod role)
    {
        ISymbol member = role.Method;
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            member = member.ContainingSymbol;
        return [.. bodies.Of(member, cancellation).Where(body => SymbolEqualityComparer.Default.Equals(body.Symbol, role.Method)).Take(1)];
    }

    /// <summary>What the fields and properties begin with, base classes first.</summary>
    IReadOnlyList<Body> Initialisers(INamedTypeSymbol context)
    {
        var inherited = context.BaseType is { DeclaringSyntaxReferences.IsEmpty: false } parent ? Initialisers(parent) : [];
        return [.. inherited, .. context.GetMembers()
            .Where(member => member is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false })
            .SelectMany(member => bodies.Of(member, cancellation))
            .Where(body => body.Symbol is IFieldSymbol or IPropertySymbol)];
    }
}
