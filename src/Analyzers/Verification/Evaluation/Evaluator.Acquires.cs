using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Acquires: calls, creations and properties that give an object, or put a duty on one.</summary>
sealed partial class Evaluator
{
    /// <summary>Everything an acquire is given is looked at; what it replaces is taken back; then it gives an object or fails.</summary>
    IReadOnlyList<Outcome> AcquireAt(CallSite site, RuleRow row, World world)
    {
        // Only for want of memory does a new one not come where the old has been given back: that counts where exceptions do.
        if (world.State != ObjectState.Freed || run.Settings.Exceptions != ExceptionPolicy.Off)
            thrown?.Invoke(world);
        FaultBefore(site.Operation, world);
        var outcomes = row.Replaces is { } replaced
            ? UsesBesides(replaced, site, world).Then((after, _) => TakenBack(site, replaced, after))
            : Uses(site, world);
        return outcomes.Then((after, _) => row.IsElements ? GiveElements(site, row, after)
            : row.IsDuty ? TakeOn(site, row, after)
            : Acquire(site, row, after));
    }

    /// <summary>The tracked acquire starts the object's life; an older object from the same place lives on in a world of its own.</summary>
    IReadOnlyList<Outcome> Acquire(CallSite site, RuleRow row, World world)
    {
        var call = site.Operation;
        if (!run.IsTracked(call))
            return GiveAnother(site, row, world);
        var outcomes = new List<Outcome>();
        if (world.State != ObjectState.Unallocated)
            outcomes.AddRange(GiveAnother(site, row, world));
        var fresh = world.Forget();
        var begun = WithNote(Related(site, row, fresh), LedgerEntry.Unlinked, IsUnlinked(site) ? Value.True : Value.Unknown).With(ObjectState.Allocated).Noting(new(StepKind.Acquire, call.Syntax, "allocated here"));
        outcomes.AddRange(Give(site, row, begun, Value.Tracked));
        if (CanFail(site, row))
            outcomes.AddRange(Fail(site, row, Refused(fresh).Noting(new(StepKind.AcquireFailed, call.Syntax, "null was returned here"))));
        return outcomes;
    }

    /// <summary>Whether what an acquire gives may have links to its like, and cannot have any yet: it was given none.</summary>
    bool IsUnlinked(CallSite site) => run.Types.Declared.Any(run.Bodies.Traits.HasLinks) && !site.Arguments.Any(argument => run.Types.Has(argument.Value.Unconverted()?.Type));

    World WithNote(World world, LedgerEntry note, Value value) => world.With(world.Store.With(Note(note), value));

    /// <summary>An object that is not followed, or none.</summary>
    IReadOnlyList<Outcome> GiveAnother(CallSite site, RuleRow row, World world)
    {
        var given = Give(site, row, world, (CanFail(site, row) || Rule.SaysNullable(site.Member) ? Value.Unknown : Value.NotNull).GivenBy(site.Operation));
        return row.Slot != Slot.Return || row.When is not null ? [.. given, .. Fail(site, row, world)] : given;
    }

    bool CanFail(CallSite site, RuleRow row) => row.When is not null || (Rule.MayGiveNull && site.Operation is not IObjectCreationOperation);

    IReadOnlyList<Outcome> Give(CallSite site, RuleRow row, World world, Value value)
    {
        var after = OutArguments(site.Arguments, world);
        if (row.Slot == Slot.Return)
            return Succeeded(site, row, after, value);
        if (PlaceOf(site.OperandIn(row.Slot), after) is { } place)
            after = after.Write(place, value);
        else if (value.ReachesTracked && (Rule.Text.AllowsDiscard || !IsDiscard(site.OperandIn(row.Slot))))
            after = after.Forget();
        return Succeeded(site, row, after, Value.Unknown);
    }

    /// <summary><c>out _</c>: nobody will ever know the object.</summary>
    static bool IsDiscard(IOperation? operand) => operand is IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation };

    IReadOnlyList<Outcome> Fail(CallSite site, RuleRow row, World world)
    {
        var after = OutArguments(site.Arguments, world);
        if (row.Slot == Slot.Return)
            return Failed(site, row, after, Value.Null.GivenBy(site.Operation));
        if (!row.IsDuty && PlaceOf(site.OperandIn(row.Slot), after) is { } place)
            after = after.Write(place, Value.Null);
        return Failed(site, row, after, Value.Unknown);
    }

    IReadOnlyList<Outcome> Succeeded(CallSite site, RuleRow row, World world, Value result)
        => Success(site, row) is not { } success ? Outcome.One(world, result)
            : row.WhenSlot == Slot.Return ? Outcome.One(world, row.Slot == Slot.Return ? result : Value.Of(success))
            : Outcome.One(PlaceOf(site.OperandIn(row.WhenSlot), world) is { } place ? world.Write(place, Value.Of(success)) : world, result);

    IReadOnlyList<Outcome> Failed(CallSite site, RuleRow row, World world, Value result)
        => Success(site, row) is not { } success ? Outcome.One(world, result)
            : row.WhenSlot == Slot.Return ? Outcome.One(world, row.Slot == Slot.Return ? result : Value.Unknown.Given(success, equal: false))
            : Outcome.One(PlaceOf(site.OperandIn(row.WhenSlot), world) is { } place ? world.Write(place, Value.Unknown.Given(success, equal: false)) : world, result);

    /// <summary>The result, or the value of an argument, with which an acquire succeeds.</summary>
    static object? Success(CallSite site, RuleRow row) => row.When switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var name when long.TryParse(name, out var number) => number,
        var name => ResultType(site, row)?.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue,
    };

    static ITypeSymbol? ResultType(CallSite site, RuleRow row) => site.Member is not IMethodSymbol method ? null
        : row.WhenSlot == Slot.Return ? method.ReturnType
        : row.WhenSlot < method.Parameters.Length ? method.Parameters[row.WhenSlot].Type : null;

    /// <summary>The read of a property that acquires; null for any other.</summary>
    IReadOnlyList<Outcome>? ByAcquire(IPropertyReferenceOperation property, World world, Value receiver, Value[] values)
        => Rule.AcquireAt(property) is { } row ? AcquireAt(new(property, property.Property, property.Instance, property.Arguments, receiver, values), row, world) : null;

    /// <summary>A creation that acquires, that gives the null of a struct, or that only wraps what it is given; null for any other.</summary>
    IReadOnlyList<Outcome>? CreatedByRule(IObjectCreationOperation creation, World world)
    {
        if (creation.Constructor is not { } constructor)
            return null;
        if (Rule.RowOf(constructor) is { Kind: RowKind.Acquires } row)
            return [.. Arguments(creation.Arguments, world)
                .SelectMany(arguments => AcquireAt(new(creation, constructor, null, creation.Arguments, Value.Unknown, arguments.Values), row, arguments.World))
                .SelectMany(outcome => creation.Initializer is { } initializer ? Parts(initializer, outcome.World).Then((after, _) => Outcome.One(after, outcome.Value)) : [outcome])];
        if (creation.Type?.IsValueType == true && creation.Arguments.IsEmpty && (run.Types.Has(creation.Type) || ObjectTypes.IsAddress(creation.Type)))
            return Outcome.One(world, Value.Null);
        if (Promises.IsMadeOfResult(constructor))
            return [.. Arguments(creation.Arguments, world).Select(arguments => new Outcome(arguments.World, arguments.Values[0]))];
        return OnlyWraps(creation.Type) && constructor.DeclaringSyntaxReferences.IsEmpty
            ? [.. Arguments(creation.Arguments, world).SelectMany(arguments => LookAt(arguments.Values, creation, arguments.World).Then((after, _) => Outcome.One(after, Wrapped(creation.Type, arguments.Values))))]
            : null;
    }

    IReadOnlyList<Outcome> LookAt(IEnumerable<Value> values, IOperation where, World world)
    {
        var outcomes = Outcome.One(world, Value.Unknown);
        foreach (var value in values)
            outcomes = outcomes.Then((after, _) => Look(after, value, where));
        return outcomes;
    }
}
