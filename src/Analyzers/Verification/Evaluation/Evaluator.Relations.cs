using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What ties the object to others: the parent it was taken from, and the arguments that its release must repeat. The parent is
/// marked on its values, so that every copy of them is known; the rest is noted in the ledger of the world.
/// </summary>
sealed partial class Evaluator
{
    static readonly LedgerEntry[] matchEntries = [LedgerEntry.Match, LedgerEntry.Match2, LedgerEntry.Match3];

    /// <summary>The world that remembers what the tracked object was taken from, and with which arguments.</summary>
    World Related(CallSite site, RuleRow row, World world)
    {
        for (var i = 0; i < Rule.Text.Matches.Count && i < matchEntries.Length; i++)
            world = world.With(world.Store.With(Note(matchEntries[i]), MatchOf(site, i)));
        if (site.ParentSlot(Rule, row.IsDuty ? row.Slot : Slot.Return) is not { } slot || site.ValueIn(slot) is var parent && parent.IsNull)
            return world;
        if (parent.Maker is { } maker)
            world = world.With(world.Store.With(Note(LedgerEntry.Parent), Value.Unknown.MadeBy(maker)));
        return (parent.Origin ?? PlaceOf(site.OperandIn(slot), world)) is { Kind: not PlaceKind.Elsewhere } place
            ? world.Becoming(place, value => value.AsParent())
            : world;
    }

    /// <summary>An argument of an acquire that its release must repeat, where its value is known.</summary>
    Value MatchOf(CallSite site, int index)
        => index < Rule.Text.Matches.Count && site.ValueIn(Rule.Text.Matches[index].Acquire) is { Kind: ValueKind.Constant, Constant: not null } known ? known.Bare : Value.Unknown;

    static bool Differ(Value given, Value noted) => noted.Kind == ValueKind.Constant && given.Equal(noted.Constant) == false;

    static bool AreSame(Value given, Value noted) => noted.Kind == ValueKind.Constant && given.Equal(noted.Constant) == true;

    /// <summary>What is wrong about the way in which the tracked object is given back; null when nothing is, or nothing is known.</summary>
    (Defect Defect, string Note)? Mismatch(CallSite site, int objectSlot, World world)
    {
        for (var i = 0; i < Rule.Text.Matches.Count && i < matchEntries.Length; i++)
        {
            var (given, noted) = (site.ValueIn(Rule.Text.Matches[i].Release), world.Store[Note(matchEntries[i])]);
            if (!Differ(given, noted))
                continue;
            var hasOlder = world.Store[Note(LedgerEntry.Below)].Kind == ValueKind.Constant;
            if (i == 0 && Rule.Text.IsLifo && hasOlder && AreSame(given, world.Store[Note(LedgerEntry.MatchBelow)]))
                return (Defect.OutOfOrder, "is to be released before the older one that is released");
            if (!FollowsDuty || Rule.Text.IsLifo || !hasOlder)
                return (Defect.WrongPartner, $"was taken with {Spelled(noted, site, Rule.Text.Matches[i].Release)} and is given back with {Spelled(given.Bare, site, Rule.Text.Matches[i].Release)}");
        }

        if (site.ParentSlot(Rule, objectSlot) is { } slot && site.ValueIn(slot) is { IsParent: false } parent && AreDifferent(parent.Maker, world.Store[Note(LedgerEntry.Parent)].Maker))
            return (Defect.WrongPartner, "is given back to another one than it was taken from");
        return null;
    }

    /// <summary>A value as the source would have it: an enum's member by its name.</summary>
    static string Spelled(Value value, CallSite site, int slot)
        => value.Constant is long number && (site.Member as IMethodSymbol)?.Parameters.ElementAtOrDefault(slot)?.Type is { TypeKind: TypeKind.Enum } type
            && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => member.HasConstantValue && Equals(Value.Of(member.ConstantValue).Constant, number)) is { } named
            ? named.Name : value.ToString();

    /// <summary>Whether two makers surely made two objects: what is created is nothing that was there before.</summary>
    static bool AreDifferent(object? left, object? right)
        => left is not null && right is not null && !left.Equals(right) && (left is SyntaxNode || right is SyntaxNode);

    /// <summary>A call that may end the parent, seen from the object: it is too early if the object is released or used later.</summary>
    World ParentEnded(CallSite site, World world)
    {
        if (world.State != ObjectState.Allocated || Rule.Parents.Count == 0 || site.Member is not IMethodSymbol method)
            return world;
        var slot = Rule.Book?.PartnerAt(method) is { } partner ? partner.Slot
            : method.Name is "Dispose" or "DisposeAsync" && method.Parameters.IsEmpty ? Slot.This : (int?)null;
        if (slot is not { } ended || !site.ValueIn(ended).IsParent)
            return world;
        var where = (run.OutermostCall ?? site.Operation).Syntax;
        return world.With(world.Store.With(Note(LedgerEntry.ParentEnd), Value.Of(new EarlyEnd(where, run.Home))))
            .Noting(new(StepKind.Release, site.Operation.Syntax, "what it was taken from ends here"));
    }

    /// <summary>The object outlives what it was taken from: told at the early end, once, when the object is met again.</summary>
    bool OutlivesParent(World world)
    {
        if (world.State != ObjectState.Allocated || world.Store[Note(LedgerEntry.ParentEnd)].Constant is not EarlyEnd early)
            return false;
        if (run.ToTell() is { } sightings && !run.IsToldBelow(world))
            sightings.Add(new(Defect.OutOfOrder, early.Where.GetLocation(), world, early.Home, Note: "is released or used after what it was taken from ended here"));
        return true;
    }

    /// <summary>What makes another object each time, for values that an object may be taken from.</summary>
    Value Made(IOperation operation, ISymbol? member, Value value)
    {
        if (!Rule.IsParent(operation.Type) || member is null)
            return value;
        var isFresh = operation is IObjectCreationOperation || Rule.RowOf(member) is { Kind: RowKind.Makes } || Rule.Book?.Acquires(member) == true;
        return isFresh ? value.MadeBy(operation.Syntax)
            : member is IPropertySymbol { IsStatic: true, SetMethod: null, DeclaringSyntaxReferences.IsEmpty: true } ? value.MadeBy(member)
            : value;
    }

    /// <summary>A static that is set once, where it is declared, by something that makes another object each time.</summary>
    Value Made(IFieldSymbol field, Value value)
    {
        if (!field.IsReadOnly || !Rule.IsParent(field.Type) || value.Maker is not null)
            return value;
        return run.Bodies.Of(field, run.Cancellation).FirstOrDefault() is { } initializer
            && initializer.Operations.All.FirstOrDefault(operation => Made(operation, Rule.MemberOf(operation), Value.Unknown).Maker is SyntaxNode) is { } made
            ? value.MadeBy(made.Syntax) : value;
    }

    /// <summary>Where an object's parent ended before it, and in which member that is.</summary>
    sealed record EarlyEnd(SyntaxNode Where, ISymbol Home)
    {
        public bool Equals(EarlyEnd? other) => ReferenceEquals(Where, other?.Where);

        public override int GetHashCode() => Where.GetHashCode();
    }
}
