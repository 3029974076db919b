using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Handles that say of themselves whether they are still good: a release empties one of them, and no copy of it.</summary>
sealed partial class Evaluator
{
    /// <summary>The outcomes of "the object is there, and not yet released". A release empties the variable that it is called on, and no copy of that.</summary>
    IReadOnlyList<Outcome> IsLive(IOperation? asked, World world, Value value)
        => value.Kind == ValueKind.Tracked ? Outcome.One(world, Value.Of(world.State == ObjectState.Allocated || IsCopyOfEmptied(asked, world))) : EqualTo(world, value, null, equal: false);

    bool IsCopyOfEmptied(IOperation? asked, World world) => world.Store[Note(LedgerEntry.Emptied)] is { Kind: ValueKind.Reference, Target: { } emptied } && PlaceOf(asked, world) is var place && IsNamed(place) && !ReferenceEquals(place, emptied);

    /// <summary>The world that remembers which variable a release has emptied; one that is read only gives the release a copy.</summary>
    World Emptied(CallSite site, int slot, World world)
    {
        if (slot != Slot.This || !Rule.Text.Rows.Any(static row => row.Kind == RowKind.Live) || site.OperandIn(slot).Unconverted() is not { } operand || PlaceOf(operand, world) is not { } place)
            return world;
        var emptied = operand is IFieldReferenceOperation { Field.IsReadOnly: true } or IParameterReferenceOperation { Parameter.RefKind: RefKind.In } ? run.Places.Elsewhere : place;
        return IsNamed(place) ? world.With(world.Store.With(Note(LedgerEntry.Emptied), Value.Reference(emptied))) : world;
    }

    static bool IsNamed(Place? place) => place is { Kind: PlaceKind.Local or PlaceKind.Parameter or PlaceKind.Static or PlaceKind.Member };
}
