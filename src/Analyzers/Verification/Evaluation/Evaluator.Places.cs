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
        // What a library's class keeps for those derived from it, such as the handle of a SafeHandle, the library itself may come to.
        IFieldReferenceOperation { Field.ContainingType: { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: true } } => null,
        IFieldReferenceOperation { Instance: { } holder } field => MemberOf(holder, ElementOf(field.Field), world) is { } member ? field.Field.RefKind == RefKind.None ? member : Target(member, world) : null,
        // A struct under a nullable lies where the nullable lies.
        IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: var wrapper }, Instance: { } nullable } when IsNullable(wrapper) => PlaceOf(nullable, world),
        IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType: var wrapper }, Instance: { } nullable } when IsNullable(wrapper) => PlaceOf(nullable, world),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } auto when Overriding(auto, world) is var property && IsAutoProperty(property)
            => property.IsStatic ? run.Places.Static(property.OriginalDefinition) : auto.Instance is { } holder ? MemberOf(holder, property.OriginalDefinition, world) : null,
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property.SetMethod: null, Instance: { } holder } showing when run.Bodies.Traits.ShownField(Overriding(showing, world)) is { } field => MemberOf(holder, field, world),
        // How long a text, an array or a span is that a variable holds stays as it is until the variable is given another one.
        IPropertyReferenceOperation { Property: { Name: "Length", DeclaringSyntaxReferences.IsEmpty: true } length, Instance: ILocalReferenceOperation or IParameterReferenceOperation } measured
            when IsFixedInLength(measured.Instance!.Type) && PlaceOf(measured.Instance, world) is { Kind: PlaceKind.Local or PlaceKind.Parameter } variable => run.Places.Member(variable, length.OriginalDefinition),
        IDeclarationExpressionOperation declaration => PlaceOf(declaration.Expression, world),
        IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "LinkedListNode" }, Instance: { } node } when PlaceOf(node, world) is { } named && world.Read(named) is { Kind: ValueKind.Instance, Target: { } walk } && SourceOf(world, walk) is not null
            => run.Places.Element(walk, ElementMark.Current),
        IPropertyReferenceOperation { Property: { Name: "Value" or "Key" } part, Instance: { } pair } when IsPair(pair.Type) => MemberOf(pair, part.OriginalDefinition, world),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder, Arguments: [var index] } access => SlotOf(access, holder, index.Value, world),
        IArrayElementReferenceOperation { ArrayReference: var holder, Indices: [var index] } access => SlotOf(access, holder, index, world),
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol, Instance: var holder, Argument: var index } access => SlotOf(access, holder, index, world),
        IInvocationOperation or IObjectCreationOperation or ITupleOperation or IAwaitOperation => TemporaryOf(operation.Unconverted()!, world),
        _ => null,
    };

    static bool IsFixedInLength(ITypeSymbol? type) => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } || Collections.IsSpan(type) || type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The property that an object of the receiver's type has, where that type is known.</summary>
    IPropertySymbol Overriding(IPropertyReferenceOperation mention, World world)
    {
        var property = mention.Property;
        return (property.IsVirtual || property.IsAbstract || property.IsOverride) && !property.ContainingType.DeclaringSyntaxReferences.IsEmpty && mention.Instance is { } holder && (property.GetMethod ?? property.SetMethod) is { } accessor
            && HolderPlace(holder, world) is { } place && (place.Kind == PlaceKind.Context || place.MadeType is not null)
            && Dispatched(mention, accessor, place) is [{ AssociatedSymbol: IPropertySymbol overriding }] ? overriding : property;
    }

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
            ? ThisPlace(world) is { } context && run.Places.Member(context, parameter) is { } field ? Target(field, world) : null
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
        return world.HasMembers(place) || !world.Store[place].Equals(Value.Unknown) ? place : null;
    }

    Place? MemberOf(IOperation holder, ISymbol member, World world)
        => HolderPlace(holder, world) is { } place ? run.Places.Member(place, member) : null;

    /// <summary>Whether what has this type is the context. In code of the context itself, what is not <c>this</c> is another one.</summary>
    bool IsContext(ITypeSymbol? type) => IsOfContext(type) && !(run.HasOtherInstances && body.Member is { IsStatic: false, ContainingType: { } own } && IsOfContext(own));

    bool IsOfContext(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object } && run.ContextType.IsOrDerivesFromAny(type);

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
        => (ObjectTypes.IsPlain(field.Type) ? EvaluateTarget(field, world) : EvaluateReceiver(field, world)).Then((after, receiver) => Follow(field, field.Instance, after, receiver));

    IReadOnlyList<Outcome> ReadProperty(IPropertyReferenceOperation property, World world)
    {
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Null })
            return Evaluate(property.Instance, world).Then((after, value) => EqualTo(after, value, null, equal: true));
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Live })
            return Evaluate(property.Instance, world).Then((after, value) => IsLive(property.Instance, after, value));
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Parts })
            return Evaluate(property.Instance, world).Then((after, value) => Look(after, value, property, followed: true).Then((looked, _) => Outcome.One(looked, PartOf(looked, value))));
        if (Rule.RowOf(property.Property) is { Kind: RowKind.Chains })
            return Evaluate(property.Instance, world).Then((after, value) => Look(after, value, property).Then((looked, _) => Chain(property, looked, value)));
        if (IsNullable(property.Property.ContainingType))
            return Evaluate(property.Instance, world).Then((after, value) => property.Property.Name == "HasValue" ? EqualTo(after, value, null, equal: false) : Outcome.One(after, value));
        if (Promises.Passes(property.Property))
            return Evaluate(property.Instance, world).Then((after, value) => value.Kind == ValueKind.InFlight ? [Asked(property, after, value)] : Outcome.One(after, Promises.Gives(property.Type, run.Types) || (Promises.HandsOn(property.Property) && after.IsConcernedBy(value)) ? value : Value.Unknown));
        if (property is { Property.IsIndexer: true, Instance: { } holder } && Collections.Is(holder.Unconverted()?.Type))
            return ReadElement(property, holder, property.Arguments.Select(argument => argument.Value), world);
        // What an indexer is given is evaluated with it, once.
        return (property.Property.IsIndexer ? Evaluate(property.Instance, world).Then((after, value) => [Found(property.Instance!, after, value)]) : EvaluateReceiver(property, world)).Then((before, receiver) => receiver.IsFailedAcquire
            ? Look(before, receiver, property, followed: true).Then((looked, value) => ReadPropertyOf(property, looked, value)) : ReadPropertyOf(property, before, receiver));
    }

    /// <summary>The property, once it is known what it is read of.</summary>
    IReadOnlyList<Outcome> ReadPropertyOf(IPropertyReferenceOperation property, World world, Value receiver) => receiver.Constant is string text && property.Property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } ? Outcome.One(world, Value.Of((long)text.Length)) : [.. Arguments(property.Arguments, world).SelectMany(read =>
        ByAcquire(property, read.World, receiver, read.Values) ?? MadeOnce(property, read.World, receiver) ?? OfContainer(property, read.World, receiver)
            ?? (property.Property.ReturnsByRef && run.Bodies.Traits.ShownField(property.Property) is not null ? null : Accessor(property, property.Property.GetMethod, read.World, receiver, read.Values))
            ?? property.Arguments.Zip(read.Values, (argument, value) => (argument, value)).Aggregate(Outcome.One(read.World, receiver), (outcomes, pair) => outcomes.Then((after, _) => Look(after, pair.value, pair.argument)))
                .Then((after, _) => !receiver.ReachesTracked && BackingPlace(property, property.Property.GetMethod, after) is { } field ? Outcome.One(after, ReadAt(field, after, property)) : Follow(property, property.Instance, after, receiver)))];

    /// <summary>A member is read: through a freed object or a null one that is a defect, and what comes out may reach into the object.</summary>
    IReadOnlyList<Outcome> Follow(IOperation member, IOperation? instance, World world, Value receiver)
        => IsOfSegment(member, receiver) ? Outcome.One(world, Value.Unknown) : Look(world, receiver, member, followed: instance is not null).Then((after, _) =>
            receiver.ReachesTracked ? Outcome.One(after, IsLengthOfArray(member, receiver) ? Value.Unknown.Within(1, null) : IsLinkedToNothing(member, after, receiver) ? Value.Null : ViewOf(member, receiver))
            : Outcome.One(after, Unmoved(member, PlaceOf(member, after) is { } place ? ReadAt(place, after, member) : Value.Unknown)));

    /// <summary>An object that was just acquired is linked to no other one of its kind: its <c>Next</c> is null.</summary>
    bool IsLinkedToNothing(IOperation member, World world, Value receiver)
        => receiver.Kind == ValueKind.Tracked && member is IMemberReferenceOperation { Member: var link } && world.Store[Note(LedgerEntry.Unlinked)].AsBool == true && run.Bodies.Traits.IsLink(link);

    /// <summary>Which part of an array a segment is, and how long a span, they know themselves: to ask it touches no memory.</summary>
    static bool IsOfSegment(IOperation member, Value receiver) => receiver.ReachesTracked && member is IPropertyReferenceOperation { Property: { Name: var name, ContainingType: var window } } && name switch
    {
        "Count" or "Offset" => window.Name == "ArraySegment" && ObjectTypes.IsAroundBytes(window),
        "Length" or "IsEmpty" => Collections.IsSpan(window) || ObjectTypes.IsAroundBytes(window),
        _ => false,
    };

    /// <summary>An array without elements holds no memory: code that asks for the length asks whether there is an array at all.</summary>
    bool IsLengthOfArray(IOperation member, Value receiver)
        => receiver.Kind == ValueKind.Tracked && IsArray && member is IPropertyReferenceOperation { Property: { Name: "Length" or "LongLength", ContainingType.SpecialType: SpecialType.System_Array } };

    /// <summary>What is known of a member that never changes.</summary>
    Value Unmoved(IOperation member, Value value) => member switch
    {
        IFieldReferenceOperation { Field: var field } when IsZero(field) || run.Bodies.Traits.IsAlwaysDefault(field) => DefaultOf(field.Type),
        IFieldReferenceOperation { Field: var field } => run.Bodies.Fixed.Of(field, run.Cancellation) ?? Made(field, value),
        IPropertyReferenceOperation { Property: var property, Arguments.IsEmpty: true } when run.Bodies.Fixed.Of(property, run.Cancellation) is { } same => same,
        IPropertyReferenceOperation { Property: var property } when value.Maker is null => Made(member, property, value),
        _ => value,
    };

    /// <summary>Evaluates what a place is a member of; the value is the holder's.</summary>
    IReadOnlyList<Outcome> EvaluateReceiver(IOperation? place, World world) => place.Unconverted() switch
    {
        IArrayElementReferenceOperation element => EvaluateHolder(element.ArrayReference, element.Indices, world),
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol } element => EvaluateHolder(element.Instance, [element.Argument], world),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder } indexer => EvaluateHolder(holder, indexer.Arguments.Select(argument => argument.Value), world),
        IMemberReferenceOperation { Instance: { } instance } => Evaluate(instance, world).Then((after, value) => [Found(instance, after, value)]),
        // What a pointer points to: to write there is to look there.
        { Kind: OperationKind.None } pointed when !IsCollectionExpression(pointed) => Counted(pointed, world),
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
}
