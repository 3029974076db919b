using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// A loop that goes over a container by an index, from 0 up or from the last element down, one by one: when its condition fails
/// the index has been everywhere. How far it goes is taken on trust, unless the bound is visibly short.
/// </summary>
/// <param name="Index">The variable.</param>
/// <param name="Bound">The variable before which an ascending loop stops, null when the bound is something else.</param>
/// <param name="Holders">What is indexed by the variable.</param>
/// <param name="Handed">The calls of methods of the source that are given the variable: what they index by it is gone over too.</param>
/// <param name="Drained">What an element is taken out of in every round.</param>
/// <param name="Fills">Whether it begins at 0 in this body and every round writes an element at it.</param>
sealed record IndexScan(ISymbol Index, ISymbol? Bound, IReadOnlyList<IOperation> Holders, IReadOnlyList<IInvocationOperation> Handed, IReadOnlyList<IOperation> Drained, bool Fills)
{
    /// <summary>Whether it is worth a look.</summary>
    public static bool MayBe(IOperation condition) => condition.Unconverted() is IBinaryOperation;

    /// <summary>The loop whose condition an operation is; null when it is none.</summary>
    /// <param name="condition">What may end a loop.</param>
    /// <param name="all">The operations of its graph.</param>
    public static IndexScan? Of(IOperation condition, IReadOnlyList<IOperation> all)
    {
        if (condition.Unconverted() is not IBinaryOperation binary)
            return null;
        return Ascending(binary, all) ?? Descending(binary, all);
    }

    static IndexScan? Ascending(IBinaryOperation condition, IReadOnlyList<IOperation> all)
    {
        if (VariableOf(condition.LeftOperand) is not { } index || !IsWhole(condition) || StepsUpFrom(index, all) is not { } start)
            return null;
        var bound = condition.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals ? VariableOf(condition.RightOperand) : null;
        return Over(index, bound, condition, all, isWhole: start == 0 || condition.OperatorKind == BinaryOperatorKind.LessThanOrEqual, use => start == 0 || IsOneBelow(use));
    }

    /// <summary>Whether a bound is the length, or a variable that is taken for it: <c>i &lt; n</c>, <c>i &lt;= n - 1</c>, but not <c>i &lt; n - 1</c>.</summary>
    static bool IsWhole(IBinaryOperation condition)
    {
        var right = condition.RightOperand.Unconverted();
        return condition.OperatorKind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals => right is not IBinaryOperation,
            BinaryOperatorKind.LessThanOrEqual => IsLessOne(right) || right is not IBinaryOperation,
            _ => false,
        };
    }

    /// <summary><c>n - 1</c>.</summary>
    static bool IsLessOne(IOperation? value) => value.Unconverted() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: 1 } };

    /// <summary>Where a variable begins that goes up one by one: at 0, or at 1; null for any other.</summary>
    static int? StepsUpFrom(ISymbol index, IReadOnlyList<IOperation> all)
    {
        var (steps, first) = (0, 0);
        foreach (var operation in all)
            switch (operation)
            {
                case IIncrementOrDecrementOperation { Kind: OperationKind.Increment } up when Is(up.Target, index):
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Value.ConstantValue: { HasValue: true, Value: 1 } } plus when Is(plus.Target, index):
                    steps++;
                    break;
                case ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: int from and (0 or 1) } } start when Is(start.Target, index):
                    first = Math.Max(first, from);
                    break;
                case IIncrementOrDecrementOperation other when Is(other.Target, index):
                case IAssignmentOperation assignment when Is(assignment.Target, index):
                    return null;
            }

        return steps > 0 ? first : null;
    }

    static IndexScan? Descending(IBinaryOperation condition, IReadOnlyList<IOperation> all)
    {
        var inside = condition.LeftOperand.Unconverted() as IIncrementOrDecrementOperation;
        if (inside is { Kind: OperationKind.Increment } || VariableOf(inside?.Target ?? condition.LeftOperand) is not { } index)
            return null;
        if (condition.RightOperand.ConstantValue is not { HasValue: true, Value: int limit })
            return null;
        var lastSeen = (condition.OperatorKind, limit) switch
        {
            (BinaryOperatorKind.GreaterThanOrEqual, 0) or (BinaryOperatorKind.GreaterThan, -1) or (BinaryOperatorKind.NotEquals, -1) => 0,
            (BinaryOperatorKind.GreaterThan, 0) or (BinaryOperatorKind.NotEquals, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) => 1,
            _ => (int?)null,
        };
        var down = all.OfType<IIncrementOrDecrementOperation>().Where(step => step.Kind == OperationKind.Decrement && Is(step.Target, index)).ToArray();
        if (lastSeen is not { } last || down.Length == 0)
            return null;
        // The body must see element 0: an index that stops at 1 has to be lowered before it is used, and after it was compared.
        return Over(index, bound: null, condition, all, isWhole: last == 0 || !all.Any(operation => operation is ISimpleAssignmentOperation start && Is(start.Target, index) && IsLessOne(start.Value)), use => last == 0 && inside is not { IsPostfix: true }
            || down.Any(step => !(ReferenceEquals(step, inside) && !step.IsPostfix) && (use.Syntax.Span.Contains(step.Syntax.Span) || (step.Syntax.SpanStart < use.Syntax.SpanStart && step.Syntax.SpanStart >= condition.Syntax.SpanStart)))
            || IsOneBelow(use));
    }

    /// <summary><c>a[i - 1]</c>, or <c>a[^i]</c>.</summary>
    static bool IsOneBelow(IOperation use) => IndexOf(use).Unconverted() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } or IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };

    /// <param name="index">The variable.</param>
    /// <param name="bound">The variable before which it stops.</param>
    /// <param name="condition">What may end the loop.</param>
    /// <param name="all">The operations of its graph.</param>
    /// <param name="isWhole">Whether it makes as many rounds as its bound says.</param>
    /// <param name="sees">Whether a use is one that comes by every element.</param>
    static IndexScan? Over(ISymbol index, ISymbol? bound, IOperation condition, IReadOnlyList<IOperation> all, bool isWhole, Func<IOperation, bool> sees)
    {
        // One that is written with goto is no statement: then all that the body indexes counts.
        var loop = condition.Syntax.Ancestors().FirstOrDefault(around => around is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax)?.Span;
        var uses = all.Where(use => IndexOf(use) is { } by && Names(by, index) && IsInside(use) && sees(use)).ToArray();
        var holders = uses.Select(HolderOf).OfType<IOperation>().ToArray();
        var handed = all.OfType<IInvocationOperation>().Where(call => GivenTo(call, index) is not null && IsInside(call) && sees(call)).ToArray();
        var drained = isWhole ? all.OfType<IInvocationOperation>().Where(call => IsTaking(call) && IsInside(call) && IsInEveryRound(call.Syntax, condition.Syntax) && IsAsLongAsAnother(index, condition, all)).Select(static call => call.Instance!).ToArray() : [];
        return holders.Length == 0 && handed.Length == 0 && drained.Length == 0 ? null : new(index, bound, holders, handed, drained,
            BeginsAtZero(index, all) && uses.Any(use => use.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, use) && IsInEveryRound(use.Syntax, condition.Syntax)));

        bool IsInside(IOperation use) => loop?.Contains(use.Syntax.Span) != false;
    }

    static bool IsTaking(IInvocationOperation call) => Collections.Is(call.Instance.Unconverted()?.Type)
        && (Collections.EffectOf(call.TargetMethod) is CollectionEffect.Takes or CollectionEffect.TriesToTake || call is { Arguments.IsEmpty: true } && Collections.EffectOf(call.TargetMethod) == CollectionEffect.Removes);

    /// <summary>A number that is written out has to stand in another loop too: four are taken out where four were put in.</summary>
    static bool IsAsLongAsAnother(ISymbol index, IOperation condition, IReadOnlyList<IOperation> all)
    {
        var asked = (IBinaryOperation)condition.Unconverted()!;
        var counts = all.OfType<ISimpleAssignmentOperation>().Where(start => Is(start.Target, index)).Select(static start => start.Value.ConstantValue).Append(asked.RightOperand.ConstantValue)
            .Where(static said => said is { HasValue: true, Value: > 1 }).Select(static said => said.Value!).ToArray();
        return counts.All(count => all.OfType<IBinaryOperation>().Any(other => !ReferenceEquals(other, asked) && other.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals && count.Equals(other.RightOperand.ConstantValue.HasValue ? other.RightOperand.ConstantValue.Value : null)));
    }

    /// <summary>The parameter of a method of the source under which it gets a variable; null when it does not get it.</summary>
    public static IParameterSymbol? GivenTo(IInvocationOperation call, ISymbol variable) => call.TargetMethod.DeclaringSyntaxReferences.IsEmpty ? null
        : call.Arguments.FirstOrDefault(argument => argument.Parameter is { RefKind: RefKind.None } && Is(argument.Value, variable))?.Parameter;

    /// <summary>What a body indexes by a parameter.</summary>
    public static IEnumerable<IOperation> IndexedBy(IParameterSymbol parameter, IReadOnlyList<IOperation> all)
        => all.Where(use => IndexOf(use) is { } by && Is(by, parameter)).Select(HolderOf).OfType<IOperation>();

    /// <summary>A field that counts how many there are goes on from where it was: what lies below it is not written again.</summary>
    static bool BeginsAtZero(ISymbol index, IReadOnlyList<IOperation> all)
        => index is ILocalSymbol || all.Any(operation => operation is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } start && Is(start.Target, index));

    /// <summary>Whether nothing in the loop decides about a statement, but that the loop may end before.</summary>
    static bool IsInEveryRound(SyntaxNode use, SyntaxNode condition)
    {
        if (condition.Parent is not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) || condition.Parent is not { } loop || !loop.Span.Contains(use.Span))
            return false;
        return use.Ancestors().TakeWhile(around => !ReferenceEquals(around, loop)).All(around => around is ExpressionSyntax and not (ConditionalExpressionSyntax or AnonymousFunctionExpressionSyntax) or BlockSyntax or ExpressionStatementSyntax
                or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax or LocalDeclarationStatementSyntax or TryStatementSyntax or FinallyClauseSyntax or ArgumentSyntax or BaseArgumentListSyntax)
            && !loop.DescendantNodes().Any(inside => inside is ContinueStatementSyntax or GotoStatementSyntax);
    }

    static bool Names(IOperation index, ISymbol variable) => index.DescendantsAndSelf().Any(part => Is(part, variable));

    static IOperation? IndexOf(IOperation use) => use switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } => index,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var argument] } => argument.Value,
        IImplicitIndexerReferenceOperation { Argument: var argument } => argument,
        _ => null,
    };

    static IOperation? HolderOf(IOperation use) => use switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IPropertyReferenceOperation property => property.Instance,
        IImplicitIndexerReferenceOperation element => element.Instance,
        _ => null,
    };

    static bool Is(IOperation operation, ISymbol variable) => VariableOf(operation) is { } found && SymbolEqualityComparer.Default.Equals(found, variable);

    static ISymbol? VariableOf(IOperation operation) => operation.Unconverted() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Field.IsConst: false } field => field.Field.OriginalDefinition,
        _ => null,
    };
}
