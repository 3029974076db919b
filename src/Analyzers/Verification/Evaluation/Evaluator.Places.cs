using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Places: what an operation names, what is read from it and what is stored there.</summary>
sealed partial class Evaluator
{
    /// <summary>The location that an operation names, or null when the engine does not follow it.</summary>
    Place? PlaceOf(IOperation? operation, World world) => operation.Unconverted() switch
    {
        ILocalReferenceOperation local => Target(run.Places.Variable(local.Local), world),
        IParameterReferenceOperation parameter => ParameterPlace(parameter.Parameter, world),
        IFlowCaptureReferenceOperation capture => Target(run.Places.Capture(capture.Id, body.Graph), world),
        IInstanceReferenceOperation => ThisPlace(world),
        IFieldReferenceOperation { Field.IsStatic: true } field => run.Places.Static(ElementOf(field.Field)),
        IFieldReferenceOperation { Instance: { } holder } field => MemberOf(holder, ElementOf(field.Field), world),
        IPropertyReferenceOperation { Property: var property } auto when IsAutoProperty(property) && auto.Arguments.IsEmpty
            => property.IsStatic ? run.Places.Static(property.OriginalDefinition) : auto.Instance is { } holder ? MemberOf(holder, property.OriginalDefinition, world) : null,
        IDeclarationExpressionOperation declaration => PlaceOf(declaration.Expression, world),
        IPropertyReferenceOperation { Property: { Name: "Value" or "Key" } part, Instance: { } pair } when IsPair(pair.Type) => MemberOf(pair, part.OriginalDefinition, world),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder, Arguments: [var index] } => SlotOf(holder, index.Value, world),
        IArrayElementReferenceOperation { ArrayReference: var holder, Indices: [var index] } => SlotOf(holder, index, world),
        IInvocationOperation or IObjectCreationOperation or ITupleOperation or IAwaitOperation => TemporaryOf(operation.Unconverted()!, world),
        _ => null,
    };

    /// <summary>What an accessor that is left to the compiler reads or writes, when the other accessor is written out.</summary>
    Place? BackingPlace(IPropertyReferenceOperation property, IMethodSymbol? accessor, World world)
        => accessor is not null && run.Bodies.Traits.HasBackingField(property.Property) && MemberTraits.IsAutoAccessor(accessor) && property.Instance is { } holder ? MemberOf(holder, property.Property.OriginalDefinition, world) : null;

    static Place Target(Place location, World world)
    {
        while (world.Store[location] is { Kind: ValueKind.Reference, Target: { } target })
            location = target;
        return location;
    }

    /// <summary>A parameter of a primary constructor that another member reads is a field in all but name.</summary>
    Place? ParameterPlace(IParameterSymbol parameter, World world)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !SymbolEqualityComparer.Default.Equals(constructor, body.Symbol)
            ? ThisPlace(world) is { } context ? run.Places.Member(context, parameter) : null
            : Target(run.Places.Variable(parameter), world);

    /// <summary>The object that the body runs on: the context where the run begins, what the caller named elsewhere.</summary>
    Place? ThisPlace(World world)
    {
        var bound = world.Store[run.Places.This(body.Symbol)];
        return bound.Kind == ValueKind.Reference ? bound.Target : run.Depth == 0 ? run.Places.Context : null;
    }

    /// <summary>Where a value lies that has no name; null when nothing is known of it.</summary>
    Place? TemporaryOf(IOperation operation, World world)
    {
        var place = run.Places.Temporary(operation is IAwaitOperation wait ? wait.Operation : operation, body.Graph);
        return HasMembers(world, place) || !world.Store[place].Equals(Value.Unknown) ? place : null;
    }

    Place? MemberOf(IOperation holder, ISymbol member, World world)
        => HolderPlace(holder, world) is { } place ? run.Places.Member(place, member) : null;

    bool IsContext(ITypeSymbol? type)
    {
        if (run.ContextType is null || type is null || type.TypeKind != TypeKind.Class || type.SpecialType == SpecialType.System_Object)
            return false;
        for (ITypeSymbol? current = run.ContextType; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
                return true;
        return false;
    }

    bool IsAutoProperty(IPropertySymbol property) => run.Bodies.Traits.IsAutoProperty(property);

    IReadOnlyList<Outcome> Read(IOperation operation, World world)
    {
        var value = PlaceOf(operation, world) is { } place ? ReadAt(place, world, operation) : Value.Unknown;
        // A ref local that refers into the object reads the object's own bytes.
        return value.Kind == ValueKind.View && operation is ILocalReferenceOperation { Local.IsRef: true }
            ? Look(world, value, operation).Then((after, _) => Outcome.One(after, Value.Unknown))
            : Outcome.One(world, value);
    }

    static Value ReadAt(Place place, World world, IOperation operation) => place.Kind switch
    {
        PlaceKind.Context => Value.NotNull.From(place),
        PlaceKind.Elsewhere => Value.Unknown,
        PlaceKind.Heap => Value.Instance(place),
        _ => world.Read(place),
    };

    IReadOnlyList<Outcome> ReadField(IFieldReferenceOperation field, World world)
        => EvaluateReceiver(field, world).Then((after, receiver) => Follow(field, field.Instance, after, receiver));

    IReadOnlyList<Outcome> ReadProperty(IPropertyReferenceOperation property, World world)
    {
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Null })
            return Evaluate(property.Instance, world).Then((after, value) => EqualTo(after, value, null, equal: true));
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Live })
            return Evaluate(property.Instance, world).Then(IsLive);
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Parts })
            return Evaluate(property.Instance, world).Then((after, value) => Look(after, value, property, followed: true).Then((looked, _) => Outcome.One(looked, PartOf(looked, value))));
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Chains })
            return Evaluate(property.Instance, world).Then((after, value) => Look(after, value, property).Then((looked, _) => Chain(property, looked, value)));
        if (IsNullable(property.Property.ContainingType))
            return Evaluate(property.Instance, world).Then((after, value) => property.Property.Name == "HasValue" ? EqualTo(after, value, null, equal: false) : Outcome.One(after, value));
        if (Promises.Passes(property.Property))
            return Evaluate(property.Instance, world).Then((after, value) => Outcome.One(after, Promises.Gives(property.Type, run.Types) ? value : Value.Unknown));
        if (property is { Property.IsIndexer: true, Instance: { } holder } && Collections.Is(holder.Unconverted()?.Type))
            return ReadElement(property, holder, property.Arguments.Select(argument => argument.Value), world);
        return EvaluateReceiver(property, world).Then((before, receiver) => [.. Arguments(property.Arguments, before).SelectMany(read =>
            ByAcquire(property, read.World, receiver, read.Values) ?? OfContainer(property, read.World, receiver) ?? Accessor(property, property.Property.GetMethod, read.World, receiver, read.Values)
                ?? property.Arguments.Zip(read.Values, (argument, value) => (argument, value)).Aggregate(Outcome.One(read.World, receiver), (outcomes, pair) => outcomes.Then((after, _) => Look(after, pair.value, pair.argument)))
                    .Then((after, _) => BackingPlace(property, property.Property.GetMethod, after) is { } field ? Outcome.One(after, ReadAt(field, after, property)) : Follow(property, property.Instance, after, receiver)))]);
    }

    /// <summary>A member is read: through a freed object or a null one that is a defect, and what comes out may reach into the object.</summary>
    IReadOnlyList<Outcome> Follow(IOperation member, IOperation? instance, World world, Value receiver)
        => Look(world, receiver, member, followed: instance is not null).Then((after, _) =>
            receiver.ReachesTracked ? Outcome.One(after, IsLengthOfArray(member, receiver) ? Value.Unknown.Given(0L, equal: false) : ViewOf(member, receiver))
            : Outcome.One(after, Unmoved(member, PlaceOf(member, after) is { } place ? ReadAt(place, after, member) : Value.Unknown)));

    /// <summary>An array without elements holds no memory: code that asks for the length asks whether there is an array at all.</summary>
    bool IsLengthOfArray(IOperation member, Value receiver)
        => receiver.Kind == ValueKind.Tracked && IsArray && member is IPropertyReferenceOperation { Property: { Name: "Length" or "LongLength", ContainingType.SpecialType: SpecialType.System_Array } };

    /// <summary>What is known of a member that never changes.</summary>
    Value Unmoved(IOperation member, Value value) => member switch
    {
        IFieldReferenceOperation { Field: var field } when IsZero(field) => Value.Null,
        IFieldReferenceOperation { Field: var field } => Made(field, value),
        IPropertyReferenceOperation { Property: var property } when value.Maker is null => Made(member, property, value),
        _ => value,
    };

    /// <summary>Evaluates what a place is a member of; the value is the holder's.</summary>
    IReadOnlyList<Outcome> EvaluateReceiver(IOperation? place, World world) => place.Unconverted() switch
    {
        IArrayElementReferenceOperation element => EvaluateHolder(element.ArrayReference, element.Indices, world),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder } indexer => EvaluateHolder(holder, indexer.Arguments.Select(argument => argument.Value), world),
        IMemberReferenceOperation { Instance: { } instance } => Evaluate(instance, world).Then((after, value) => [Found(instance, after, value)]),
        IInvocationOperation { TargetMethod.ReturnsByRef: true } call => Evaluate(call, world),
        _ => Outcome.One(world, Value.Unknown),
    };

    IReadOnlyList<Outcome> EvaluateHolder(IOperation holder, IEnumerable<IOperation> indices, World world)
    {
        var outcomes = Evaluate(holder, world).Then((after, value) => [Found(holder, after, value)]);
        foreach (var index in indices)
            outcomes = outcomes.Then((after, receiver) => Evaluate(index, after).Then((next, value) => Look(next, value, index)).Then((next, _) => Outcome.One(next, receiver)));
        return outcomes;
    }

    IReadOnlyList<Outcome> Assign(ISimpleAssignmentOperation assignment, World world)
    {
        if (assignment.IsRef)
            return BindReference(assignment, world);
        return EvaluateReceiver(assignment.Target, world).Then((before, receiver) =>
            Look(before, receiver, assignment.Target, followed: assignment.Target is IMemberReferenceOperation { Instance: not null }).Then((looked, _) =>
                Evaluate(assignment.Value, looked).Then((after, value) => StoreInto(assignment, assignment.Target, after, value, receiver))))
            .Then((after, value) => Outcome.One(Restarted(assignment.Target, after), value));
    }

    /// <summary>A variable that is set anew begins a new walk over whatever it indexes.</summary>
    static World Restarted(IOperation target, World world) => world.Store.Has(PlaceKind.Element) && target is ILocalReferenceOperation { Local: var local } ? Container.Unvisited(world, local) : world;

    /// <summary>Puts a value where an operation points. A place that is not followed may be anywhere: the object escapes.</summary>
    IReadOnlyList<Outcome> StoreInto(IOperation assignment, IOperation target, World world, Value value, Value receiver)
    {
        if (target is IDiscardOperation)
            return Outcome.One(world, value);
        if (target is ILocalReferenceOperation { Local.IsRef: true } && PlaceOf(target, world) is { } alias && world.Store[alias].Kind == ValueKind.View)
            return Look(PartReplaced(world.Escape(value), target), Value.View, target);
        if (ElementOf(target) is { } element && StoreElement(element.Holder, element.Index, world, value) is { } stored)
            return stored;
        if (PlaceOf(target, world) is { Kind: not PlaceKind.Elsewhere } place)
            return Outcome.One(KeepsFollowed(place) ? Assigned(world, place, value, assignment) : Put(world, place, value), value);
        if (target.Unconverted() is IPropertyReferenceOperation { Property.SetMethod: { } auto } half && BackingPlace(half, auto, world) is { } field)
            return Outcome.One(KeepsFollowed(field) ? Assigned(world, field, value, assignment) : Put(world, field, value), value);
        if (target.Unconverted() is IPropertyReferenceOperation { Property: { SetMethod: { } setter } } property
            && Indexed(property, setter, world, receiver, value) is { } outcomes)
            return outcomes;
        if (value.Kind == ValueKind.Tracked && target.Unconverted() is IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true })
            return Look(world, value, assignment).Then((after, _) => Outcome.One(receiver.ReachesTracked ? after : Escaped(after, value), value));
        if (receiver.ReachesTracked || target.Unconverted() is IInvocationOperation)
            world = PartReplaced(world, target);
        return Outcome.One(receiver.ReachesTracked ? world : Escaped(world, value), value);
    }

    /// <summary>Whatever of a part's type is written through the object may be the part.</summary>
    World PartReplaced(World world, IOperation target)
        => Rule.Parts.Has(target.Type) ? world.With(world.Store.With(Note(LedgerEntry.PartReplaced), Value.True)) : world;

    /// <summary>What came with the object, as long as nothing else was put in its place.</summary>
    Value PartOf(World world, Value whole)
        => whole.Kind == ValueKind.Tracked && world.Store[Note(LedgerEntry.PartReplaced)].AsBool != true ? Value.Part : Value.Unknown;

    /// <summary>Runs a setter; the value of the assignment is what was assigned.</summary>
    IReadOnlyList<Outcome>? Indexed(IPropertyReferenceOperation property, IMethodSymbol setter, World world, Value receiver, Value value)
    {
        var outcomes = new List<Outcome>();
        foreach (var read in Arguments(property.Arguments, world))
        {
            if (Accessor(property, setter, read.World, receiver, [.. read.Values, value]) is not { } set)
                return null;
            outcomes.AddRange(set.Select(outcome => new Outcome(outcome.World, value)));
        }

        return outcomes;
    }

    /// <summary>A field of an object whose end is not in sight may be freed by anybody: what is stored there is nobody's loss here.</summary>
    bool KeepsFollowed(Place place) => run.FollowsFields || place.Root.Kind is not (PlaceKind.Context or PlaceKind.Static or PlaceKind.This);

    /// <summary>What an element is an element of, and its index; null for anything else.</summary>
    static (IOperation Holder, IOperation? Index)? ElementOf(IOperation target) => target.Unconverted() switch
    {
        IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices.Length == 1 ? element.Indices[0] : null),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder } indexer => (holder, indexer.Arguments.Length == 1 ? indexer.Arguments[0].Value : null),
        _ => null,
    };

    /// <summary>A property of a container, or of a walk over one.</summary>
    IReadOnlyList<Outcome>? OfContainer(IPropertyReferenceOperation property, World world, Value receiver)
    {
        if (receiver is not { Kind: ValueKind.Instance, Target: { } heap })
            return null;
        if (SourceOf(world, heap) is { } source)
            return OfNode(property, world, heap, source);
        return IsContainer(property.Instance, receiver) ? Apply(property, property.Property, property.Arguments, world, heap, [], Order.None) : null;
    }

    World Assigned(World world, Place place, Value value, IOperation? where = null)
    {
        if ((value.ReachesTracked || value.Function is not null) && Closures.IsShared(run, world, place))
            return Escaped(world, value).Write(place, Value.NotNull);
        var written = world.Write(place, value);
        return value.Kind == ValueKind.Tracked && place.Kind != PlaceKind.Capture && where is not null
            ? written.Noting(new(StepKind.Store, where.Syntax, $"stored in '{place.Display}'"))
            : written;
    }

    /// <summary><c>ref var x = ref place</c>: from here on x is another name of the place.</summary>
    IReadOnlyList<Outcome> BindReference(ISimpleAssignmentOperation assignment, World world)
    {
        if (assignment.Target.Unconverted() is not ILocalReferenceOperation local)
            return Parts(assignment, world);
        var alias = run.Places.Variable(local.Local);
        var unbound = world.With(world.Store.With(alias, Value.Unknown));
        return PlaceOf(assignment.Value, unbound) is { Kind: not PlaceKind.Capture } place
            ? Outcome.One(unbound.With(unbound.Store.With(alias, Value.Reference(place))), Value.Unknown)
            : (assignment.Value.Unconverted() is IInvocationOperation call ? ReferenceFrom(call, unbound) : EvaluateReceiver(assignment.Value, unbound)).Then((before, receiver) => Look(before, receiver, assignment.Value, followed: true).Then((after, _) =>
                Outcome.One(after.With(after.Store.With(alias, receiver.ReachesTracked ? Value.View : Value.Reference(run.Places.Elsewhere))), Value.Unknown)));
    }

    /// <summary>All right sides are read before the first left side is written, through nested tuples.</summary>
    IReadOnlyList<Outcome> Deconstruct(IDeconstructionAssignmentOperation deconstruction, World world)
    {
        var targets = Elements(deconstruction.Target is IDeclarationExpressionOperation declared ? declared.Expression : deconstruction.Target);
        if (deconstruction.Value.Unconverted() is not ITupleOperation tuple || Elements(tuple) is var sources && sources.Count != targets.Count)
            return Evaluate(deconstruction.Value, world).Then((after, value) => TakeApart(deconstruction, targets, after, value));

        IReadOnlyList<(World World, Value[] Values)> read = [(world, [])];
        foreach (var source in sources)
            read = [.. read.SelectMany(so => Evaluate(source, so.World).Select(outcome => (outcome.World, (Value[])[.. so.Values, outcome.Value.From(null)])))];
        return [.. read.SelectMany(so => targets.Zip(so.Values, (target, value) => (target, value)).Aggregate(Outcome.One(so.World, Value.Unknown),
            (outcomes, pair) => outcomes.Then((after, _) => StoreInto(deconstruction, pair.target, after, pair.value, Value.Unknown))))];
    }

    /// <summary>A tuple that is not written out: its elements are read where it lies.</summary>
    IReadOnlyList<Outcome> TakeApart(IDeconstructionAssignmentOperation deconstruction, List<IOperation> targets, World world, Value value)
    {
        var lies = value.Origin ?? PlaceOf(deconstruction.Value, world);
        if (lies is null || deconstruction.Value.Type is not INamedTypeSymbol { IsTupleType: true, TupleElements: var fields } || fields.Length != targets.Count)
            return Outcome.One(targets.Aggregate(world.Escape(value), (next, target) => PlaceOf(target, next) is { } place ? next.Write(place, Value.Unknown) : next), Value.Unknown);
        var read = fields.Select(field => run.Places.Member(lies, ElementOf(field)) is { } member ? world.Read(member).From(null) : Value.Unknown).ToArray();
        return targets.Zip(read, (target, part) => (target, part)).Aggregate(Outcome.One(world, Value.Unknown),
            (outcomes, pair) => outcomes.Then((after, _) => StoreInto(deconstruction, pair.target, after, pair.part, Value.Unknown)));
    }

    static List<IOperation> Elements(IOperation operation) => operation.Unconverted() switch
    {
        ITupleOperation tuple => [.. tuple.Elements.SelectMany(Elements)],
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => [.. tuple.Elements.SelectMany(Elements)],
        _ => [operation],
    };

    /// <summary><c>x += y</c>, <c>x &amp;= y</c>, <c>x++</c>: what comes of two known values is known, anything else is not. A postfix operator gives what was there before.</summary>
    IReadOnlyList<Outcome> Modify(IOperation target, BinaryOperatorKind kind, IOperation? value, World world, bool isPostfix = false)
        => EvaluateReceiver(target, world).Then((before, receiver) => Look(before, receiver, target, followed: target is IMemberReferenceOperation { Instance: not null }))
            .Then((before, _) => Outcome.One(Stepped(target, kind, before), Value.Unknown))
            .Then((before, _) => value is null ? Outcome.One(before, Value.Of(1L)) : Evaluate(value, before))
            .Then((after, right) => PlaceOf(target, after) is not { } place ? Outcome.One(Escaped(after, right), Value.Unknown)
                : after.Read(place) is var left && Combined(kind, left, right) is { } functions ? Outcome.One(Assigned(after, place, functions), functions)
                : left.Function is not null || right.Function is not null ? Outcome.One(Escaped(Escaped(after, left), right).Write(place, Value.Unknown), Value.Unknown)
                : Combine(kind, after, after.Read(place), right).Then((last, result) => Outcome.One(last.Write(place, result.From(null)), isPostfix ? last.Read(place).From(null) : result.From(place))));

    static World Stepped(IOperation target, BinaryOperatorKind kind, World world)
        => world.Store.Has(PlaceKind.Element) && IndexOf(target) is ISymbol index && (kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract) ? Container.Stepped(world, index, kind == BinaryOperatorKind.Add) : world;
}
