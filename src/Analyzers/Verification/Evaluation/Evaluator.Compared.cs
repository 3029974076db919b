using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>What conditions say of containers: that one is empty by its counter, that two indices are the same, or that one is the last.</summary>
sealed partial class Evaluator
{
    /// <summary>Whether what a condition has found out cannot be: that an array is empty, by its counter, in which the object lies.</summary>
    public bool IsCountedOut(IOperation condition, World world, bool isSo)
    {
        if (world.State != ObjectState.Allocated || !world.Store.Has(PlaceKind.Element))
            return false;
        foreach (var part in condition.DescendantsAndSelf())
            if (part is IMemberReferenceOperation { Instance: not null, Type.SpecialType: SpecialType.System_Int32 } && PlaceOf(part, world) is { Kind: PlaceKind.Member, Symbol: { DeclaringSyntaxReferences.IsEmpty: false } counter, Holder: { } holder } place && world.Read(place).IsWithin(null, 0) == true && MayNotBeEmpty(holder, counter, world))
                return true;
        return EmptyBy(condition, isSo) is var (container, asked) && HolderPlace(container, world) is { } own && MayNotBeEmpty(own, asked, world);
    }

    /// <summary>Whether the object lies in an array whose elements a member counts.</summary>
    bool MayNotBeEmpty(Place holder, ISymbol counter, World world)
    {
        foreach (var array in run.Bodies.Traits.CountedBy(counter))
            if (run.Places.Member(holder, array) is { } lies && world.Read(lies) is { Kind: ValueKind.Instance, Target: { } heap } && ContainerAt(world, heap).Concerned.Count > 0)
                return true;
        return false;
    }

    /// <summary>What a condition says is empty by a member of its own that asks nothing but its counter: <c>bool IsEmpty => count == 0;</c></summary>
    (IOperation Container, ISymbol Counter)? EmptyBy(IOperation condition, bool isSo) => condition.Unconverted() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null, Operand: var inner } => EmptyBy(inner, !isSo),
        IPropertyReferenceOperation { Instance: { } owner, Property: { GetMethod: { } getter, DeclaringSyntaxReferences.IsEmpty: false } } => CounterAsked(getter, isSo) is { } counter ? (owner, counter) : null,
        IInvocationOperation { Instance: { } owner, Arguments.IsEmpty: true, TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } => CounterAsked(method, isSo) is { } counter ? (owner, counter) : null,
        _ => null,
    };

    /// <summary>The counter that is zero where a method gives an answer.</summary>
    ISymbol? CounterAsked(IMethodSymbol method, bool isSo) => !Dispatch.IsChosen(method) && run.Bodies.OfCallee(method, run.Cancellation)?.Graph.ReturnedValues().ToArray() is [var value]
        && value.Unconverted() is IBinaryOperation { OperatorMethod: null, RightOperand.ConstantValue: { HasValue: true, Value: var bound }, LeftOperand: IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var counter } } comparison
        && NeverNegative.AsksForZero(comparison.OperatorKind, bound) == isSo ? counter.OriginalDefinition : null;

    /// <summary>What a comparison says of what lies at an index: that another index is the same, or, where <c>index &lt; count - 1</c> is not so, that it is the last element.</summary>
    public World Compared(IOperation condition, World world, bool isSo)
    {
        if (world.State == ObjectState.Unallocated || !world.Store.Has(PlaceKind.Element) || condition.Unconverted() is not IBinaryOperation { OperatorMethod: null } comparison)
            return world;
        if (AreSame(comparison.OperatorKind, isSo) is { } isSame && IndexOf(comparison.LeftOperand, world) is { } one && IndexOf(comparison.RightOperand, world) is { } other)
            world = Met(Met(world, one, other, isSame), other, one, isSame);
        if (body.Index.CounterComparisons.Beyond(comparison, isSo) is not var (index, counter))
            return world;
        foreach (var array in run.Bodies.Traits.CountedBy(counter.Member))
            if (PlaceOf(counter, world) is { Holder: { } holder } && run.Places.Member(holder, array) is { } lies && world.Read(lies) is { Kind: ValueKind.Instance, Target: { } heap } && ContainerAt(world, heap) is var container
                && container.Concerned.Any(slot => Equals(slot.Identity, index)))
                world = container.Met(index, ElementMark.Last).World;
        return world;
    }

    /// <summary>Whether the sides of a comparison are the same number, or two; null where it does not say.</summary>
    static bool? AreSame(BinaryOperatorKind comparison, bool isSo) => (comparison, isSo) switch
    {
        (BinaryOperatorKind.Equals, _) => isSo,
        (BinaryOperatorKind.NotEquals, _) => !isSo,
        (BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan, true) or (BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual, false) => false,
        _ => null,
    };

    World Met(World world, object index, object other, bool isSame)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.PlaceAt(i) is { Kind: PlaceKind.Element, Holder: { } heap } slot && Equals(slot.Identity, index) && world.IsConcernedBy(world.Store.ValueAt(i)))
                return ContainerAt(world, heap).Met(index, other, isSame).World;
        return world;
    }
}
