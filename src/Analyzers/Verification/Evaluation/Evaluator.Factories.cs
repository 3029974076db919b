using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What a library makes by a function that it is given: where a table has nothing under a key, when a lazy value is first asked for, for each element of
/// another container. The function runs in the world of the call.
/// </summary>
sealed partial class Evaluator
{
    /// <summary>A call that makes something by a function; null for any other, and where it is not known which function that is.</summary>
    IReadOnlyList<Outcome>? ByFactory(CallSite site, IInvocationOperation call, World world) => Factories.UseOf(call) switch
    {
        FactoryUse.GetsOrAdds or FactoryUse.AddsOrUpdates when IsContainer(call.Instance, site.Receiver) && Factories.Adds(call) is { } adds => GottenOrAdded(site, call, adds, world),
        FactoryUse.Ensures when Factories.Adds(call) is { } adds && FunctionIn(site, adds) is { } function => Ensured(call, function, world),
        FactoryUse.Projects when Factories.ProjectsBy(call) is { } projects && FunctionIn(site, projects) is { } function && run.LeadsHere(call) => Projected(call, function, world),
        _ => null,
    };

    static Function? FunctionIn(CallSite site, IArgumentOperation argument) => site.ValueIn(argument.Parameter!.Ordinal).Function;

    /// <summary>What lies under the key, as it is or made into something else; or what is put there because there is none.</summary>
    IReadOnlyList<Outcome>? GottenOrAdded(CallSite site, IInvocationOperation call, IArgumentOperation adds, World world)
    {
        var (update, key, further) = (Factories.Updates(call), site.ValueIn(0), Further(site));
        if (adds.Parameter!.Type.TypeKind == TypeKind.Delegate && FunctionIn(site, adds) is null || update is not null && FunctionIn(site, update) is null)
            return null;
        var container = ContainerAt(world, site.Receiver.Target!);
        var index = IndexOf(call.Arguments, world);
        var isThere = index is not null && container.Has(index);
        var found = Pick(call, container, index, removes: false, walk: null);
        if (update is not null)
            found = found.Then((after, old) => Produced(call, FunctionIn(site, update)!, after, [key, old, .. further])).Then(Put);
        return isThere ? found : [.. found, .. (FunctionIn(site, adds) is { } makes ? Produced(call, makes, world, [key, .. further]) : Outcome.One(world, site.ValueIn(adds.Parameter.Ordinal))).Then(Put)];

        IReadOnlyList<Outcome> Put(World after, Value value)
        {
            var table = ContainerAt(after, container.Heap);
            if (index is null)
                return Outcome.One(table.Add(value, Order.None).World, value);
            var put = table.Sized(isThere ? table.Size : table.Size.Plus(1)).Laid(index, value);
            return Outcome.One(put, Aliased(put, table.Slot(index)));
        }
    }

    /// <summary>What a function is given besides keys and elements.</summary>
    static Value[] Further(CallSite site) => [.. site.Arguments.Where(static argument => argument.Parameter?.Name == "factoryArgument").Select(argument => site.ValueIn(argument.Parameter!.Ordinal))];

    /// <summary>A place that is null gets what the function makes.</summary>
    IReadOnlyList<Outcome>? Ensured(IInvocationOperation call, Function function, World world)
    {
        if (ArgumentOf(0, call.Arguments) is not { } target || PlaceOf(target.Value, world) is not { } place)
            return null;
        var there = world.Assume(place, null, equal: false) is { } known ? Outcome.One(known, known.Read(place)) : [];
        var missing = world.Assume(place, null, equal: true) is { } without ? Produced(call, function, without, []) : [];
        return [.. there, .. missing.Then((after, value) => after.Write(place, value) is var written ? Outcome.One(written, written.Read(place)) : [])];
    }

    /// <summary>A container of its own with what the function made for an element, and with others; or only with others.</summary>
    IReadOnlyList<Outcome> Projected(IInvocationOperation call, Function function, World world)
    {
        var heap = run.MadeBy(call);
        var made = Produced(call, function, world, [Value.Unknown, Value.Unknown]).Then((after, value) => Outcome.One(Taken(ContainerAt(Waiting(call, new(after, value)).Renewed(heap), heap), call, value).Sized(Value.Unknown.Within(1, null)).World, Value.Instance(heap)));
        return [.. made, new(world.Renewed(heap), Value.Instance(heap))];
    }

    /// <summary>What a function made is an element, or the elements of it are.</summary>
    Container Taken(Container container, IInvocationOperation call, Value value) => call.TargetMethod.Name == "SelectMany" && value.Kind == ValueKind.Instance ? ContainerAt(AddedAll(container, [value]), container.Heap) : container.Add(value, Order.None);

    /// <summary>An object that makes its value when it is first asked for it.</summary>
    World MadeLater(World world, Place heap, Value[] values)
    {
        foreach (var value in values)
            world = value.Function is null ? world.Escape(value) : world.Write(run.Places.Element(heap, ElementMark.Factory), value);
        return world;
    }

    /// <summary>What such an object has made, or makes now; null for any other property.</summary>
    IReadOnlyList<Outcome>? MadeOnce(IPropertyReferenceOperation property, World world, Value receiver)
    {
        if (Factories.UseOf(property) != FactoryUse.MakesOnce || receiver is not { Kind: ValueKind.Instance, Target: { } heap })
            return null;
        var container = ContainerAt(world, heap);
        if (container.Known is [var slot, ..])
            return Outcome.One(world, Aliased(world, slot));
        if (world.Store[run.Places.Element(heap, ElementMark.Factory)].Function is not { } function || container.Size.Equal(0L) == false)
            return Outcome.One(world, Value.Unknown);
        var made = Produced(property, function, world, []).Then((after, value) =>
        {
            var full = ContainerAt(after, heap).Sized(Value.Of(1L));
            return Outcome.One(full.World.Write(full.Slot(ElementMark.Somewhere), value), value);
        });
        return container.Size.Equal(0L) == true ? made : [.. made, new(container.Sized(Value.Of(1L)).World, Value.Unknown)];
    }

    /// <summary>What a function makes that a library runs.</summary>
    IReadOnlyList<Outcome> Produced(IOperation call, Function function, World world, Value[] values)
        => InvokeFunction(call, function, world, call is IInvocationOperation { Arguments: var given } ? [.. given.OrderBy(static argument => argument.Parameter?.Ordinal)] : [], values);
}
