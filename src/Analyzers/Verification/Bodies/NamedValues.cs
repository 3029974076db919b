using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What locals are names of: a local that is given a value once, of things that nothing in the body changes, asks what that value asks. <c>var n = s.Length;</c>
/// </summary>
/// <param name="body">The body.</param>
/// <param name="unseen">The variables that are written where no operation of the body says so.</param>
/// <param name="ends">Knows what changes a condition.</param>
sealed class NamedValues(Body body, ISet<ISymbol> unseen, ConditionEnds ends)
{
    readonly Dictionary<ISymbol, IOperation?> known = new(SymbolEqualityComparer.Default);

    /// <summary>The value for which a local stands wherever it is named; null where it may stand for another one.</summary>
    /// <param name="local">The local.</param>
    /// <param name="read">Reads a value: what it looks at; null where it does more than to ask.</param>
    public IOperation? ValueOf(ILocalSymbol local, Func<IOperation, AskedCondition?> read)
    {
        if (known.TryGetValue(local, out var value))
            return value;
        // What a value in broken code says of itself is nothing.
        known[local] = null;
        return known[local] = GivenOnce(local) is { } given && read(given) is { } looked && IsSteady(looked) ? given : null;
    }

    IOperation? GivenOnce(ISymbol local)
    {
        if (unseen.Contains(local))
            return null;
        IOperation? given = null;
        foreach (var part in Writes(local))
            if (given is not null || part is not ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation, Value: var value })
                return null;
            else
                given = value;
        return given;
    }

    IEnumerable<IOperation> Writes(ISymbol variable)
    {
        var condition = new AskedCondition(body.Graph);
        condition.Variables.Add(variable);
        return body.Operations.All.Where(part => ends.MayEnd(part, condition));
    }

    /// <summary>Whether nothing in the body changes what a value looks at. A local that is written once had its value before the name was given.</summary>
    bool IsSteady(AskedCondition looked)
    {
        if (looked.Variables.Overlaps(unseen))
            return false;
        looked.Variables.RemoveWhere(variable => variable is ILocalSymbol && Writes(variable).Take(2).Count() == 1);
        return !body.Operations.All.Any(part => ends.MayEnd(part, looked));
    }
}
