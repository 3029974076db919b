using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>The loops of a body that go over the elements of containers, by an index, or over the nodes of lists that the program has linked itself. Found once, when first asked for.</summary>
sealed class Loops(BodyIndex index, GraphOperations operations)
{
    IReadOnlyList<(IOperation Condition, IndexScan Loop)>? scans;
    IReadOnlyList<(IOperation Condition, LinkWalk Loop)>? walks;
    HashSet<ISymbol>? stepped;
    HashSet<ISymbol>? steppedDown;
    HashSet<ISymbol>? begun;

    IReadOnlyList<(IOperation Condition, IndexScan Loop)> Scans => scans ??= [.. Found(IndexScan.Of)];

    IReadOnlyList<(IOperation Condition, LinkWalk Loop)> Walks => walks ??= [.. Found(LinkWalk.Of)];

    IEnumerable<(IOperation Condition, TLoop Loop)> Found<TLoop>(Func<IOperation, IReadOnlyList<IOperation>, TLoop?> of)
        where TLoop : class
    {
        for (var block = 0; block < index.BlockCount; block++)
            if (index.ConditionOf(block) is { } condition && of(condition, operations.All) is { } loop)
                yield return (condition, loop);
    }

    /// <summary>The loop over the elements of a container whose condition an operation is; null when it is none.</summary>
    public IndexScan? ScanOf(IOperation condition) => Scans.FirstOrDefault(scan => ReferenceEquals(scan.Condition, condition)).Loop;

    /// <summary>The walk from node to node whose condition an operation is; null when it is none.</summary>
    public LinkWalk? WalkOf(IOperation condition) => Walks.FirstOrDefault(walk => ReferenceEquals(walk.Condition, condition)).Loop;

    /// <summary>Whether a variable is counted up or down.</summary>
    public bool IsStepped(ISymbol variable) => (stepped ??= Targets(static operation => operation is IIncrementOrDecrementOperation or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract })).Contains(variable);

    /// <summary>Whether a variable is counted down.</summary>
    public bool IsSteppedDown(ISymbol variable)
        => (steppedDown ??= Targets(static operation => operation is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract })).Contains(variable);

    /// <summary>Whether an index goes up from a place that is computed: the second half of an array.</summary>
    public bool BeginsSomewhere(ISymbol index)
    {
        if (begun is null)
        {
            var up = Targets(static operation => operation is IIncrementOrDecrementOperation { Kind: OperationKind.Increment });
            up.IntersectWith(Targets(static operation => operation is ISimpleAssignmentOperation { Value.ConstantValue.HasValue: false }));
            begun = up;
        }

        return begun.Contains(index) && !ScansBy(index).Any(static scan => scan.IsChosen || scan.Fills);
    }

    /// <summary>The variables that some operations write.</summary>
    HashSet<ISymbol> Targets(Func<IOperation, bool> writes) => new(operations.All.Where(writes)
        .Select(static operation => IndexScan.VariableOf(operation switch { IIncrementOrDecrementOperation step => step.Target, IAssignmentOperation assignment => assignment.Target, _ => operation })).OfType<ISymbol>(), SymbolEqualityComparer.Default);

    /// <summary>Whether a loop writes every element of a container, one by one, at an index.</summary>
    public bool IsFilledBy(ISymbol index) => ScansBy(index).Any(static scan => scan.Fills);

    /// <summary>Whether a loop chooses the index anew in each of its rounds.</summary>
    public bool IsChosen(ISymbol index) => ScansBy(index).Any(static scan => scan.IsChosen);

    /// <summary>The variable that walks towards another one until they meet; null when there is none.</summary>
    public ISymbol? PartnerOf(ISymbol index)
    {
        foreach (var (_, scan) in Scans)
            if (scan.Partner is { } partner)
            {
                if (SymbolEqualityComparer.Default.Equals(scan.Index, index))
                    return partner;
                if (SymbolEqualityComparer.Default.Equals(partner, index))
                    return scan.Index;
            }

        return null;
    }

    /// <summary>The end of a container that all loops leave out which go over one by an index; null when one of them does not.</summary>
    public object? LeftOutBy(ISymbol index)
    {
        object? leftOut = null;
        foreach (var scan in ScansBy(index))
            if (scan.LeftOut is null || scan.Short.Count == 0 || !(leftOut ??= scan.LeftOut).Equals(scan.LeftOut))
                return null;
        return leftOut;
    }

    IEnumerable<IndexScan> ScansBy(ISymbol variable) => Scans.Select(static scan => scan.Loop).Where(scan => SymbolEqualityComparer.Default.Equals(scan.Index, variable));
}
