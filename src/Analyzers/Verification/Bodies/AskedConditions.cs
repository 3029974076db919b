using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// The conditions that a body asks more than once. What the engine does not understand of them, <c>have &lt; need</c>, <c>(flags &amp; Urgent) != 0</c>, <c>string.IsNullOrEmpty(name)</c>, it
/// understands to be so again, or not so again, when it is asked again.
/// </summary>
sealed class AskedConditions
{
    readonly Dictionary<IOperation, (AskedCondition Condition, bool IsNegated)> asked = [];

    /// <summary>After which operations a condition may have another answer.</summary>
    readonly Dictionary<IOperation, AskedCondition[]> ended = [];

    AskedConditions()
    {
    }

    /// <summary>Those of most bodies.</summary>
    public static AskedConditions None { get; } = new();

    public bool IsEmpty => asked.Count == 0;

    /// <param name="body">The body.</param>
    /// <param name="bodies">Where the bodies of what it calls come from.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static AskedConditions In(Body body, MethodBodies bodies, CancellationToken cancellation)
    {
        var conditions = Enumerable.Range(0, body.Index.BlockCount).Select(body.Index.ConditionOf).OfType<IOperation>().ToArray();
        if (conditions.Length < 2)
            return None;
        var numbers = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var (unseen, ends) = (WrittenUnseen(body), new ConditionEnds(body, bodies));
        var names = new NamedValues(body, unseen, ends);
        var byWords = new Dictionary<string, List<(IOperation Operation, bool IsNegated, AskedCondition Condition)>>(StringComparer.Ordinal);
        foreach (var operation in conditions)
        {
            var condition = new AskedCondition(body.Graph);
            if (new ConditionReader(bodies, body, numbers, names, condition, cancellation).Read(operation) is not var (words, isNegated))
                continue;
            if (!byWords.TryGetValue(words, out var same))
                byWords.Add(words, same = []);
            same.Add((operation, isNegated, condition));
        }

        if (byWords.Values.All(static same => same.Count == 1))
            return None;
        var found = new AskedConditions();
        foreach (var same in byWords.Values.Where(same => same.Count > 1 && !same[0].Condition.Variables.Overlaps(unseen)))
            foreach (var (operation, isNegated, _) in same)
                found.asked.Add(operation, (same[0].Condition, isNegated));
        found.AddEnds(body, ends);
        return found;
    }

    /// <summary>The variables that are written where nothing in the body says so: by the functions inside it, and through what refers to them.</summary>
    static HashSet<ISymbol> WrittenUnseen(Body body)
    {
        var written = Captures.WrittenBelow(body.Graph, body.Operations);
        foreach (var operation in body.Operations.All)
        {
            if (Referred(operation).Unconverted() is ILocalReferenceOperation { Local: var local })
                written.Add(local);
            else if (Referred(operation).Unconverted() is IParameterReferenceOperation { Parameter: var parameter })
                written.Add(parameter);
        }

        return written;
    }

    /// <summary>What an operation makes a reference to that lasts.</summary>
    static IOperation? Referred(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true, Value: var value } => value,
        IAddressOfOperation { Reference: var place } => place,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IObjectCreationOperation { Type.IsRefLikeType: true }, Value: var kept } => kept,
        _ => null,
    };

    void AddEnds(Body body, ConditionEnds ends)
    {
        var conditions = asked.Values.Select(static known => known.Condition).Distinct().ToArray();
        foreach (var block in body.Graph.Blocks)
            foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            {
                var parts = GraphOperations.Below(operation);
                if (conditions.Where(condition => parts.Any(part => ends.MayEnd(part, condition))).ToArray() is { Length: > 0 } over)
                    ended[operation] = over;
            }
    }

    /// <summary>What a condition asks that is asked elsewhere too, and whether it asks for the contrary.</summary>
    public (AskedCondition Condition, bool IsNegated)? Of(IOperation condition) => asked.TryGetValue(condition, out var known) ? known : null;

    /// <summary>The conditions to which the answer may be another one after an operation of the graph.</summary>
    public IReadOnlyList<AskedCondition> EndedBy(IOperation operation) => ended.TryGetValue(operation, out var over) ? over : [];
}
