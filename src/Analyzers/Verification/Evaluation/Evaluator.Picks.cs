using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Elements that are taken out of a container or looked at: each one that may be meant, and another one.</summary>
sealed partial class Evaluator
{
    /// <summary>An element: the one that is known to be there, or any that may be.</summary>
    /// <param name="operation">What asks for it.</param>
    /// <param name="container">Where it lies.</param>
    /// <param name="index">What is known of its place: an index, a key, an end; null when nothing is.</param>
    /// <param name="removes">Whether it is taken out.</param>
    /// <param name="walk">The walk that remembers where it has been; null when the index does, or nothing.</param>
    IReadOnlyList<Outcome> Pick(IOperation operation, Container container, object? index, bool removes, Place? walk)
    {
        var world = container.World;
        if (index is not null && container.Has(index))
            return [Given(operation, container, container.Slot(index), removes)];
        if (index is not null && container.SameAs(index) is { } same)
            return [Given(operation, container, same, removes)];
        if (NumberOf(index, world) is { } number && container.Has(number))
            return [Given(operation, index is ILocalSymbol at ? container.Visited(container.Heap, at, container.Slot(number)) : container, container.Slot(number), removes)];
        // Up to which index an array is filled, nobody counts here.
        if (index is not (null or ElementMark))
            container = container.WithoutNothing();
        // What a cursor comes to, or a loop that begins somewhere in the middle, or lies where a mark says that the place is taken, is for certain none that was freed before.
        if ((world.State == ObjectState.Freed && IndexScan.IndexOf(operation) is { } by && IndexScan.VariableOf(by) is { } guarded && Guards.Has(guarded, operation.Syntax)) || index is IFieldSymbol or CompositeKey { NamesField: true } || (index is ILocalSymbol begun && body.Index.Loops.BeginsSomewhere(begun)))
            container = WithoutStale(container, isAnywhere: false);

        // Where it has been the walk remembers, or the container for the variable that walks over it.
        var indexed = walk is null ? WalkerOf(index) : null;
        var walker = walk ?? (indexed is null ? null : container.Heap);
        var leftOut = indexed is null ? null : body.Index.Loops.LeftOutBy(indexed);
        var partner = indexed is null ? null : body.Index.Loops.PartnerOf(indexed);
        var concerned = container.Concerned.Where(slot => !Excludes(index, slot.Identity) && !IsPassedBy(slot)).ToArray();
        var outcomes = new List<Outcome>();
        var movedTo = index is null || concerned.Length == 0 ? null : MovedTo(operation, world);
        foreach (var slot in concerned)
            if (movedTo is not null && Equals(slot.Identity, movedTo) && !Equals(index, movedTo))
                outcomes.AddRange(removes ? Outcome.None : Outcome.One(container.Met(movedTo, index!).World, Aliased(world, slot)));
            else if (!removes || container.IsNext(slot) != false)
                outcomes.Add(Found(operation, walker is null || removes ? container : container.Visited(walker, indexed, slot), slot, index, removes));
        var isCertain = removes && concerned.Any(slot => container.IsNext(slot) == true);
        if (!isCertain && container.MayHaveMore(container.Concerned.Count))
            outcomes.Add(Another(container, index, removes, isThere: IsBelowCounter(index) || (removes ? HoldsNoNull(operation) : walker is not null && concerned.Length > 0 && IsBeforeGaps(world))));
        return outcomes;

        bool IsPassedBy(Place slot)
        {
            // What is taken out, or was freed, by one name is for certain not what has another.
            if (index is ISymbol && slot.Identity is ISymbol && (removes || world.State == ObjectState.Freed))
                return true;
            if ((leftOut is not null && Equals(slot.Identity, leftOut)) || (index is not null && container.IsApart(slot, index)))
                return true;
            return walker is not null && (container.IsVisited(walker, indexed, slot) || (partner is not null && (container.IsVisited(walker, partner, slot) || Equals(slot.Identity, partner))));
        }
    }

    /// <summary>The number that a variable is known to have.</summary>
    long? NumberOf(object? index, World world) => index is ILocalSymbol or IParameterSymbol ? world.Read(run.Places.Variable((ISymbol)index)).Constant as long? : null;

    /// <summary>The index at which an element is put again of the same container: <c>a[0] = a[--count]</c>. Where both are one, nothing moves, and what the counter no longer counts nobody meets.</summary>
    object? MovedTo(IOperation element, World world)
        => element.Parent is ISimpleAssignmentOperation { Target: var to, Value: var moved } move && ReferenceEquals(moved, element) && IndexScan.MovesWithin(move) ? IndexOf(IndexScan.IndexOf(to), world) : null;

    /// <summary>A walk that has not yet come by the object comes by places that are filled: what is put in is put behind the last. But an acquire that may fail leaves gaps.</summary>
    bool IsBeforeGaps(World world) => world.State == ObjectState.Allocated && !Rule.MayGiveNull;

    /// <summary>What lies below the counter of an array, which has just been lowered, was put there.</summary>
    bool IsBelowCounter(object? index) => index is IFieldSymbol counter && body.Index.Loops.IsSteppedDown(counter) && run.Bodies.Traits.CountedBy(counter).Count > 0;

    /// <summary>Whether what lies in a container is never null, as its type says.</summary>
    static bool HoldsNoNull(IOperation operation)
    {
        var member = operation switch { IInvocationOperation call => (ISymbol)call.TargetMethod, IPropertyReferenceOperation property => property.Property, _ => null };
        return (member is IMethodSymbol { IsExtensionMethod: true } extension ? extension.TypeArguments : member?.ContainingType.TypeArguments) is { IsEmpty: false } types && types.All(static type => type.NullableAnnotation != NullableAnnotation.Annotated);
    }

    static bool Excludes(object? index, object? slot) => (index is CompositeKey { IsAboveZero: true } && slot is 0L)
        || (index is long or string && slot is long or string && !Equals(index, slot) && index.GetType() == slot.GetType());

    Outcome Found(IOperation operation, Container container, Place slot, object? index, bool removes)
    {
        if (removes)
            return Given(operation, container, slot, removes: true);
        if (index is null)
            return new(container.World, Aliased(container.World, slot));
        // An index that is written out says more of a place than a variable that has its value now.
        if (slot.Identity is long or string && index is not (long or string or ElementMark))
            return new(container.Met(slot.Identity, index).World, Aliased(container.World, slot));
        // Its place is known now, so it lies there.
        var moved = container.World.Write(container.Slot(index), container.World.Store[slot].From(slot)).Write(slot, Value.Unknown);
        if (ReferenceEquals(index, ElementMark.Last) && slot.Identity is ISymbol named)
            moved = container.With(moved).Met(named, ElementMark.Last).World;
        return new(moved, Aliased(moved, container.Slot(index)));
    }

    /// <summary>The variable that walks over what an index names, one element at each of its steps: <c>a[i]</c>, <c>a[i - 1]</c>, <c>a[a.Count - 1 - i]</c>, <c>a[^i]</c>; null where none does.</summary>
    ILocalSymbol? WalkerOf(object? index) => index as ILocalSymbol ?? (index is CompositeKey { IsSum: true } sum && sum.Locals.Where(body.Index.Loops.IsStepped).Distinct<ILocalSymbol>(SymbolEqualityComparer.Default).ToArray() is [var only] ? only : null);

    Outcome Given(IOperation operation, Container container, Place slot, bool removes)
    {
        var world = container.World;
        if (!removes)
            return new(world, Aliased(world, slot));
        var temporary = run.Places.Temporary(operation, body.Graph);
        var taken = world.Write(temporary, world.Store[slot].From(slot));
        return new(container.With(taken).Without(slot).World, taken.Store[temporary].From(temporary));
    }

    static Outcome Another(Container container, object? index, bool removes, bool isThere)
    {
        if (removes)
            return new(container.WithoutAnother().World, isThere ? Value.NotNull : Value.Unknown);
        var other = isThere ? Value.Other.Except(null) : Value.Other;
        return index is null ? new(container.World, isThere ? other : Value.Unknown) : new(container.World.Write(container.Slot(index), other), other.From(container.Slot(index)));
    }

    static Value Aliased(World world, Place slot) => world.Store[slot].From(slot);

    /// <summary>A result of true with an element, or of false: then there was none.</summary>
    IReadOnlyList<Outcome> Try(IOperation operation, Container container, IReadOnlyList<IArgumentOperation> given, bool removes)
    {
        var member = ((IInvocationOperation)operation).TargetMethod;
        var index = EndOf(member) ?? IndexOf(given, container.World);
        var outcomes = new List<Outcome>();
        foreach (var outcome in Pick(operation, container, index, removes, walk: null))
            outcomes.Add(new(Out(given, outcome.World, outcome.Value), Value.True));
        var isKeyed = member.Parameters is [{ Name: "key" }, ..];
        if (isKeyed ? index is null || container.World.Store[container.Slot(index)].Kind == ValueKind.Unknown : container.Concerned.Count == 0 && SizeOf(container).Equal(0L) != false)
            outcomes.Add(new(Out(given, container.World, Value.Null), Value.False));
        return outcomes;
    }

    World Out(IReadOnlyList<IArgumentOperation> given, World world, Value value)
        => given.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Out) is { } argument
            ? PlaceOf(argument.Value, world) is { } place ? world.Write(place, value) : IsDiscard(argument.Value) && !Rule.Text.AllowsDiscard ? world : world.Escape(value)
            : world;

    /// <summary>What is taken out unseen is no loss unless it is known which one it was, or whoever calls may name any.</summary>
    IReadOnlyList<Outcome> Remove(IOperation operation, Container container, ISymbol member, IReadOnlyList<IArgumentOperation> given, Value[] values)
    {
        var index = EndOf(member) ?? IndexOf(given, container.World);
        var slot = index is null ? null : container.Slot(index);
        if (values is [{ Kind: ValueKind.Instance, Target: { } walk }] && SourceOf(container.World, walk) is not null)
        {
            values = [Aliased(container.World, run.Places.Element(walk, ElementMark.Current))];
            // A struct around the object is known by what it leads to.
            slot = container.World.IsReachedBy(values[0]) && values[0].Kind is not (ValueKind.Tracked or ValueKind.Instance) ? container.Concerned.FirstOrDefault(one => container.World.IsReachedBy(container.World.Store[one].From(one))) : slot;
        }

        if (slot is not null && !container.Has(slot.Identity!) && container.SameAs(slot.Identity!) is { } same)
            return Outcome.One(container.With(container.World.Write(same, Value.Unknown)).WithoutSame(slot.Identity!).WithoutAnother().World, Value.Unknown);
        if (slot is null || container.World.Store[slot].Kind == ValueKind.Unknown)
            slot = values.Length == 0 ? container.Concerned.FirstOrDefault(one => !container.MayHaveMore(1))
                : container.Known.FirstOrDefault(known => values.Any(value => value.Kind is ValueKind.Tracked or ValueKind.Instance && value.From(null).GivenBy(null).Equals(container.World.Store[known].From(null).GivenBy(null))));
        if (slot is null && SlotOfOwner(given, container) is { } own)
        {
            var taken = Given(operation, container, own, removes: true);
            return Outcome.One(Out(given, taken.World, taken.Value), Value.True);
        }

        if (slot is null && member is IMethodSymbol { Parameters: [{ Name: "key" }] } && index is IParameterSymbol key && IsChosenByCallers(key)
            && operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var keyed } } && !IsAskedFor(key, keyed, isSeen: true))
            return [.. Pick(operation, container, index, removes: true, walk: null).Select(static taken => taken with { Value = Value.True }), new(container.World, Value.False)];
        if (slot is null && member.Name == "RemoveAt" && index is long or ElementMark)
            return Pick(operation, container, index, removes: true, walk: null);
        if (given.Any(argument => argument.Parameter?.RefKind == RefKind.Out))
            return Try(operation, container, given, removes: true);
        return slot is null ? Outcome.One(WithoutStale(container.WithoutNothing(), isAnywhere: false).WithoutAnother().World, Value.Unknown)
            : Outcome.One((ReferenceEquals(slot.Identity, ElementMark.Last) ? container.WithoutLast() : container.Without(slot)).World, member is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } ? Value.True : Value.Unknown);
    }

    /// <summary>An object knows the key under which it lies: <c>table.Remove(oldest.Key)</c> takes out the oldest itself.</summary>
    Place? SlotOfOwner(IReadOnlyList<IArgumentOperation> given, Container container)
        => given.Count > 0 && given[0] is { Parameter.Name: "key", Value: var key } && key.Unconverted() is IMemberReferenceOperation { Instance: { } owner } && PlaceOf(owner, container.World) is { } place
            && container.World.IsReachedBy(container.World.Read(place)) ? container.Concerned.FirstOrDefault(slot => container.World.IsReachedBy(container.World.Store[slot].From(slot))) : null;

    static Value SizeOf(Container container)
    {
        var known = container.Concerned.Count;
        return container.Size.IsWithin(known, null) == true ? container.Size : container.Size.Within(known, null);
    }
}
