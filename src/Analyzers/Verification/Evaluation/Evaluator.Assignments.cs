using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Assignments: values that are put where an operation points, and taken apart.</summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> Assign(ISimpleAssignmentOperation assignment, World world)
    {
        if (assignment.IsRef || IsInitialReference(assignment))
            return BindReference(assignment, world);
        return EvaluateTarget(assignment.Target, world).Then((before, receiver) =>
            Look(before, receiver, assignment.Target, followed: assignment.Target is IMemberReferenceOperation { Instance: not null }).Then((looked, _) =>
                Evaluate(assignment.Value, looked).Then((after, value) => StoreInto(assignment, assignment.Target, after, Declared(assignment.Target, assignment.Value, value), receiver))))
            .Then((after, value) => Outcome.One(Restarted(assignment.Target, after), Known(after, value)));
    }

    /// <summary>What a place is a member of. An element of which a member is written, <c>rows[index].Value</c>, is not looked for where nothing says that an earlier one lies at the index.</summary>
    IReadOnlyList<Outcome> EvaluateTarget(IOperation target, World world)
    {
        if (target.Unconverted() is not IMemberReferenceOperation { Instance: { Type.IsValueType: true } row } || ElementOf(row) is not { Index: { } index, Holder: var holder }
            || SlotOf(row, holder, index, world) is not { Identity: ILocalSymbol or IFieldSymbol } slot || world.Store[slot].Kind != ValueKind.Unknown || world.HasMembers(slot))
            return EvaluateReceiver(target, world);
        var by = (ISymbol)slot.Identity!;
        // A field that only goes on stands before a place that is new.
        return (by is ILocalSymbol ? body.Index.Loops.IsFilledBy(by) || body.Index.Loops.IsStepped(by) : body.Index.Loops.IsSteppedDown(by)) || MayComeAgain(by, holder) ? EvaluateReceiver(target, world)
            : EvaluateHolder(holder, [index], world).Then(static (before, _) => Outcome.One(before, Value.Unknown));
    }

    /// <summary>The initialiser of a <c>ref</c> field, which no graph says to bind a reference.</summary>
    static bool IsInitialReference(ISimpleAssignmentOperation assignment) => assignment is { IsImplicit: true, Target: IFieldReferenceOperation { Field.RefKind: not RefKind.None } };

    /// <summary>What an assignment gives on is followed no more than the place that it was put in.</summary>
    static Value Known(World world, Value value) => value.ReachesTracked && world.State == ObjectState.Unallocated ? Value.NotNull : value;

    /// <summary>A variable that is set anew begins a new walk over whatever it indexes, unless it is what a loop chooses.</summary>
    World Restarted(IOperation target, World world) => world.Store.Has(PlaceKind.Element) && target is ILocalReferenceOperation { Local: var local } && !body.Index.Loops.IsChosen(local) ? Container.Unvisited(world, local) : world;

    /// <summary>Puts a value where an operation points. A place that is not followed may be anywhere: the object escapes.</summary>
    IReadOnlyList<Outcome> StoreInto(IOperation assignment, IOperation target, World world, Value value, Value receiver)
    {
        if (target is IDiscardOperation)
            return Outcome.One(world, value);
        if (target is ILocalReferenceOperation { Local.IsRef: true } && PlaceOf(target, world) is { } alias && world.Store[alias].Kind == ValueKind.View)
            return Look(PartReplaced(world.Escape(value), target), Value.View, target);
        if (ElementOf(target) is { Holder: IFieldReferenceOperation { Field: var ring } } && world.IsReachedBy(value) && run.Bodies.Traits.HasTwoEnds(ring))
            return Outcome.One(Escaped(world, value), value);
        if (ElementOf(target) is { } element && StoreElement(element.Holder, element.Index, world, value) is { } stored)
            return stored;
        if (PlaceOf(target, world) is { Kind: not PlaceKind.Elsewhere } place)
            return Outcome.One(KeepsFollowed(place) ? Assigned(world, place, value, assignment) : PutInOpenField(world, place, value, assignment), value);
        if (target.Unconverted() is IPropertyReferenceOperation { Property.SetMethod: { } auto } half && BackingPlace(half, auto, world) is { } field)
            return Outcome.One(KeepsFollowed(field) ? Assigned(world, field, value, assignment) : PutInOpenField(world, field, value, assignment), value);
        if (target.Unconverted() is IPropertyReferenceOperation { Property: { SetMethod: { } setter } } property
            && Indexed(property, setter, world, receiver, value) is { } outcomes)
            return outcomes;
        if (target.Unconverted() is IPropertyReferenceOperation { Property.SetMethod: { DeclaringSyntaxReferences.IsEmpty: false } unseen })
            world = WrittenBy(unseen, world, receiver, none);
        if (value.Kind == ValueKind.Tracked && target.Unconverted() is IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true })
            return Look(world, value, assignment).Then((after, _) => Outcome.One(receiver.ReachesTracked ? after : Escaped(after, value), value));
        if (receiver.ReachesTracked || target.Unconverted() is IInvocationOperation)
            world = PartReplaced(world, target);
        return Outcome.One(receiver.ReachesTracked ? world : Escaped(world, value).Unnamed(value), value.Kind == ValueKind.Instance ? Value.NotNull : value);
    }

    /// <summary>Whatever of a part's type is written through the object may be the part.</summary>
    World PartReplaced(World world, IOperation target)
        => run.Types.Has(target.Type) && world.Store[Note(LedgerEntry.Unlinked)].AsBool == true ? WithNote(world, LedgerEntry.Unlinked, Value.Unknown)
            : Rule.Parts.Has(target.Type) ? world.With(world.Store.With(Note(LedgerEntry.PartReplaced), Value.True)) : world;

    /// <summary>What came with the object, as long as nothing else was put in its place.</summary>
    Value PartOf(World world, Value whole)
        => whole.Kind == ValueKind.Tracked && world.Store[Note(LedgerEntry.PartReplaced)].AsBool != true && !GivesPartsOfItsOwn ? Value.Part : Value.Unknown;

    /// <summary>Whether the body, or one that it runs for, hangs objects of its own where others have their parts. To take one part off, and put the next one there, is none of that.</summary>
    bool GivesPartsOfItsOwn => run.Running.Any(running => running.Operations.All.Any(operation => operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var part }, Value: var given } && Rule.RowOf(part) is { Kind: RowKind.Parts }
        && given.Unconverted() is ILocalReferenceOperation or IParameterReferenceOperation or IInvocationOperation));

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

    /// <summary>
    /// Into a field of an object whose end is not in sight. While this code runs nobody else comes to a private one, so that what is done with the object twice is
    /// told; but that it is lost later is not, since another method may come by.
    /// </summary>
    World PutInOpenField(World world, Place place, Value value, IOperation where)
        => value.Kind != ValueKind.Tracked || place is not { Kind: PlaceKind.Member or PlaceKind.Static, Symbol: IFieldSymbol { DeclaredAccessibility: Accessibility.Private } } ? Put(world, place, value)
            : Assigned(world, place, value, where) is var assigned ? assigned.With(assigned.Store.With(Note(LedgerEntry.InOpenField), Value.True)) : world;

    /// <summary>A field of an object whose end is not in sight may be freed by anybody: what is stored there is nobody's loss here.</summary>
    bool KeepsFollowed(Place place) => run.FollowsFields || place.Root.Kind is not (PlaceKind.Context or PlaceKind.Static or PlaceKind.This);

    /// <summary>What an element is an element of, and its index; null for anything else.</summary>
    static (IOperation Holder, IOperation? Index)? ElementOf(IOperation target) => target.Unconverted() switch
    {
        IArrayElementReferenceOperation element => (element.ArrayReference, element.Indices.Length == 1 ? element.Indices[0] : null),
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol } element => (element.Instance, element.Argument),
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

    /// <summary><c>ref var x = ref place</c>: from here on x is another name of the place; so is a <c>ref</c> field.</summary>
    IReadOnlyList<Outcome> BindReference(ISimpleAssignmentOperation assignment, World world)
    {
        var named = assignment.Target.Unconverted() switch
        {
            ILocalReferenceOperation local => run.Places.Variable(local.Local),
            IFieldReferenceOperation { Instance: { } holder } field => MemberOf(holder, ElementOf(field.Field), world),
            _ => null,
        };
        if (named is not { } alias)
            return Parts(assignment, world);
        var unbound = world.With(world.Store.With(alias, Value.Unknown));
        if (BoundToCurrent(assignment.Value, alias, unbound) is { } elements)
            return elements;
        return PlaceOf(assignment.Value, unbound) is { Kind: not PlaceKind.Capture } place
            ? Outcome.One(unbound.With(unbound.Store.With(alias, Value.Reference(place))), Value.Unknown)
            : (assignment.Value.Unconverted() is IInvocationOperation call ? ReferenceFrom(call, unbound) : EvaluateReceiver(assignment.Value, unbound)).Then((before, receiver) => Look(before, receiver, assignment.Value, followed: true).Then((after, _) =>
                Outcome.One(after.With(after.Store.With(alias, receiver.ReachesTracked ? Value.View : Value.Reference(run.Places.Elsewhere))), Value.Unknown)));
    }

    /// <summary><c>foreach (ref var row in rows)</c>: the variable is the element that the walk is at, until the next one has its name. Null for any other reference.</summary>
    IReadOnlyList<Outcome>? BoundToCurrent(IOperation referred, Place alias, World world)
    {
        if (referred.Unconverted() is not IPropertyReferenceOperation { Property.Name: "Current", Instance: { } walker } current || PlaceOf(walker, world) is not { } named || world.Read(named) is not { Kind: ValueKind.Instance, Target: { } walk } || SourceOf(world, walk) is not { } source)
            return null;
        return Pick(current, ContainerAt(world, source).WithoutName(current), current, removes: false, walk)
            .Then((after, _) => Outcome.One(after.With(after.Store.With(alias, Value.Reference(run.Places.Element(source, current)))), Value.Unknown));
    }

    /// <summary>All right sides are read before the first left side is written, through nested tuples.</summary>
    IReadOnlyList<Outcome> Deconstruct(IDeconstructionAssignmentOperation deconstruction, World world)
    {
        var targets = Elements(deconstruction.Target is IDeclarationExpressionOperation declared ? declared.Expression : deconstruction.Target);
        if (deconstruction.Value.Unconverted() is not ITupleOperation tuple || Elements(tuple) is var sources && sources.Count != targets.Count)
            return Evaluate(deconstruction.Value, world).Then((after, value) => TakeApart(deconstruction, targets, after, value));

        IReadOnlyList<(World World, Value[] Values)> read = [(world, [])];
        foreach (var source in sources)
            read = [.. read.SelectMany(so => Evaluate(source, so.World).Select(outcome => SetAside(source, outcome)).Select(outcome => (Waiting(source, outcome), (Value[])[.. so.Values, outcome.Value])))];
        return [.. read.SelectMany(so => targets.Zip(so.Values.Zip(sources, (value, source) => (value, source)), (target, read) => (target, value: Declared(target, read.source, read.value))).Aggregate(Outcome.One(so.World, Value.Unknown),
            (outcomes, pair) => outcomes.Then((after, _) => StoreInto(deconstruction, pair.target, after, pair.value, Value.Unknown))))];
    }

    /// <summary>A value that was read and waits to be written elsewhere. A struct waits with its members.</summary>
    Outcome SetAside(IOperation source, Outcome read)
    {
        if (read.Value.Origin is not { } origin || !read.World.HasMembers(origin))
            return read with { Value = read.Value.From(null) };
        var temporary = run.Places.Temporary(source, body.Graph);
        return new(read.World.Write(temporary, read.Value), read.Value.From(temporary));
    }

    /// <summary>A tuple that is not written out, a pair of a dictionary, a record: its parts are read where it lies. Who wrote a <c>Deconstruct</c> of his own has it run.</summary>
    IReadOnlyList<Outcome> TakeApart(IDeconstructionAssignmentOperation deconstruction, List<IOperation> targets, World world, Value value)
    {
        var lies = value is { Kind: ValueKind.Instance, Target: { } heap } ? heap : value.Origin ?? PlaceOf(deconstruction.Value, world);
        var method = deconstruction.Value.Type is INamedTypeSymbol { IsTupleType: false } type ? DeconstructOf(type, targets.Count) : null;
        if (lies is not null && method is { IsImplicitlyDeclared: false } && DeconstructedBy(method, deconstruction, targets, lies, world) is { } ran)
            return ran;
        if (lies is null || PartsOf(deconstruction.Value.Type, method, targets.Count) is not { } parts)
            return Outcome.One(targets.Aggregate(world.Escape(value), (next, target) => PlaceOf(target, next) is { } place ? next.Write(place, Value.Unknown) : next), Value.Unknown);
        var read = parts.Select(part => run.Places.Member(lies, part) is { } member ? world.Read(member).From(world.HasMembers(member) ? member : null) : Value.Unknown).ToArray();
        return targets.Zip(read, (target, part) => (target, part)).Aggregate(Outcome.One(world, Value.Unknown),
            (outcomes, pair) => outcomes.Then((after, _) => StoreInto(deconstruction, pair.target, after, pair.part, Value.Unknown)));
    }

    /// <summary>What a value is taken apart into, member by member; null where a method that somebody wrote does it.</summary>
    static IReadOnlyList<ISymbol>? PartsOf(ITypeSymbol? type, IMethodSymbol? deconstruct, int count) => type switch
    {
        INamedTypeSymbol { IsTupleType: true, TupleElements: { } fields } when fields.Length == count => [.. fields.Select(ElementOf)],
        _ when IsPair(type) && count == 2 => [type!.OriginalDefinition.GetMembers("Key").First(), type.OriginalDefinition.GetMembers("Value").First()],
        INamedTypeSymbol record when deconstruct is { IsImplicitlyDeclared: true } => Enumerable.Range(0, count).Select(position => PropertyOfRecord(record, deconstruct, position)).OfType<ISymbol>().ToArray() is var parts && parts.Length == count ? parts : null,
        _ => null,
    };

    static IMethodSymbol? DeconstructOf(INamedTypeSymbol type, int parts)
    {
        for (var level = type; level is not null; level = level.BaseType)
            foreach (var member in level.OriginalDefinition.GetMembers("Deconstruct"))
                if (member is IMethodSymbol { IsStatic: false } method && method.Parameters.Length == parts && method.Parameters.All(static parameter => parameter.RefKind == RefKind.Out))
                    return method;
        return null;
    }

    /// <summary>Runs a written <c>Deconstruct</c>, whose parameters are the places on the left; null when it is not looked into.</summary>
    IReadOnlyList<Outcome>? DeconstructedBy(IMethodSymbol method, IDeconstructionAssignmentOperation deconstruction, List<IOperation> targets, Place lies, World world)
        => method is { IsVirtual: false, IsAbstract: false, IsOverride: false } && CalleeOf(method) is { } callee ? Run(deconstruction, callee, world, lies, entered => callee.Method!.Parameters.Zip(targets, (parameter, target) => (parameter, target))
            .Aggregate(entered, (bound, pair) => PlaceOf(pair.target, world) is { } place ? bound.With(bound.Store.With(run.Places.Variable(pair.parameter), Value.Reference(place))) : bound)) : null;

    static List<IOperation> Elements(IOperation operation) => operation.Unconverted() switch
    {
        ITupleOperation tuple => [.. tuple.Elements.SelectMany(Elements)],
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => [.. tuple.Elements.SelectMany(Elements)],
        _ => [operation],
    };

    /// <summary><c>x += y</c>, <c>x &amp;= y</c>, <c>x++</c>: what comes of two known values is known, anything else is not. A postfix operator gives what was there before.</summary>
    IReadOnlyList<Outcome> Modify(IOperation target, BinaryOperatorKind kind, IOperation? value, World world, bool isPostfix = false)
        => EvaluateReceiver(target, world).Then((before, receiver) => Look(before, receiver, target, followed: target is IMemberReferenceOperation { Instance: not null }))
            .Then((before, _) => target is ILocalReferenceOperation { Local.IsRef: true } && PlaceOf(target, before) is { } alias && before.Store[alias] is { Kind: ValueKind.View } view ? Look(before, view, target) : Outcome.One(before, Value.Unknown))
            .Then((before, _) => Outcome.One(Stepped(target, kind, before), Value.Unknown))
            .Then((before, _) => value is null ? Outcome.One(before, Value.Of(1L)) : Evaluate(value, before))
            .Then((after, right) => PlaceOf(target, after) is not { } place ? Outcome.One(Escaped(after, right), Value.Unknown)
                : after.Read(place) is var left && Combined(kind, left, right) is { } functions ? Outcome.One(Assigned(after, place, functions), functions)
                : left.Function is not null || right.Function is not null ? Outcome.One(Escaped(Escaped(after, left), right).Write(place, Value.Unknown), Value.Unknown)
                : Displaced(target, kind, left, right) is { } moved ? Outcome.One(after.Write(place, moved), isPostfix ? left.From(null) : moved.From(place))
                : Combine(kind, after, after.Read(place), right, target).Then((last, result) => Outcome.One(last.Write(place, kind is BinaryOperatorKind.And or BinaryOperatorKind.Or ? result : result.From(null)), isPostfix ? last.Read(place).From(null) : result.From(place))));

    /// <summary>A step or a compound assignment by a user's own operator: a call whose result the target is given, or one that changes the target itself.</summary>
    IReadOnlyList<Outcome> ModifyBy(IMethodSymbol user, IOperation operation, World world)
    {
        var (target, operand, isPostfix) = operation switch
        {
            ICompoundAssignmentOperation compound => (compound.Target, compound.Value, false),
            IIncrementOrDecrementOperation step => (step.Target, null, step.IsPostfix),
            _ => (operation, null, false),
        };
        return Evaluate(target, world).Then((before, left) => (operand is null ? Outcome.One(before, Value.Unknown) : Evaluate(operand, Waiting(target, new(before, left)))).Then((after, right) =>
        {
            Value[] operands = user.IsStatic ? operand is null ? [left] : [left, right] : operand is null ? [] : [right];
            var called = Rule.RowOf(user) is not null ? null : Implicit(operation, user, user.IsStatic ? null : ReceiverPlace(target, after, left), after, user.IsStatic ? Value.Unknown : left, operands);
            var outcomes = called ?? Look(after, left, target).Then((looked, _) => Look(looked, right, operation)).Then((looked, _) => Outcome.One(looked, Value.Unknown));
            return outcomes.Then((done, result) => !user.IsStatic ? Outcome.One(done, left) : StoreInto(operation, target, done, result, Value.Unknown).Then((stored, _) => Outcome.One(stored, isPostfix ? left : result)));
        }));
    }

    static World Stepped(IOperation target, BinaryOperatorKind kind, World world)
        => world.Store.Has(PlaceKind.Element) && IndexOf(target) is ISymbol index && (kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract) ? Container.Stepped(kind == BinaryOperatorKind.Add && index is IFieldSymbol ? Container.WithoutEnd(world) : world, index, kind == BinaryOperatorKind.Add) : world;
}
