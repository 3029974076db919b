using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What delegates share with the code around them. A variable that a followed delegate shares lives as long as the delegate; one
/// that is shared with a delegate out of sight may be read, freed and changed there at any time.
/// </summary>
static class Closures
{
    /// <summary>Every place that running the function may touch through its captures, those of functions in them included.</summary>
    public static IReadOnlyCollection<Place> ReachedBy(Run run, World world, Function function)
    {
        var reached = new HashSet<Place>();
        var waiting = new Queue<Function>([function]);
        while (waiting.Count > 0)
            foreach (var place in waiting.Dequeue().Targets.SelectMany(target => ReachedBy(run, target)))
                if (reached.Add(place) && world.Read(place).Function is { } inner)
                    waiting.Enqueue(inner);
        return reached;
    }

    static IEnumerable<Place> ReachedBy(Run run, FunctionTarget target)
    {
        if (target.Bound is { } bound)
            yield return bound;
        if (target.Receiver is { Kind: PlaceKind.Heap } receiver)
            yield return receiver;
        if (CapturesOf(run, target) is { } captures)
            foreach (var variable in captures.Variables)
                yield return run.Places.Variable(variable);
    }

    public static Captures? CapturesOf(Run run, FunctionTarget target)
        => target.IsNested ? run.Bodies.OfCallee(target.Method, run.Cancellation)?.Captures : null;

    /// <summary>Whether running the function can matter to the object, or change what is known of a variable.</summary>
    public static bool Matters(Run run, World world, Function function)
    {
        var reached = ReachedBy(run, world, function);
        return (reached.Count > 0 && Holds(world, place => reached.Contains(place)))
            || function.Targets.Any(target => CapturesOf(run, target) is { } captures && (captures.Written.Count > 0 || NamesHolder(world, captures)));
    }

    /// <summary>Whether a place of which <paramref name="reached"/> is true, or a member of one, names the object or the null that its acquire gave.</summary>
    static bool Holds(World world, Func<Place, bool> reached)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (IsAt(world.Store.PlaceAt(i), reached) && world.IsConcernedBy(world.Store.ValueAt(i)))
                return true;
        return false;
    }

    static bool IsAt(Place? place, Func<Place, bool> reached)
    {
        for (; place is not null; place = place.Holder)
            if (reached(place))
                return true;
        return false;
    }

    /// <summary>Whether a field that holds the object is named by a function that may run at any time.</summary>
    static bool NamesHolder(World world, Captures captures)
        => world.Holders.Any(holder => holder.Holder is not null && holder.Symbol is { } member && captures.Names(member));

    /// <summary>The function goes where it is not followed: it may run at any time, and what it shares is shared with somebody out of sight.</summary>
    /// <param name="run">The run.</param>
    /// <param name="world">The world in which it goes.</param>
    /// <param name="function">What goes.</param>
    /// <param name="isLent">Whether a call is given it to run: what does no more than look at the object then leaves it where it is.</param>
    public static World Escape(Run run, World world, Function function, bool isLent = false)
    {
        var reached = ReachedBy(run, world, function).OrderBy(place => place.Number).ToArray();
        var callsOthers = reached.Any(place => world.Read(place).Function is not null);
        var isTaken = Holds(world, place => reached.Contains(place) && (!isLent || callsOthers || !IsOnlyLookedAt(run, world, function, place))) || function.Targets.Any(target => CapturesOf(run, target) is { } captures && NamesHolder(world, captures));
        if (isTaken)
            world = world.Forget();
        var written = new HashSet<ISymbol>(function.Targets.SelectMany(target => CapturesOf(run, target)?.Written ?? []), SymbolEqualityComparer.Default);
        foreach (var place in reached.Where(place => place.Symbol is not null))
        {
            world = world.With(world.Store.With(run.Places.Shared(place.Symbol!), Value.True));
            if (written.Contains(place.Symbol!))
                world = world.Write(place, Value.Unknown);
        }

        return world;
    }

    /// <summary>Whether a variable holds the object itself, and what shares it can do no more than look at it.</summary>
    static bool IsOnlyLookedAt(Run run, World world, Function function, Place place)
        => place is { Holder: null, Symbol: { } variable } && world.Store[place].ReachesTracked
            && function.Targets.All(target => target.IsNested && run.Bodies.OfCallee(target.Method, run.Cancellation) is { } body && Looks.Only(run, body, variable));

    /// <summary>Whether a variable is shared with a function out of sight.</summary>
    public static bool IsShared(Run run, World world, Place place)
        => place.Root is { Kind: PlaceKind.Local or PlaceKind.Parameter, Symbol: { } variable } && run.KnowsEscapes && world.Store[run.Places.Shared(variable)].AsBool == true;

    /// <summary>Code out of sight ran: what was learned of variables that it shares may have changed.</summary>
    public static World Unsettled(Run run, World world) => run.KnowsEscapes
        ? world.With(world.Store.Select((place, held) => !held.ReachesTracked && held.Kind != ValueKind.Reference && IsShared(run, world, place) ? Value.Unknown : held))
        : world;

    /// <summary>Variables end, but for those that a function which lives on shares.</summary>
    /// <param name="run">The run.</param>
    /// <param name="world">The world in which they end.</param>
    /// <param name="gone">Which places end.</param>
    /// <param name="result">What is handed out at the same time.</param>
    public static World Leave(Run run, World world, Func<Place, bool> gone, Value? result = null)
    {
        if (!KnowsFunction(world) && result?.Function is null)
            return world.Drop(gone);
        var kept = SharedByLiving(run, world, gone, result);
        run.Kept.UnionWith(kept);
        return kept.Count == 0 ? world.Drop(gone) : world.Drop(place => gone(place) && !kept.Contains(place.Root));
    }

    /// <summary>The variables among those which end that are shared by functions in places which do not, or in objects to which one of these leads.</summary>
    static HashSet<Place> SharedByLiving(Run run, World world, Func<Place, bool> gone, Value? result)
    {
        var kept = new HashSet<Place>();
        for (var before = -1; before < kept.Count;)
        {
            before = kept.Count;
            var left = world.With(world.Store.With(run.Places.Elsewhere, result?.From(null) ?? Value.Unknown)).Drop(place => gone(place) && !kept.Contains(place.Root)).Swept();
            foreach (var function in Functions(left, place => !gone(place.Root)).ToArray())
                kept.UnionWith(ReachedBy(run, world, function).Where(gone));
        }

        return kept;
    }

    /// <summary>A block ends. A function that lives on has variables of its own from then on, since the next turn of the block has others: too much to follow.</summary>
    public static World EndScope(Run run, World world, Func<Place, bool> gone) => Cut(run, world, gone, place => !gone(place.Root)).Drop(gone);

    /// <summary>A body begins anew while its variables of an earlier time still live on in functions: those are not followed further.</summary>
    public static World Reenter(Run run, World world, Func<Place, bool> own)
    {
        if (run.Kept.Count == 0)
            return world;
        if (Holds(world, place => own(place.Root)))
            world = world.Forget();
        return Cut(run, world, own, _ => true).Drop(place => own(place.Root));
    }

    /// <summary>The functions in places that share a variable which is <paramref name="gone"/> are forgotten, and the object if such a variable names it, or if they do more than look at it.</summary>
    static World Cut(Run run, World world, Func<Place, bool> gone, Func<Place, bool> isLiving)
    {
        if (!KnowsFunction(world))
            return world;
        var cut = new HashSet<Function>(Functions(world, isLiving).Where(function => ReachedBy(run, world, function).Any(place => gone(place.Root))));
        if (cut.Count == 0)
            return world;
        if (Holds(world, place => cut.Any(function => ReachedBy(run, world, function).Contains(place) && (gone(place.Root) || !IsOnlyLookedAt(run, world, function, place)))))
            world = world.Forget();
        return world.With(world.Store.Select((_, held) => held.Function is { } function && cut.Contains(function) ? Value.NotNull : held));
    }

    /// <summary>The kept variables that no function shares any more end.</summary>
    public static World Sweep(Run run, World world)
    {
        if (run.Kept.Count == 0)
            return world;
        var reached = new HashSet<Place>(Functions(world.Swept(), _ => true).SelectMany(function => ReachedBy(run, world, function)));
        return world.Drop(place => run.Kept.Contains(place.Root) && !reached.Contains(place.Root) && !IsOfRunning(run, place.Root));
    }

    static bool IsOfRunning(Run run, Place place) => place.Symbol?.ContainingSymbol is { } owner && run.IsRunning(owner);

    /// <summary>Whether any function shares one of the variables.</summary>
    public static bool AnyShares(Run run, World world, Func<Place, bool> variables)
        => Functions(world, _ => true).Any(function => ReachedBy(run, world, function).Any(variables));

    static bool KnowsFunction(World world)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.ValueAt(i).Kind == ValueKind.Function)
                return true;
        return false;
    }

    /// <summary>The function that a value is, or those in the object that it refers to and in the objects to which that leads.</summary>
    public static IReadOnlyList<Function> In(World world, Value value)
    {
        if (value.Function is { } function)
            return [function];
        if (value is not { Kind: ValueKind.Instance, Target: { } heap } || !KnowsFunction(world))
            return [];
        var inside = new HashSet<Place> { heap };
        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 0; i < world.Store.Count; i++)
                if (inside.Contains(world.Store.PlaceAt(i).Root) && world.Store.ValueAt(i) is { Kind: ValueKind.Instance, Target: { } next })
                    grown |= inside.Add(next);
        }

        return [.. Functions(world, place => inside.Contains(place.Root))];
    }

    static IEnumerable<Function> Functions(World world, Func<Place, bool> held)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.ValueAt(i).Function is { } function && held(world.Store.PlaceAt(i)))
                yield return function;
    }
}
