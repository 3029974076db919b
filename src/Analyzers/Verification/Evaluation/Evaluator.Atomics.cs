using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Atomic operations: reads, writes and exchanges of the place that they are given.</summary>
sealed partial class Evaluator
{
    /// <summary>The atomic operations of Interlocked, Volatile and of a handle itself: reads and writes of the place they are given.</summary>
    IReadOnlyList<Outcome>? Exchanged(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, World world, Value[] values)
    {
        if (!method.IsStatic || !(method.ContainingType.Name is "Interlocked" or "Volatile" || run.Types.Has(method.ContainingType)))
            return null;
        if (arguments.Count == 0 || arguments[0].Parameter?.RefKind is not (RefKind.Ref or RefKind.In or RefKind.RefReadOnlyParameter) || PlaceOf(arguments[0].Value, world) is not { } place)
            return null;
        var old = world.Read(place).From(null);
        return (method.Name, arguments.Count) switch
        {
            ("Exchange", 2) => Outcome.One(Put(world, place, values[1]), old),
            ("Write" or "VolatileWrite", 2) => Outcome.One(Put(world, place, values[1]), Value.Unknown),
            // A count of users that is not zero says that somebody else still has what hangs on it.
            ("Decrement", 1) => Counted(world, place),
            // The first to count is told apart from all others.
            ("Increment", 1) when old.Plus(1, Budget.Count) is var next => Outcome.One(world.Write(place, next), next.From(place)),
            ("Read" or "VolatileRead", 1) => Outcome.One(world, old),
            ("CompareExchange", 3) => Compare(world, world.Read(place), values[2], equal: true).Then((after, same) => same.AsBool switch
            {
                true when place.Kind is PlaceKind.Member or PlaceKind.Static && values[2].IsNull && values[1].Kind == ValueKind.Tracked => [new(Put(after, place, values[1]), Value.Null), Beaten(after, place)],
                true => Outcome.One(Put(after, place, values[1]), after.Read(place).From(null)),
                false => Outcome.One(after, after.Read(place).From(null)),
                _ => Guessed(after, place, values, PlaceOf(arguments[2].Value, after), old),
            }),
            _ => null,
        };
    }

    /// <summary>Whoever puts an object there in one step expects another thread to do the same: then that one's lies there, whatever was seen before.</summary>
    static Outcome Beaten(World world, Place place) => new(world.Write(place, Value.NotNull), Value.NotNull);

    /// <summary>What comes back is the very value that it was compared with, or surely another one: then the variable is no copy of the place any more.</summary>
    IReadOnlyList<Outcome> Guessed(World world, Place place, Value[] values, Place? compared, Value old)
    {
        if (!IsVariable(compared))
            return [new(Put(world, place, values[1]), values[2].From(null)), new(world, old)];
        var known = world.Store[compared!].From(null);
        var apart = world.Write(compared!, known);
        return [new(Put(apart, place, values[1]), known.From(compared)), new(apart, old.OtherThan(compared!))];
    }

    /// <summary>What nobody else changes between two reads: a variable, or a member of an object that was made in sight.</summary>
    static bool IsVariable(Place? place) => place is { Kind: PlaceKind.Local or PlaceKind.Parameter, Holder: null } or { Kind: PlaceKind.Member, Holder: { Kind: PlaceKind.Heap, IsExternal: false } };

    IReadOnlyList<Outcome> Counted(World world, Place place)
    {
        // In a life nobody knows who else counts; an object that was made here is counted by the code in sight.
        if (run.ContextType is null && world.Read(place).Plus(-1) is { Kind: ValueKind.Constant } left)
            return Outcome.One(world.Write(place, left), left);
        var counted = world.Write(place, Value.Unknown);
        return world.Holders.Any(holder => ReferenceEquals(holder.Root, place.Root))
            ? [new(counted.Write(place, Value.Of(0L)), Value.Of(0L)), new(counted.Forget(), Value.Unknown.Given(0L, equal: false))]
            : Outcome.One(counted, Value.Unknown);
    }

    World Put(World world, Place place, Value value) => KeepsFollowed(place) || !(world.IsReachedBy(value) || value.Function is not null) ? world.Write(place, value) : Escaped(world, value).Write(place, Value.NotNull);
}
