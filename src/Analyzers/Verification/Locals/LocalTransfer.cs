using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Evaluation;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>
/// Carries the possible states of one local through a body, and notes whether anything there could be told of. States only ever grow, so what is wrong with a few
/// is wrong with all of them: no settled facts have to be waited for.
/// </summary>
/// <param name="local">The local.</param>
/// <param name="statements">What the operations of the body's blocks do.</param>
/// <param name="mayBeNull">Whether its acquires may give null.</param>
sealed class LocalTransfer(ILocalSymbol local, IReadOnlyDictionary<IOperation, Statement> statements, bool mayBeNull) : ITransfer<LocalStates>
{
    /// <summary>Whether, on every path, the object is released or handed out once, while the local holds it, and used only before that.</summary>
    public bool IsClean { get; private set; } = true;

    public void Begin(int point) { }

    public LocalStates After(IOperation operation, LocalStates before, Action<LocalStates>? thrown)
    {
        var statement = statements[operation];
        if (statement.MayThrow)
            thrown?.Invoke(before);
        Require(!(statement.NeverEnds || statement.MayEndParent) || !before.MayBeAllocated);
        if (statement.NeverEnds)
            return LocalStates.Unreached;
        switch (statement.UseOf(local))
        {
            case LocalUse.Acquire:
                Require(!before.MayBeAllocated);
                return mayBeNull ? LocalStates.AllocatedOrNull : LocalStates.Allocated;
            case LocalUse.Clear:
                Require(!before.MayBeAllocated);
                return LocalStates.Null;
            case LocalUse.Release:
                Require(before.IsAllocated);
                return LocalStates.Freed;
            case LocalUse.HandOut:
                // What a finally does with it on the way out, it does to somebody else's object.
                Require(before.IsGivenAndNotFreed);
                return LocalStates.Freed;
            case LocalUse.Look:
                Require(before.IsAllocated);
                return before;
            case LocalUse.IsNull or LocalUse.IsThere:
                Require(before.IsGivenAndNotFreed);
                return before;
            default:
                return before;
        }
    }

    public (LocalStates WhenTrue, LocalStates WhenFalse) Decide(IOperation condition, LocalStates before, Action<LocalStates>? thrown)
    {
        var after = After(condition, before, thrown);
        return statements[condition].UseOf(local) switch
        {
            LocalUse.IsNull => (after.Where(isNull: true), after.Where(isNull: false)),
            LocalUse.IsThere => (after.Where(isNull: false), after.Where(isNull: true)),
            _ => (after, after),
        };
    }

    public LocalStates Result(IOperation value, bool isThrown, LocalStates before, Action<LocalStates>? thrown) => After(value, before, thrown);

    public LocalStates Pass(FlowEdge edge, LocalStates fact)
    {
        if (!edge.LeavesBody && !Ends(edge))
            return fact;
        // What a mere call throws is a path into a handler only: where all exceptions count, no object is settled here.
        Require((edge.Kind == EdgeKind.Fault && !Custody.IsIntoHandler(edge)) || !fact.MayBeAllocated);
        return LocalStates.NotGiven;
    }

    bool Ends(FlowEdge edge)
    {
        foreach (var region in Regions.Left(edge.From, edge.To))
            if (region.Locals.Contains(local))
                return true;
        return false;
    }

    void Require(bool holds) => IsClean &= holds;
}
