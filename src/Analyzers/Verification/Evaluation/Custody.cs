using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Asks, wherever names have gone, whether somebody still owes the release of an allocated object.</summary>
sealed class Custody(Run run, Body body)
{
    /// <summary>After an operation: was the object's last name overwritten, or was it never given one?</summary>
    public World Check(World before, World after, IOperation operation)
    {
        var left = after;
        after = after.Swept();
        if (after.State != ObjectState.Allocated || IsKept(after))
            return Retired(after);
        if (run.ToTell() is { } sightings && !run.IsToldBelow(after) && !IsLeftToFinalizer(left) && IsOwed(before, after))
        {
            var last = before.BestHolder;
            var fresh = before.Holders.Select(holder => after.Store[holder].AcquiredBy).FirstOrDefault(acquire => acquire is not null) ?? InElement(before, after);
            if (fresh is not null && IsToldByItsLife(last, fresh))
                return after.Forget();
            sightings.Add(fresh is null
                ? Lost(after, new Exit(last is null ? ExitForm.Discard : ExitForm.Overwrite, operation.Syntax.GetLocation(), NameOf(last)) { IsRemoval = last?.Root.Kind == PlaceKind.Heap && (operation is IExpressionStatementOperation statement ? statement.Operation : operation).Unconverted() is IInvocationOperation }, last)
                : Replaced(after, operation, fresh, last));
        }

        return after.Forget();
    }

    /// <summary>
    /// Told where a person gives the place another one: at a call, if the place or what it is given is the caller's own; but a field that a helper fills by itself it
    /// fills for whoever calls it.
    /// </summary>
    Sighting Replaced(World after, IOperation operation, IOperation fresh, Place? last)
    {
        // A setter of one's own is a field by another name.
        if (body.Method is { MethodKind: MethodKind.PropertySet } && run.Depth == 1 && last?.Root.Kind == PlaceKind.Context && run.Running.Last() is var caller && caller.Contains(fresh))
            return new(Defect.NotAlternating, fresh.Syntax.GetLocation(), after, caller.Member, Name: last.Display);
        if (run.OutermostCall is { } call && !(last?.Root.Kind == PlaceKind.Context && run.ContextType.IsOrDerivesFromAny(body.Member.ContainingType)
            && !run.IsInCaller(fresh) && !operation.DescendantsAndSelf().Any(static part => part is IAssignmentOperation { Target: var target } && target.Unconverted() is IParameterReferenceOperation)))
            return new(Defect.NotAlternating, call.Syntax.GetLocation(), after, run.Home, Name: last?.Display);
        var parts = operation.DescendantsAndSelf().ToArray();
        // What was there before, in another field, was taken where it was taken.
        var where = body.Contains(fresh) || parts.Any(static part => part is ISimpleAssignmentOperation { Value: var value } && value.Unconverted() is IMemberReferenceOperation) ? fresh : parts.OfType<IInvocationOperation>().FirstOrDefault() ?? operation;
        return new(Defect.NotAlternating, where.Syntax.GetLocation(), after, ReferenceEquals(where, fresh) && !body.Contains(fresh) ? run.Home : body.Member, Name: last?.Display);
    }

    /// <summary>
    /// Whether a class fills a field of its own over what it has put there itself: its life tells that, once, and not each who uses an object of it. The private methods of a class that has a
    /// life are led through it by their callers.
    /// </summary>
    bool IsToldByItsLife(Place? last, IOperation fresh)
        => run is { OutermostCall: not null, ContextType: null } && run.Acquire is { Path.Count: > 0, Owner: var owner } && last is { Kind: PlaceKind.Member, Holder: { } holder }
            && (holder.Kind == PlaceKind.Context ? run.FollowsFields ? run.Home.ContainingType : null : holder.MadeType is { } made && HasEnd(made) ? made : null) is { } type
            && IsCodeOf(type, body) && IsCodeOf(type, owner) && !run.IsInCaller(fresh);

    static bool IsCodeOf(INamedTypeSymbol type, Body code) => SymbolEqualityComparer.Default.Equals(code.Member.ContainingType?.OriginalDefinition, type.OriginalDefinition);

    static bool HasEnd(INamedTypeSymbol type) => type.AllInterfaces.Any(static implemented => implemented is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });

    /// <summary>What was put into an element which only turned out to be the object's when it was written: the acquire of that.</summary>
    static IOperation? InElement(World before, World after)
    {
        if (!after.Store.Has(PlaceKind.Element))
            return null;
        for (var i = 0; i < after.Store.Count; i++)
            if (after.Store.ValueAt(i) is { AcquiredBy: { } acquire } && after.Store.PlaceAt(i) is var place && !before.Store[place].Equals(after.Store.ValueAt(i))
                && before.Holders.Any(holder => ReferenceEquals(holder.Root, place.Root) && holder.Kind == place.Kind && holder.Depth == place.Depth && SymbolEqualityComparer.Default.Equals(holder.Symbol, place.Symbol)))
                return acquire;
        return null;
    }

    /// <summary>After a passage: did the object's last name go out of scope?</summary>
    public World Check(World before, World after, FlowEdge edge)
    {
        after = after.Swept();
        if (after.State != ObjectState.Allocated || IsKept(after))
            return Retired(after);
        if (IsPath(edge) && run.ToTell() is { } sightings && !run.IsToldBelow(after) && IsOwed(before, after))
        {
            var last = before.BestHolder;
            // A name that only a callee has is none to the caller, who kept nothing of what it handed over.
            var exit = run.OutermostCall is { } call
                ? new Exit(ExitForm.Discard, call.Syntax.GetLocation(), Holder: null)
                : ExitFinder.Find(edge, body, Scopes.SyntaxOf(last is null ? null : Heap.Outside(before.Store, last)), NameOf(last));
            sightings.Add(edge.Kind != EdgeKind.Fault ? Lost(after, exit, last) : LostByCall(after, exit, IsIntoHandler(edge) ? Defect.Lost : Defect.LostByCall));
        }

        return after.Forget();
    }

    /// <summary>
    /// A written <c>throw</c> is a path, unless exceptions do not count at all. What a mere call throws is one into a handler of this body, whose author
    /// expects it, and out of it where all exceptions count.
    /// </summary>
    bool IsPath(FlowEdge edge) => edge.Kind switch
    {
        EdgeKind.Fault => run.Settings.Exceptions == ExceptionPolicy.All || (run.Settings.Exceptions == ExceptionPolicy.Explicit && IsIntoHandler(edge)),
        EdgeKind.Throw => edge.To is not null || run.Settings.Exceptions != ExceptionPolicy.Off,
        _ => true,
    };

    /// <summary>
    /// Whether an exception goes to a handler of the body. Into a <c>finally</c>, a <c>foreach</c> has one too, only if a handler waits where the exception comes out of it again. Who catches the lack of memory thinks of acquires, and one that throws has given nothing.
    /// </summary>
    public static bool IsIntoHandler(FlowEdge edge) => edge.To is { } to && Regions.Around(to).Any(region => region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter
        && region.FirstBlockOrdinal == to.Ordinal && region.ExceptionType is not { Name: "OutOfMemoryException" } || IsFinallyWithin(region, to));

    /// <summary>Whether a block begins a <c>finally</c>, and a region is a <c>try</c> around that, with a handler.</summary>
    static bool IsFinallyWithin(ControlFlowRegion region, BasicBlock to) => to.EnclosingRegion is { Kind: ControlFlowRegionKind.Finally } final && final.FirstBlockOrdinal == to.Ordinal
        && region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } tried }
        && tried.NestedRegions.Any(static handler => handler.Kind is ControlFlowRegionKind.Catch && handler.ExceptionType is not { Name: "OutOfMemoryException" });

    /// <summary>
    /// Whether the end of its last name loses the object. An address at some distance still leads to it; the life of its owner may tell it. A duty lies on an object that
    /// others may know: it is lost with the name of a local where no other rule follows the object, and with a parameter where no caller is left to see to it.
    /// </summary>
    bool IsOwed(World before, World after)
    {
        if (before.Store[run.Places.Ledger(LedgerEntry.InOpenField)].AsBool == true || after.IsReachedByOffset || IsToldByItsOwner(run, before) || IsLeftToFinalizer(before))
            return false;
        if (run.Acquire is not { Row.IsDuty: true })
            return true;
        return before.BestHolder switch
        {
            { Kind: PlaceKind.Parameter, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol method } } => run.Depth == 0 && !run.Bodies.Traits.MayHaveCallers(method),
            { Kind: PlaceKind.Local } => run.Rule.Book?.Follows(run.Types.Declared[0]) != true,
            _ => false,
        };
    }

    /// <summary>An object of a class that has an end of its own, acquired by it and left when it was closed: its own life tells that, once. What a static method made it of is no part of that life.</summary>
    public static bool IsToldByItsOwner(Run run, World world) => run.Acquire is { Path.Count: > 0, Owner.Member.IsStatic: false } acquire && world.Holders.Any(holder =>
        holder.Root is { Kind: PlaceKind.Heap, Identity: IOperation { Type: { } made } } heap && world.Store[run.Places.Closed(heap)].AsBool == true
        && SymbolEqualityComparer.Default.Equals(acquire.Owner.Member.ContainingType?.OriginalDefinition, made.OriginalDefinition));

    /// <summary>An object of a class that frees what it holds when it is collected: who loses that one has lost nothing.</summary>
    bool IsLeftToFinalizer(World world) => world.BestHolder?.Root.MadeType is { } made && Endings.MayFreeWhenCollected(made, run.Rule, run.Bodies.Traits);

    /// <summary>Whether a name of the object is left. What is itself an address can be had again from a span or a pointer that was made of it.</summary>
    bool IsKept(World world) => world.IsHeld || (world.IsSeen && run.Types.Declared.Any(ObjectTypes.IsAddress));

    /// <summary>At a call that never returns, with no handler around it: the body's names end as at a throw.</summary>
    public void CheckThrow(World world, IOperation call)
    {
        if (run.Sightings is not { } sightings || run.Depth > 0 || run.Settings.Exceptions == ExceptionPolicy.Off || world.State != ObjectState.Allocated || world.Drop(new Scopes(body).BelongsToBody).Swept().IsHeld)
            return;
        if (!IsOwed(world, world))
            return;
        var last = world.BestHolder;
        var where = call.Syntax.FirstAncestorOrSelf<StatementSyntax>() ?? call.Syntax;
        sightings.Add(Lost(world, new Exit(ExitForm.Throw, where.GetLocation(), NameOf(last)), last));
    }

    /// <summary>At a call that may throw, with no handler around it: told where even that counts.</summary>
    public void CheckFault(World world, IOperation call)
    {
        if (run.Settings.Exceptions == ExceptionPolicy.All && run.Sightings is { } sightings && run.Depth == 0 && world.State == ObjectState.Allocated
            && !world.Drop(new Scopes(body).BelongsToBody).IsHeld && IsOwed(world, world))
            sightings.Add(LostByCall(world, new Exit(ExitForm.Throw, call.Syntax.GetLocation(), NameOf(world.BestHolder)), Defect.LostByCall));
    }

    /// <summary>A capture is the compiler's own name, and what a query makes on its way has none: a person knows none.</summary>
    static string? NameOf(Place? last) => last is { Root.Kind: not (PlaceKind.Capture or PlaceKind.Temporary), Display: { Length: > 0 } name } ? name : null;

    Sighting Lost(World world, Exit exit, Place? last)
    {
        var branch = DecidingStep(world, exit, last);
        if (branch is { Outcome: { } outcome } && exit.Form == ExitForm.EndOfBlock)
            exit = exit with { Turn = (branch.Where, outcome) };
        return new(Defect.Lost, exit.Where, world, run.Home, exit, exit.Holder, branch is null ? "" : $" when {branch.Text}");
    }

    /// <summary>No test decides whether a call throws.</summary>
    Sighting LostByCall(World world, Exit exit, Defect defect) => new(defect, exit.Where, world, run.Home, exit, exit.Holder, " when a call throws");

    /// <summary>
    /// The test that a person would name. Before a jump it is the last one that leads there, or past what is done with the object; at the end of a block it is the one that
    /// would have led to the release.
    /// </summary>
    Step? DecidingStep(World world, Exit exit, Place? last)
    {
        var branches = Trace.Steps(world.Trace).Where(step => step.Kind == StepKind.Branch);
        if (exit.Form is not (ExitForm.EndOfBlock or ExitForm.Overwrite))
            return branches.LastOrDefault(step => !IsHere(step) || Deciding.IsDecidedBy(step.Where, exit.Where, (last?.Root.Symbol ?? last?.Symbol)?.Name));
        var guards = last?.Identity is { } name ? body.Index.GuardsOf(operation => run.Rule.IsRelease(operation), name) : [];
        return branches.LastOrDefault(step => guards.Contains(step.Where));
    }

    bool IsHere(Step step) => ReferenceEquals(step.Where.SyntaxTree, body.Declaration.SyntaxTree) && body.Declaration.Span.Contains(step.Where.Span);

    /// <summary>A freed object that nothing names any more can meet no event.</summary>
    static World Retired(World world)
        => world.State == ObjectState.Freed && !world.Store.Any(static (place, held) => (held.ReachesTracked || held.Kind == ValueKind.InFlight) && place.Root.Kind is not PlaceKind.Temporary) ? world.Forget() : world;
}
