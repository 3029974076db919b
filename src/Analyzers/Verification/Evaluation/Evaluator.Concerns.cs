using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Which calls can matter to the object: only those are looked into.</summary>
sealed partial class Evaluator
{
    /// <summary>Whether executing the callee can matter to the object. Everything else stays outside, for speed.</summary>
    bool Concerns(IOperation call, IMethodSymbol target, World world, Value receiver, Place? receiverPlace, Value[] values)
    {
        if (run.LeadsToAcquire(call) || run.IsOnWay(MethodBodies.Implementation(target)))
            return true;
        if (target.DeclaringSyntaxReferences.IsEmpty)
            return false;
        if (IsChosen(call, target, world))
            return true;
        if (MayTurn(target, world, values))
            return true;
        // What a delegate runs is known only where it is made. Whether a release has nothing to free may hang on what a test of the source says.
        if (target.ReturnType.TypeKind == TypeKind.Delegate || (run.Acquire is null && (target.ReturnType.SpecialType == SpecialType.System_Boolean || run.Types.Has(target.ReturnType))))
            return true;
        // A local function shares the variables around it by reference.
        if (target.MethodKind == MethodKind.LocalFunction && (world.IsHeld || world.KnowsFailedAcquire || run.Bodies.OfCallee(target, run.Cancellation)?.Captures.Written.Count > 0))
            return true;
        if (world.IsConcernedBy(receiver))
            return true;
        foreach (var value in values)
            if (Matters(world, value) || (world.IsConcernedBy(value) && (!value.IsFailedAcquire || IsUntestedNull(world, value))))
                return true;
        return IsHeldBy(world, target, PlaceKind.Static, root: null) || (receiverPlace is not null && IsHeldBy(world, target, receiverPlace.Root.Kind, receiverPlace.Root)) || ComesToContext(world, target, receiverPlace) || Decides(target, receiverPlace, values) || EndsParent(target, world, receiverPlace, values);
    }

    /// <summary>Whether the callee, which runs on another object, may come to the context by a name of its own for it and find there what it may name: a queue that knows its driver.</summary>
    bool ComesToContext(World world, IMethodSymbol target, Place? receiverPlace)
        => run.ContextType is not null && receiverPlace?.Root.Kind != PlaceKind.Context && world.Store.Has(PlaceKind.Context) && !IsOfContext(target.ContainingType)
            && (target.Parameters.Any(parameter => IsOfContext(parameter.Type)) || (!target.IsStatic && run.KnowsContext(target.ContainingType, IsOfContext))) && IsHeldBy(world, target, PlaceKind.Context, root: null);

    /// <summary>Whether the callee may end what the object was taken from, by a name of it or because it is given that: <c>void Close() => pool.Dispose();</c></summary>
    bool EndsParent(IMethodSymbol target, World world, Place? receiverPlace, Value[] values)
        => world.State == ObjectState.Allocated && run.Bodies.Traits.MayEndParent(target, Rule)
            && (Array.Exists(values, static value => value.IsParent) || world.Store.Any((place, held) => held.IsParent && (place.Root.Kind == PlaceKind.Static || ReferenceEquals(place.Root, receiverPlace?.Root)) && MayName(target, place)));

    /// <summary>Whether a small method answers, refuses or writes something that is known here, or that decides what becomes of the object.</summary>
    bool MayTurn(IMethodSymbol target, World world, Value[] values)
    {
        if (run.Bodies.Deciders.Of(target, run.Cancellation) is not { } decider)
            return false;
        if (decider.IsAsked && world.State != ObjectState.Unallocated && Array.Exists(values, static value => value.Kind is ValueKind.Constant or ValueKind.Limited))
            return true;
        foreach (var member in decider.Fields)
            if (focus.Has(member) || world.Store.Any((place, held) => held.Kind is ValueKind.Constant or ValueKind.Limited && SymbolEqualityComparer.Default.Equals(place.Symbol, member)))
                return true;
        return false;
    }

    /// <summary>Whether the callee may change a field that decides what becomes of the object: <c>void Mark() => isKept = true;</c></summary>
    bool Decides(IMethodSymbol target, Place? receiverPlace, Value[] values)
    {
        var isGivenObject = receiverPlace is not null || Array.Exists(values, static value => value.Kind == ValueKind.Instance);
        foreach (var field in focus.Fields)
            if ((field.IsStatic || isGivenObject) && IsOneValue(field) && run.Bodies.Traits.MayChange(target, field))
                return true;
        return false;
    }

    /// <summary>Whether a member of the receiver, or a static, leads to the object or the null that its acquire gave, and the callee may come to name it.</summary>
    bool IsHeldBy(World world, IMethodSymbol target, PlaceKind kind, Place? root)
    {
        if (!world.Store.Has(kind))
            return false;
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.PlaceAt(i) is { Root: var held } place && held.Kind == kind && (root is null || ReferenceEquals(root, held)) && LeadsOn(world.Store.ValueAt(i)) && MayName(target, place))
                return true;
        return false;

        // A ref field leads to what lies in the variable that it refers to.
        bool LeadsOn(Value value) => world.IsConcernedBy(value) || Matters(world, value) || (value is { Kind: ValueKind.Reference, Target: { } referred } && !ReferenceEquals(referred.Root, root) && LeadsOn(world.Read(referred)));
    }

    bool MayName(IMethodSymbol method, Place place) => FirstName(place) is not { } name || run.Bodies.Traits.MayName(method, name);

    /// <summary>The static, or the member of the receiver, through which a place is reached; null for an element of a container.</summary>
    static string? FirstName(Place place)
    {
        while (place.Holder is { Holder: not null } || (place.Holder is not null && place.Root.Kind == PlaceKind.Static))
            place = place.Holder!;
        return place.Symbol?.Name;
    }
}
