using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>
/// Runs one object through the whole life of its context: the worlds that leave one handler enter the next, until no stage
/// learns of a new one. Then every handler is passed once more, and what was seen is told.
/// </summary>
/// <param name="life">Whose life it is.</param>
/// <param name="plan">Its handlers.</param>
/// <param name="transitions">The part of the plan that matters.</param>
/// <param name="run">What is followed.</param>
sealed class LifeCycleHarness(LifeCycle life, LifeCyclePlan plan, IReadOnlyList<Transition> transitions, Run run)
{
    const long NdisStatusPending = 0x103;

    readonly Dictionary<Stage, WorldSet> facts = [];
    readonly bool endsInDisposal = transitions.Any(transition => transition.To == Stage.Disposed);
    readonly Handovers handovers = new(run);
    Focus focus = Focus.None;

    /// <summary>Whether the life has no other object like the one that is followed: while it has that one, nothing comes back to it.</summary>
    public bool HasNoOther { get; init; }

    public void Execute()
    {
        var sightings = run.Sightings;
        run.Sightings = null;
        run.HasOtherInstances = !life.IsMiniport;
        run.Allowance = Math.Min(Budget.TransfersOfLife, Budget.Transfers + (Budget.TransfersOfHandler * transitions.Count));
        if (run.UsesFocus)
            focus = new Focus(FieldsThatDecide([.. transitions.SelectMany(transition => transition.Bodies).Distinct()], run));
        do
            Settle(new WorldSet.Lattice(focus));
        while (handovers.Learn(RunsResident, focus));

        run.Sightings = sightings;
        foreach (var transition in transitions.Where(transition => facts.ContainsKey(transition.From)))
            _ = Pass(transition).Count();
    }

    /// <summary>Until no stage learns of a new world.</summary>
    void Settle(WorldSet.Lattice lattice)
    {
        facts.Clear();
        facts[Stage.Loaded] = lattice.Of([World.Start.With(Defaults())]);
        var waiting = new SortedSet<Stage> { Stage.Loaded };
        while (waiting.Count > 0)
        {
            var stage = waiting.Min;
            waiting.Remove(stage);
            foreach (var transition in transitions.Where(transition => transition.From == stage))
                foreach (var (next, world) in Pass(transition))
                {
                    var before = facts.TryGetValue(next, out var known) ? known : WorldSet.Empty;
                    facts[next] = lattice.Join(before, lattice.Of([world]));
                    if (!ReferenceEquals(before, facts[next]))
                        waiting.Add(next);
                }
        }
    }

    /// <summary>The worlds in which the object is there already when a body is entered, and how it leaves each.</summary>
    IEnumerable<(World Entered, Departure Left)> RunsResident(Body body)
        => transitions.Where(transition => transition.Bodies.Contains(body) && facts.ContainsKey(transition.From))
            .SelectMany(Entering).Where(static world => world.State == ObjectState.Allocated).Select(world => handovers.Resident(Handed(world, body)))
            .SelectMany(entered => new BodyRunner(run).Execute(body, [entered], focus, call: null).Select(departure => (entered, departure)));

    /// <summary>The worlds on the other side of a transition.</summary>
    IEnumerable<(Stage Stage, World World)> Pass(Transition transition)
    {
        IReadOnlyList<World> worlds = Entering(transition);
        var failed = new List<World>();
        for (var i = 0; i < transition.Bodies.Count && worlds.Count > 0; i++)
        {
            var body = transition.Bodies[i];
            // What a mere call throws out of a handler is no path, though it went through a finally on its way.
            var departures = new BodyRunner(run).Execute(body, worlds.Select(world => Handed(world, body)), focus, call: null)
                .Where(departure => departure.Edge.Kind is not (EdgeKind.Fault or EdgeKind.Yield)).Select(departure => handovers.After(departure, body)).ToArray();
            foreach (var departure in departures)
                Judge(transition, body, departure, isLast: i == transition.Bodies.Count - 1);
            failed.AddRange(departures.Where(departure => Fails(transition, departure) != false).Select(departure => departure.World));
            worlds = [.. departures.Where(departure => Fails(transition, departure) != true).Select(departure => departure.World)];
        }

        if (transition is { To: Stage.Closed, Bodies.Count: 0 } && !endsInDisposal)
            JudgeWithoutClosing(worlds);
        foreach (var world in worlds)
            yield return (transition.To, world);
        if (transition.Failed is { } stage)
            foreach (var world in failed)
                yield return (stage, world);
    }

    /// <summary>Who made an object whose last role gave everything up may well leave it at that: Dispose is only asked for what is left.</summary>
    IReadOnlyList<World> Entering(Transition transition)
        => transition.To == Stage.Disposed ? [.. facts[transition.From].Worlds.Where(static world => world.State == ObjectState.Allocated)]
            : HasNoOther && LifeCyclePlan.BringsBack(transition) ? [.. facts[transition.From].Worlds.Where(static world => world.State != ObjectState.Allocated)]
            : facts[transition.From].Worlds;

    /// <summary>The context comes to a static handler as its parameter; <c>Dispose(bool)</c>, where a library calls it, is told to dispose.</summary>
    World Handed(World world, Body body)
    {
        var role = life.Methods.FirstOrDefault(method => SymbolEqualityComparer.Default.Equals(method.Method, body.Symbol));
        if (role is { Role: Role.Closing } && PlainLifeCycle.IsDisposeCore(role.Method))
            return world.With(world.Store.With(run.Places.Variable(role.Method.Parameters[0]), Value.True));
        return role?.ContextParameter is { } parameter ? world.With(world.Store.With(run.Places.Variable(parameter), Value.Reference(run.Places.Context))) : world;
    }

    /// <summary>Whether the call failed: by a throw, or by what it returned; null when it may have.</summary>
    bool? Fails(Transition transition, Departure departure)
    {
        if (departure.Edge.Kind == EdgeKind.Throw)
            return true;
        if (!ReportsStatus(transition))
            return false;
        var succeeded = departure.Result.Equal(0L);
        // A bind that is left pending has not failed: its completion says how it ended. Who has given everything up does not wait for it.
        var pending = succeeded == false && transition.Role?.Name == "ProtocolBindAdapterEx" ? departure.Result.Equal(NdisStatusPending) ?? (departure.World.State == ObjectState.Freed ? false : null) : false;
        return pending == false ? !succeeded : !pending;
    }

    bool ReportsStatus(Transition transition)
        => life.IsMiniport && transition.Role is { Role: Role.DriverEntry or Role.Opening or Role.Restart or Role.Pause, Method.ReturnType.TypeKind: TypeKind.Enum };

    /// <summary>The end of an opening that fails, of a closing, and of a constructor that throws: the object may not be left then.</summary>
    void Judge(Transition transition, Body body, Departure departure, bool isLast)
    {
        var world = departure.World;
        if (run.Sightings is not { } sightings || world.State != ObjectState.Allocated || Custody.IsToldByItsOwner(run, world))
            return;
        var name = world.BestHolder?.Display;
        if (IsOpening(transition) && life.IsMiniport && Fails(transition, departure) != false)
        {
            // What the driver holds from its entry on is not the failing adapter's.
            if (transition.Role?.Role != Role.DriverEntry && IsTakenAtEntry)
                return;
            var exit = ExitFinder.Find(departure.Edge, body, scope: null, name);
            sightings.Add(new(Defect.StillAllocated, exit.Where, world, body.Member, exit, name, $"is still allocated when '{transition.Role!.Name}' fails here"));
        }
        else if (transition.To == Stage.Constructed && departure.Edge.Kind == EdgeKind.Throw)
        {
            // What was half made is collected like anything else.
            if (Endings.MayFreeWhenCollected(life.Context, run.Rule, run.Bodies.Traits))
                return;
            var exit = ExitFinder.Find(departure.Edge, body, scope: null, name);
            sightings.Add(new(Defect.Lost, exit.Where, world, body.Member, exit, name));
        }
        else if (isLast && IsEnd(transition) && IsOwed(world))
        {
            var told = plan.Told(transition, body);
            sightings.Add(new(Defect.StillAllocated, told.Identifier, world, told.Member, Name: name, Note: $"is still allocated when '{transition.Role!.Name}' ends"));
        }
    }

    /// <summary>A step that leaves nothing behind when it fails, since nobody will be asked to clean up after it.</summary>
    static bool IsOpening(Transition transition)
        => transition is { From: Stage.Constructed, To: Stage.Paused, Failed: not Stage.Closed } || transition.Role?.Role == Role.DriverEntry;

    /// <summary>What a driver takes at its entry it may keep until it is unloaded.</summary>
    bool IsEnd(Transition transition)
        => transition.To == (endsInDisposal ? Stage.Disposed : plan.Transitions.Any(other => other.Role?.Role == Role.DriverUnload) && IsTakenAtEntry ? Stage.Unloaded : Stage.Closed);

    bool IsTakenAtEntry => plan.Transitions.Any(transition => transition.Role?.Role == Role.DriverEntry && transition.Bodies.Contains(run.Acquire!.Root));

    /// <summary>A static outlives an instance of a plain type; the statics of a driver end with its adapter.</summary>
    bool IsOwed(World world) => world.Holders.Any(holder => life.IsMiniport || Heap.Outside(world.Store, holder)?.Root.Kind == PlaceKind.Context)
        && !world.Holders.Any(holder => Heap.Outside(world.Store, holder) is { } anchor && MemberOfContext(anchor) is { } member && plan.IsShared(member, run.Rule)) && !IsBehindOther(world);

    /// <summary>Whether an object that nobody names any more leads to what is held: it was linked behind an older one, and a walk along the links has come by it.</summary>
    static bool IsBehindOther(World world)
    {
        if (!world.Store.Has(PlaceKind.Heap))
            return false;
        var holding = Heap.Leading(world.Store, static (_, held) => held.Kind == ValueKind.Tracked);
        return holding.Any(heap => heap.IsExternal && Heap.AnchorOf(world.Store, heap) is null);
    }

    /// <summary>The field or property of the context through which a place is reached.</summary>
    static object? MemberOfContext(Place place)
    {
        while (place.Holder is { Kind: not PlaceKind.Context } holder)
            place = holder;
        return place.Holder is null ? null : place.Identity;
    }

    /// <summary>A class that only inherits its end from a library, and gives the object up in a method of its own, leaves it to its callers to call that.</summary>
    bool IsLeftToCallers(World world, Acquire acquire) => !life.IsMiniport
        && world.Holders.Any(holder => Heap.Outside(world.Store, holder) is { } anchor && MemberOfContext(anchor) is { } member && plan.IsGivenUp(member, run.Rule, acquire.Root));

    void JudgeWithoutClosing(IEnumerable<World> worlds)
    {
        if (run.Sightings is not { } sightings || run.Acquire is not { } acquire || IsTakenAtEntry)
            return;
        foreach (var world in worlds.Where(world => world.State == ObjectState.Allocated && IsOwed(world) && !IsLeftToCallers(world, acquire)))
            sightings.Add(new(Defect.StillAllocated, acquire.Syntax.GetLocation(), world, acquire.Holder.Member, Name: world.BestHolder?.Display,
                Note: $"is never freed: no method of '{life.Context.Name}' closes it"));
    }

    /// <summary>A new object's fields hold zero: that <c>disposed</c> is false at first is worth knowing.</summary>
    Store Defaults()
    {
        var store = default(Store);
        for (var type = life.Context; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
            foreach (var member in type.GetMembers())
                if ((member switch { IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } field => field.Type, IPropertySymbol { IsStatic: false, IsIndexer: false } property => property.Type, IEventSymbol { IsStatic: false } raised => raised.Type, _ => null }) is { } held
                    && DefaultOf(held) is { } value && run.Places.Member(run.Places.Context, member.OriginalDefinition) is { } place)
                    store = store.With(place, value);
        return store;
    }

    Value? DefaultOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => Value.False,
        { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => Value.Of(0L),
        { IsReferenceType: true } => Value.Null,
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } or { TypeKind: TypeKind.Pointer } => Value.Null,
        _ => run.Types.Has(type) ? Value.Null : null,
    };

    /// <summary>The fields whose truths decide events in more than one handler.</summary>
    static IEnumerable<object> FieldsThatDecide(IReadOnlyList<Body> roots, Run run)
    {
        var fields = new HashSet<object>(IdentityComparer.Instance);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var body in roots)
                foreach (var holder in new FocusFinder(body, run.Rule, run.Types, run.Bodies, run.Cancellation).Holders(fields, run.AcquireIn(body)))
                    grown |= holder is IFieldSymbol or IPropertySymbol && fields.Add(holder);
        }

        return roots
            .SelectMany(body => new FocusFinder(body, run.Rule, run.Types, run.Bodies, run.Cancellation) is var finder ? finder.Find(finder.Holders(fields, run.AcquireIn(body)), run.AcquireIn(body)) : [])
            .Where(identity => identity is IFieldSymbol or IPropertySymbol)
            .Distinct(IdentityComparer.Instance)
            .Take(Budget.FocusTruths);
    }

}
