using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Objects of classes in source and values of structs and tuples: how they come to be, and where their members lie.</summary>
sealed partial class Evaluator
{
    /// <summary>What the members of a value hang on: the object that a reference leads to, the place that holds a struct.</summary>
    Place? HolderPlace(IOperation holder, World world)
    {
        if (IsContext(holder.Unconverted()?.Type) || IsContext(holder.Type))
            return run.HasOtherInstances && PlaceOf(holder, world) is { } known && world.Read(known) is { Kind: ValueKind.Instance, Target: { } other } ? other : run.Places.Context;
        var place = PlaceOf(holder, world);
        if (place is null or { Kind: PlaceKind.Context or PlaceKind.Heap } || IsCopied(holder.Unconverted()?.Type ?? holder.Type))
            return place;
        return world.Read(place) is { Kind: ValueKind.Instance, Target: { } heap } ? heap : null;
    }

    /// <summary>A span is a value, but its elements lie where they lie.</summary>
    static bool IsCopied(ITypeSymbol? type) => type is { IsValueType: true } && !Collections.IsSpan(type);

    /// <summary>A class whose members may be followed: its source is in sight, and it is no context, which has a place of its own.</summary>
    bool IsFollowed(ITypeSymbol? type) => Collections.Is(type) ? !run.Types.Has(type) && FocusFinder.MayLead(type, run.Types) : type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } named
        && !named.DeclaringSyntaxReferences.IsEmpty && !IsContext(named) && !run.Types.Has(named);

    /// <summary>Whether a creation makes the context. Of an object that is one of many, the life that is led is made by nobody in sight.</summary>
    bool MakesContext(ITypeSymbol? type) => IsContext(type) && !run.HasOtherInstances;

    /// <summary>
    /// A variable whose object nobody saw made refers, from the first look at a member, to an object of its own; so do all copies of
    /// the variable. That two variables refer to one object is not assumed.
    /// </summary>
    Outcome Found(IOperation holder, World world, Value value)
    {
        // What a call gives out of a container lies there.
        if (value.Kind == ValueKind.Instance || value.ReachesTracked || !IsFollowed(holder.Unconverted()?.Type) || (PlaceOf(holder, world) ?? (value.Origin?.Kind == PlaceKind.Element ? value.Origin : null)) is not { Kind: not (PlaceKind.Context or PlaceKind.Heap or PlaceKind.Elsewhere) } place)
            return new(world, value);
        var origin = world.Read(place).Origin ?? place;
        if (run.Places.Found(origin) is not { } heap || world.Read(place).IsNull)
            return new(world, value);
        var found = Value.Instance(heap).MadeBy(value.Maker).AsParent(value.IsParent);
        return new(world.Renewed(heap).Learn(origin, found), found.From(origin));
    }

    IReadOnlyList<Outcome> Create(IObjectCreationOperation creation, World world)
        => CreatedByRule(creation, world) ?? Create(creation, world, out var heap)
            .Then((after, _) => creation.Initializer is { } initializer ? Parts(initializer, after) : Outcome.One(after, Value.NotNull))
            .Then((after, _) => Outcome.One(after, Made(creation, creation.Constructor, Made(creation, heap))));

    /// <summary><c>new { Thing = x }</c>: an object whose members get their values where it is made, and keep them.</summary>
    IReadOnlyList<Outcome> CreateNameless(IAnonymousObjectCreationOperation creation, World world)
    {
        var heap = run.MadeBy(creation);
        var outcomes = Outcome.One(Waiting(creation, new(world.Renewed(heap), Value.Instance(heap))), Value.Unknown);
        foreach (var part in creation.Initializers)
            outcomes = part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var member } } given && run.Places.Member(heap, member.OriginalDefinition) is { } place
                ? outcomes.Then((before, _) => Evaluate(given.Value, before)).Then((after, value) => Outcome.One(Assigned(after, place, value, given), Value.Unknown))
                : outcomes.Then((before, _) => Evaluate(part, before));
        return outcomes.Then((after, _) => Outcome.One(after, Value.Instance(heap)));
    }

    /// <summary>What a creation gives: a reference to the new object, a struct in its temporary, or something of which only that it is not null is known.</summary>
    Value Made(IObjectCreationOperation creation, Place? place) => (creation, place) switch
    {
        (_, { Kind: PlaceKind.Heap }) => Value.Instance(place),
        (_, { Kind: PlaceKind.Temporary }) => Value.NotNull.From(place),
        _ => Value.NotNull,
    };

    IReadOnlyList<Outcome> Create(IObjectCreationOperation creation, World world, out Place? made)
    {
        // An object that makes another one like itself: there is one place for what an operation makes, and that is taken.
        var place = made = PlaceOfNew(creation) is { } added && !IsRunning(added, world) ? added : null;
        return [.. Arguments(creation.Arguments, world).SelectMany(arguments =>
        {
            var fresh = place is null ? arguments.World : Fresh(creation, place, arguments.World);
            var given = WithoutOlder(place, arguments.Values);
            if (Factories.IsLazy(creation.Type as INamedTypeSymbol) && place is { Kind: PlaceKind.Heap })
                return Outcome.One(MadeLater(fresh, place, given), Value.NotNull);
            if (Collections.Is(creation.Type) && place is { Kind: PlaceKind.Heap })
                return Outcome.One(AddedAll(ContainerAt(fresh, place), given), Value.NotNull);
            return place is { Kind: PlaceKind.Heap or PlaceKind.Temporary } && creation.Type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type
                ? Construct(creation, type, place, fresh, given)
                : Invoke(creation, creation.Constructor, creation.Arguments, fresh, Value.NotNull, place, given);
        })];
    }

    /// <summary>Whether code of an object is being executed that was made at a place.</summary>
    bool IsRunning(Place made, World world) => run.Depth > 0 && made.Kind == PlaceKind.Heap && world.Store.Any((at, held) => at.Kind == PlaceKind.This && held.Kind == ValueKind.Reference && ReferenceEquals(held.Target, made));

    /// <summary>What a new object is given may be an older one of the same creation, which nobody follows any more: <c>head = new Node(head)</c> does not lead to itself.</summary>
    static Value[] WithoutOlder(Place? place, Value[] values) => Array.Exists(values, value => IsAt(value, place)) ? [.. values.Select(value => IsAt(value, place) ? Value.NotNull : value)] : values;

    static bool IsAt(Value value, Place? place) => value is { Kind: ValueKind.Instance, Target: { } target } && ReferenceEquals(target, place);

    /// <summary>The world in which a new object is there, its fields still zero, and waits for its name.</summary>
    World Fresh(IObjectCreationOperation creation, Place place, World world)
    {
        if (place.Kind == PlaceKind.Context)
            return world;
        var renewed = world.Renewed(place);
        var zeroed = Collections.Is(creation.Type) ? ContainerAt(renewed, place).Sized(Value.Of(0L)).World : renewed.With(WithDefaults(renewed.Store, place, creation.Type!));
        return place.Kind == PlaceKind.Heap ? Waiting(creation, new(zeroed, Value.Instance(place))) : zeroed;
    }

    Place? PlaceOfNew(IObjectCreationOperation creation) => MakesContext(creation.Type) ? run.Places.Context
        : IsFollowed(creation.Type) || IsContext(creation.Type) ? run.MadeBy(creation)
        : creation.Type is { IsValueType: true, DeclaringSyntaxReferences.IsEmpty: false } && !run.Types.Has(creation.Type) ? run.Places.Temporary(creation, body.Graph)
        : null;

    /// <summary>A new object's fields hold zero: that <c>disposed</c> is false at first is worth knowing.</summary>
    Store WithDefaults(Store store, Place place, ITypeSymbol made)
    {
        for (var type = made; type is { DeclaringSyntaxReferences.IsEmpty: false }; type = type.BaseType)
            foreach (var member in type.GetMembers())
                if ((member switch { IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } field => field.Type, IPropertySymbol { IsStatic: false, IsIndexer: false } property when IsAutoProperty(property) => property.Type, IEventSymbol { IsStatic: false } raised => raised.Type, _ => null }) is { } held
                    && (run.Types.Has(held) || held.TypeKind == TypeKind.Enum || held.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String || held.IsReferenceType)
                    && run.Places.Member(place, member.OriginalDefinition) is { } at)
                    store = store.With(at, DefaultOf(held));
        return store;
    }

    /// <summary>Initialisers, then the constructor, run on the new object. Where its source is too far away, it takes over what it was given.</summary>
    IReadOnlyList<Outcome> Construct(IObjectCreationOperation creation, INamedTypeSymbol type, Place place, World world, Value[] values)
    {
        var constructor = creation.Constructor;
        if (run.Depth >= Budget.CallDepth - 1 || constructor is null)
            return Invoke(creation, constructor, creation.Arguments, world, Value.NotNull, place, values);

        var bound = ConstructorParts.IsPrimary(constructor) ? WithPrimaryParameters(world, place, constructor, creation.Arguments, values) : world;
        var outcomes = ConstructorParts.InitialisersOf(type, run.Bodies, run.Cancellation).Aggregate(Outcome.One(bound, Value.NotNull), (so, initialiser) => so.Then((after, _) => On(initialiser, creation, place, after)));
        if (ConstructorParts.IsPrimary(constructor))
            return outcomes.Then((after, _) => Primary(creation, constructor, creation.Arguments, after, place, values));
        if (constructor.IsImplicitlyDeclared)
            return outcomes.Then((after, _) => Chain(creation, constructor, creation.Arguments, after, place, values) ?? Outcome.One(after, Value.NotNull));
        return outcomes.Then((after, _) => Execute(creation, constructor, creation.Arguments, after, Value.NotNull, place, values)
            ?? Invoke(creation, constructor, creation.Arguments, after, Value.NotNull, place, values));
    }

    /// <summary>A primary constructor whose parameters have their values: it may have nothing to run but the base's, and what no member names ends with it.</summary>
    IReadOnlyList<Outcome> Primary(IOperation call, IMethodSymbol constructor, IReadOnlyList<IArgumentOperation> arguments, World world, Place place, Value[] values)
        => (Chain(call, constructor, arguments, world, place, values) ?? Outcome.One(world, Value.NotNull)).Then((after, _) => Outcome.One(WithoutUncaptured(after, place, constructor), Value.NotNull));

    /// <summary>Runs a body without parameters on an object.</summary>
    IReadOnlyList<Outcome> On(Body initialiser, IOperation creation, Place place, World world)
        => [.. new BodyRunner(run).Call(initialiser, world.With(world.Store.With(run.Places.This(initialiser.Symbol), Value.Reference(place))), focus, creation, faultsMatter: thrown is not null)
            .Where(departure => departure.Edge.Kind == EdgeKind.Return)
            .Select(departure => new Outcome(departure.World.Drop(location => BelongsTo(location, initialiser.Symbol)), Value.NotNull))];

    /// <summary>The parameters of a primary constructor are fields in all but name; those of a record are its properties.</summary>
    World WithPrimaryParameters(World world, Place place, IMethodSymbol constructor, IReadOnlyList<IArgumentOperation> arguments, Value[] values)
    {
        foreach (var (argument, value) in arguments.Zip(values, (argument, value) => (argument, value)))
        {
            if (argument.Parameter is not { } formal || formal.Ordinal >= constructor.Parameters.Length || run.Places.Member(place, constructor.OriginalDefinition.Parameters[formal.Ordinal]) is not { } field)
                continue;
            if (formal.RefKind != RefKind.None && PlaceOf(argument.Value, world) is { } named)
            {
                world = world.With(world.Store.With(field, Value.Reference(named)));
                continue;
            }

            world = world.Write(field, value);
            if (constructor.ContainingType.IsRecord && constructor.ContainingType.GetMembers(formal.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property && run.Places.Member(place, property.OriginalDefinition) is { } member)
                world = world.Write(member, value);
        }

        return world;
    }

    /// <summary>What only initialisers read is no field: it ends with the construction.</summary>
    World WithoutUncaptured(World world, Place place, IMethodSymbol constructor)
    {
        var captured = new HashSet<string>(constructor.ContainingType.DeclaringSyntaxReferences
            .SelectMany(reference => ((TypeDeclarationSyntax)reference.GetSyntax(run.Cancellation)).Members)
            .Where(member => member is not BaseFieldDeclarationSyntax)
            .SelectMany(member => member.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return world.Drop(location => location is { Holder: { } holder, Symbol: IParameterSymbol { Name: var name } } && ReferenceEquals(holder, place) && (constructor.ContainingType.IsRecord || !captured.Contains(name)));
    }

    /// <summary>A tuple literal: its elements lie in a temporary until the tuple is stored, taken apart or returned.</summary>
    IReadOnlyList<Outcome> Tuple(ITupleOperation tuple, World world)
    {
        if (tuple.Type is not INamedTypeSymbol { TupleElements: var fields } || fields.Length != tuple.Elements.Length)
            return Store(tuple, world);
        var place = run.Places.Temporary(tuple, body.Graph);
        var outcomes = Outcome.One(world, Value.Unknown);
        for (var i = 0; i < fields.Length; i++)
        {
            var (element, field) = (tuple.Elements[i], fields[i]);
            outcomes = outcomes.Then((before, _) => Evaluate(element, before)).Then((after, value) =>
                Outcome.One(run.Places.Member(place, ElementOf(field)) is { } member ? after.Write(member, value) : after.Escape(value), Value.Unknown));
        }

        return outcomes.Then((after, _) => Outcome.One(after, Value.NotNull.From(place)));
    }

    /// <summary>A field as its type declares it; of a tuple <c>Item1</c>, whatever it is called; of a property the property.</summary>
    static ISymbol ElementOf(IFieldSymbol field) => field.AssociatedSymbol is IPropertySymbol property ? property.OriginalDefinition : (field.CorrespondingTupleField ?? field).OriginalDefinition;

    /// <summary>A copy made by <c>with</c>: another object with the same members.</summary>
    IReadOnlyList<Outcome> Copied(IInvocationOperation clone, World world, Value receiver)
    {
        if (receiver is not { Kind: ValueKind.Instance, Target: { } original })
            return Outcome.One(world.Escape(receiver), Value.NotNull);
        var copy = run.MadeBy(clone);
        var fresh = world.Renewed(copy);
        var store = fresh.Store;
        for (var i = 0; i < fresh.Store.Count; i++)
            if (fresh.Store.PlaceAt(i) is { Holder: { } holder } member && ReferenceEquals(holder, original))
                store = store.With(member.Under(copy), fresh.Store.ValueAt(i));
        return Outcome.One(fresh.With(store), Value.Instance(copy));
    }
}
