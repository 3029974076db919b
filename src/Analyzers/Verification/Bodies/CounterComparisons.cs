using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Comparisons of an index with the counter of an array, <c>index &lt; count - 1</c>, however they are written. Each is read once.</summary>
sealed class CounterComparisons(BodyIndex index, GraphOperations operations)
{
    readonly ConcurrentDictionary<(IBinaryOperation Comparison, bool IsSo), (ISymbol Index, IMemberReferenceOperation Counter)?> known = new(concurrencyLevel: 1, capacity: 5);

    /// <summary>The index and the counter of which a comparison says that the one is the last that the other counts, or, where the counter has been lowered before, that it is what it no longer counts.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="isSo">Whether it holds.</param>
    public (ISymbol Index, IMemberReferenceOperation Counter)? Beyond(IBinaryOperation comparison, bool isSo) => known.TryGetValue((comparison, isSo), out var beyond) ? beyond : known.GetOrAdd((comparison, isSo), Read(comparison, isSo));

    (ISymbol Index, IMemberReferenceOperation Counter)? Read(IBinaryOperation comparison, bool isSo)
    {
        var (terms, constant) = (new List<(IOperation Term, bool IsPlus)>(), 0L);
        Add(comparison.LeftOperand, isPlus: true, isNamed: false);
        Add(comparison.RightOperand, isPlus: false, isNamed: false);
        if (terms.Count != 2 || terms[0].IsPlus == terms[1].IsPlus || terms.FindIndex(static one => one.Term is IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Int32 }) is not (>= 0 and var at))
            return null;
        var (counter, other) = ((IMemberReferenceOperation)terms[at].Term, terms[1 - at]);
        // What is compared is the index, less the counter, and a constant, with zero.
        var (kind, rest) = other.IsPlus ? (comparison.OperatorKind, constant) : (NeverNegative.Mirrored(comparison.OperatorKind), -constant);
        var least = (kind, isSo) switch
        {
            (BinaryOperatorKind.LessThan, false) or (BinaryOperatorKind.GreaterThanOrEqual, true) or (BinaryOperatorKind.Equals, true) or (BinaryOperatorKind.NotEquals, false) => -rest,
            (BinaryOperatorKind.LessThanOrEqual, false) or (BinaryOperatorKind.GreaterThan, true) => 1 - rest,
            _ => long.MinValue,
        };
        return least == (IsLoweredBefore(counter.Member, comparison.Syntax) ? 0 : -1) && IndexScan.VariableOf(other.Term) is { } variable and (ILocalSymbol or IParameterSymbol) ? (variable, counter) : null;

        void Add(IOperation operand, bool isPlus, bool isNamed)
        {
            switch (operand.Unconverted())
            {
                case { ConstantValue: { HasValue: true, Value: int number } }:
                    constant += isPlus ? number : -number;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, OperatorMethod: null } sum when terms.Count <= 2:
                    Add(sum.LeftOperand, isPlus, isNamed);
                    Add(sum.RightOperand, isPlus == (sum.OperatorKind == BinaryOperatorKind.Add), isNamed);
                    break;
                case ILocalReferenceOperation { Local: var local } when !isNamed && NamedSum(local, comparison.Syntax) is { } sum:
                    Add(sum, isPlus, isNamed: true);
                    break;
                case { } term:
                    terms.Add((term, isPlus));
                    break;
            }
        }
    }

    /// <summary>The sum that a local is a name of, of numbers that have not changed since it was given.</summary>
    IBinaryOperation? NamedSum(ILocalSymbol local, SyntaxNode use) => index.Assignments.Where(assignment => assignment.Writes(local)).ToArray() is [{ IsUpdate: false, Value: IBinaryOperation { OperatorMethod: null } value } only] && !only.Reads(local)
        && value.DescendantsAndSelf().All(part => part is not IMemberReferenceOperation { Member: var member } || !Steps(member).Any(step => step.Syntax.SpanStart > value.Syntax.SpanStart && step.Syntax.SpanStart < use.SpanStart)) ? value : null;

    bool IsLoweredBefore(ISymbol counter, SyntaxNode use) => Steps(counter).Any(step => step is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } && step.Syntax.SpanStart < use.SpanStart);

    /// <summary>The operations of the body that give a member another number.</summary>
    IEnumerable<IOperation> Steps(ISymbol member) => operations.All.Where(operation => (operation switch { IIncrementOrDecrementOperation step => step.Target, IAssignmentOperation assignment => assignment.Target, _ => null }) is IMemberReferenceOperation { Member: var written }
        && SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, member.OriginalDefinition));
}
