using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// A loop that goes over a container by an index, from 0 up or from the last element down, one by one: when its condition fails
/// the index has been everywhere. How far it goes is taken on trust, unless the bound is visibly short: where it leaves out one end, it is known which.
/// </summary>
/// <param name="Index">The variable.</param>
/// <param name="Bound">The variable before which an ascending loop stops, null when the bound is something else.</param>
/// <param name="Holders">What is indexed by the variable.</param>
/// <param name="Handed">The calls of methods and indexers of the source that are given the variable: what they index by it is gone over too.</param>
/// <param name="Drained">What an element is taken out of in every round.</param>
/// <param name="Fills">Whether it begins at 0 in this body and every round writes an element at it.</param>
/// <param name="Short">What is indexed by the variable, all but one element of it.</param>
/// <param name="LeftOut">The index of that one: 0, or the last.</param>
sealed record IndexScan(ISymbol Index, ISymbol? Bound, IReadOnlyList<IOperation> Holders, IReadOnlyList<IOperation> Handed, IReadOnlyList<IOperation> Drained, bool Fills, IReadOnlyList<IOperation> Short, object? LeftOut)
{
    /// <summary>Whether the index is another one in each round, nobody knows which: one bit of a mask after the other, the numbers of a sequence.</summary>
    public bool IsChosen { get; private init; }

    /// <summary>Whether what is kept is moved together on the way: <c>a[kept++] = a[i]</c>.</summary>
    public bool Compacts { get; private init; }

    /// <summary>The variable down to which it goes: to the first element only where that is zero; null where the bound is written out.</summary>
    public IOperation? Lowest { get; private init; }

    /// <summary>What that may be at most for a loop that goes down to the first: 0 of <c>i &gt;= keep</c>, -1 of <c>i &gt; top</c>.</summary>
    public int MostLowest { get; private init; }

    /// <summary>The variable that comes from the other end, where a loop ends when both meet; null when there is none.</summary>
    public ISymbol? Partner { get; private init; }

    /// <summary>The loop whose condition an operation is; null when it is none.</summary>
    /// <param name="condition">What may end a loop.</param>
    /// <param name="all">The operations of its graph.</param>
    public static IndexScan? Of(IOperation condition, IReadOnlyList<IOperation> all)
        => (condition.Unconverted() is IBinaryOperation binary ? Ascending(binary, all) ?? Descending(binary, all) : null) ?? Chosen(condition, all);

    /// <summary>A loop that chooses an index in each round, and how nobody follows: that it chooses all is taken on trust.</summary>
    static IndexScan? Chosen(IOperation condition, IReadOnlyList<IOperation> all)
    {
        if (LoopOf(condition) is not { } loop)
            return null;
        var inside = all.Where(operation => loop.Span.Contains(operation.Syntax.Span)).ToArray();
        foreach (var index in inside.Select(Indexing).OfType<ISymbol>().Distinct(SymbolEqualityComparer.Default))
            if (IsChosenIn(loop, index, all) && Over(index, bound: null, condition, all, isWhole: false, leftOut: null, use => Is(IndexOf(use) ?? use, index) || MethodOf(use) is not null) is { } scan)
                return scan with { IsChosen = true, Fills = false };
        return null;
    }

    /// <summary>The local by which an operation indexes something, or which it hands over, or a field by which it does the first.</summary>
    static ISymbol? Indexing(IOperation operation) => IndexOf(operation) is { } by ? VariableOf(by) is var index and (ILocalSymbol or IFieldSymbol { IsStatic: false }) ? index : null : VariableOf((operation as IArgumentOperation)?.Value ?? operation) as ILocalSymbol;

    /// <summary>Whether each value of a variable is given to it in a loop itself, not in one within it, and none by a step or as a constant.</summary>
    static bool IsChosenIn(SyntaxNode loop, ISymbol index, IReadOnlyList<IOperation> all)
    {
        var given = all.Where(operation => SymbolEqualityComparer.Default.Equals(AssignedBy(operation), index)).ToArray();
        return given.Length > 0 && given.All(operation => ReferenceEquals(LoopAround(operation.Syntax), loop) && operation is not ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true }) && !all.Any(operation => IsStep(operation, index));
    }

    /// <summary>The loop that goes on while a condition holds.</summary>
    static SyntaxNode? LoopOf(IOperation condition) => condition is IInvocationOperation { IsImplicit: true, TargetMethod.Name: "MoveNext" or "MoveNextAsync" } ? condition.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>()
        : condition.Syntax.Parent is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax ? condition.Syntax.Parent : null;

    static ISymbol? AssignedBy(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var local } } => local,
        ISimpleAssignmentOperation { IsRef: false, Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } } => field.OriginalDefinition,
        IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: var given } => given.Unconverted() switch { ILocalReferenceOperation { Local: var local } => local, IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var declared } } => declared, _ => null },
        _ => null,
    };

    static bool IsStep(IOperation operation, ISymbol variable) => operation is IIncrementOrDecrementOperation step && Is(step.Target, variable) || operation is ICompoundAssignmentOperation compound && Is(compound.Target, variable);

    static IndexScan? Ascending(IBinaryOperation condition, IReadOnlyList<IOperation> all)
    {
        // do … while (++i < n)
        var asked = condition.LeftOperand.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Increment, IsPostfix: false } step ? step.Target : condition.LeftOperand;
        if (VariableOf(asked) is not { } index || LackOf(condition) is not { } lack || StepsUpFrom(index, all) is not { } start || start + lack > 1)
            return null;
        if (condition.RightOperand.ConstantValue is { HasValue: true, Value: int few } && IsFilledFurther(index, few, condition, all))
            return null;
        var bound = VariableOf(condition.RightOperand) is { } last && (condition.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals || StepsDown(last, all)) ? last : null;
        return Over(index, bound, condition, all, isWhole: lack == 0 && (start == 0 || condition.OperatorKind == BinaryOperatorKind.LessThanOrEqual), leftOut: start == 1 ? 0L : lack == 1 ? ElementMark.Last : null,
            use => lack == 0 && (start == 0 || IsOneBelow(use))) is { } scan ? scan with { Partner = bound is not null && StepsDown(bound, all) ? bound : null } : null;
    }

    /// <summary>Whether a variable goes up one by one, in a loop that ends when it is no less than a bound: it is never more than that.</summary>
    public static bool StopsAt(IOperation variable, IOperation bound, IReadOnlyList<IOperation> all) => VariableOf(variable) is ILocalSymbol index && StepsUpFrom(index, all) == 0
        && all.Any(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, OperatorMethod: null } condition && Is(condition.LeftOperand, index) && LoopOf(condition) is not null
            && SyntaxFactory.AreEquivalent(condition.RightOperand.Syntax, bound.Syntax));

    static bool StepsDown(ISymbol variable, IReadOnlyList<IOperation> all) => all.Any(operation => operation is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } step && Is(step.Target, variable));

    /// <summary>Whether what a loop indexes up to a number that is written out is filled by another loop up to a greater one.</summary>
    static bool IsFilledFurther(ISymbol index, int bound, IBinaryOperation condition, IReadOnlyList<IOperation> all)
    {
        var further = all.OfType<IBinaryOperation>().Where(other => other.OperatorKind == condition.OperatorKind && other.RightOperand.ConstantValue is { HasValue: true, Value: int most } && most > bound && other.Syntax.Parent is ForStatementSyntax).ToArray();
        return further.Length > 0 && all.Any(use => IndexOf(use) is { } by && Is(by, index) && LoopAround(condition.Syntax)?.Span.Contains(use.Syntax.Span) == true && HolderOf(use) is { } holder && VariableOf(holder) is { } indexed
            && further.Any(other => all.Any(filled => filled.Parent is ISimpleAssignmentOperation { Target: var target } && ReferenceEquals(target, filled) && other.Syntax.Parent!.Span.Contains(filled.Syntax.Span)
                && IndexOf(filled) is { } at && VariableOf(other.LeftOperand) is { } counter && Is(at, counter) && HolderOf(filled) is { } same && Is(same, indexed))));
    }

    /// <summary>How much less than the length a bound is, where a variable is taken for the length: 0 of <c>i &lt; n</c> and <c>i &lt;= n - 1</c>, 1 of <c>i &lt; n - 1</c>; null when nobody can say.</summary>
    static int? LackOf(IBinaryOperation condition)
    {
        var less = LessBy(condition.RightOperand);
        var isPlain = less > 0 || condition.RightOperand.Unconverted() is not IBinaryOperation;
        return condition.OperatorKind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.NotEquals when isPlain => less,
            BinaryOperatorKind.LessThanOrEqual when isPlain => Math.Max(less - 1, 0),
            _ => null,
        };
    }

    /// <summary><c>n - 1</c>.</summary>
    static bool IsLessOne(IOperation? value) => LessBy(value) == 1;

    /// <summary>How much less a value is than what it is computed from: 2 of <c>n - 2</c>.</summary>
    static int LessBy(IOperation? value) => value.Unconverted() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: int less } } ? less : 0;

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
        var lowest = condition.RightOperand.Unconverted() is ILocalReferenceOperation or IParameterReferenceOperation ? condition.RightOperand.Unconverted() : null;
        if ((condition.RightOperand.ConstantValue is { HasValue: true, Value: int said } ? said : (lowest, condition.OperatorKind) switch { (null, _) => (int?)null, (_, BinaryOperatorKind.GreaterThanOrEqual) => 0, (_, BinaryOperatorKind.GreaterThan) => -1, _ => null }) is not { } limit)
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
        var lack = all.OfType<ISimpleAssignmentOperation>().Where(start => Is(start.Target, index)).Select(static start => LessBy(start.Value) - 1).DefaultIfEmpty(0).Max();
        if (lack + last > 1)
            return null;
        // The body must see element 0: an index that stops at 1 has to be lowered before it is used, and after it was compared.
        return Over(index, bound: null, condition, all, isWhole: last == 0 || !all.Any(operation => operation is ISimpleAssignmentOperation start && Is(start.Target, index) && IsLessOne(start.Value)), leftOut: last == 1 ? 0L : lack == 1 ? ElementMark.Last : null,
            use => lack <= 0 && (last == 0 && inside is not { IsPostfix: true }
                || down.Any(step => !(ReferenceEquals(step, inside) && !step.IsPostfix) && !IsIncrementor(step) && (use.Syntax.Span.Contains(step.Syntax.Span) || (step.Syntax.SpanStart < use.Syntax.SpanStart && step.Syntax.SpanStart >= condition.Syntax.SpanStart)))
                || IsOneBelow(use))) is { } scan ? scan with { Lowest = lowest, MostLowest = limit } : null;
    }

    /// <summary>The step of a <c>for</c> stands before its body, and is made behind it.</summary>
    static bool IsIncrementor(IOperation step) => step.Syntax.Parent is ForStatementSyntax loop && loop.Incrementors.Any(made => ReferenceEquals(made, step.Syntax));

    /// <summary><c>a[i - 1]</c>, or <c>a[^i]</c>.</summary>
    static bool IsOneBelow(IOperation use) => IndexOf(use).Unconverted() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } or IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };

    /// <param name="index">The variable.</param>
    /// <param name="bound">The variable before which it stops.</param>
    /// <param name="condition">What may end the loop.</param>
    /// <param name="all">The operations of its graph.</param>
    /// <param name="isWhole">Whether it makes as many rounds as its bound says.</param>
    /// <param name="leftOut">The element that a use which is no such one does not come by; null when it is not known which it is.</param>
    /// <param name="sees">Whether a use is one that comes by every element.</param>
    static IndexScan? Over(ISymbol index, ISymbol? bound, IOperation condition, IReadOnlyList<IOperation> all, bool isWhole, object? leftOut, Func<IOperation, bool> sees)
    {
        // One that is written with goto is no statement: then all that the body indexes counts.
        var loop = (LoopOf(condition) ?? LoopAround(condition.Syntax))?.Span;
        var indexed = all.Where(use => IndexOf(use) is { } by && Names(by, index) && IsInside(use)).ToArray();
        var uses = indexed.Where(sees).ToArray();
        var few = leftOut is null ? [] : indexed.GroupBy(static use => HolderOf(use) is { } holder ? VariableOf(holder) : null, SymbolEqualityComparer.Default).Where(same => same.Key is not null && same.All(use => Is(IndexOf(use)!, index) && !sees(use))).Select(static same => HolderOf(same.First())!).ToArray();
        var holders = uses.Select(HolderOf).OfType<IOperation>().ToArray();
        var handed = all.Where(call => GivenTo(call, index) is not null && IsInside(call) && sees(call)).ToArray();
        var drained = isWhole ? all.OfType<IInvocationOperation>().Where(call => IsTaking(call) && IsInside(call) && IsInEveryRound(call.Syntax, condition.Syntax) && IsAsLongAsAnother(index, condition, all)).Select(static call => call.Instance!).ToArray() : [];
        if (holders.Length == 0 && handed.Length == 0 && drained.Length == 0 && few.Length == 0)
            return null;
        var fills = BeginsAtZero(index, all) && uses.Any(use => use.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, use) && IsInEveryRound(use.Syntax, condition.Syntax));
        var compacts = all.Any(move => move is ISimpleAssignmentOperation moved && IsInside(move) && MovesWithin(moved) && IndexOf(moved.Target).Unconverted() is IIncrementOrDecrementOperation);
        return new(index, bound, holders, handed, drained, fills, few, leftOut) { Compacts = compacts };

        bool IsInside(IOperation use) => loop?.Contains(use.Syntax.Span) != false;
    }

    static SyntaxNode? LoopAround(SyntaxNode code) => code.Ancestors().FirstOrDefault(static around => around is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

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

    /// <summary>The parameter of a method or indexer of the source under which it gets a variable; null when it does not get it.</summary>
    public static IParameterSymbol? GivenTo(IOperation call, ISymbol variable) => MethodOf(call) is not { DeclaringSyntaxReferences.IsEmpty: false } method ? null
        : ArgumentsOf(call).FirstOrDefault(argument => argument.Parameter is { RefKind: RefKind.None } && argument.Parameter.Ordinal < method.Parameters.Length && Is(argument.Value, variable))?.Parameter is { Ordinal: var ordinal } ? method.OriginalDefinition.Parameters[ordinal] : null;

    /// <summary>What a call, or the use of an indexer, runs.</summary>
    public static IMethodSymbol? MethodOf(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod: var method } => method,
        IPropertyReferenceOperation { Property: { IsIndexer: true, GetMethod: var getter } } => getter,
        _ => null,
    };

    public static IReadOnlyList<IArgumentOperation> ArgumentsOf(IOperation call) => call switch
    {
        IInvocationOperation { Arguments: var given } => given,
        IPropertyReferenceOperation { Arguments: var given } => given,
        _ => Array.Empty<IArgumentOperation>(),
    };

    /// <summary>What a body indexes by a parameter.</summary>
    public static IEnumerable<IOperation> IndexedBy(IParameterSymbol parameter, IReadOnlyList<IOperation> all)
        => all.Where(use => IndexOf(use) is { } by && Is(by, parameter)).Select(HolderOf).OfType<IOperation>();

    /// <summary>A field that counts how many there are goes on from where it was: what lies below it is not written again.</summary>
    static bool BeginsAtZero(ISymbol index, IReadOnlyList<IOperation> all)
        => index is ILocalSymbol || all.Any(operation => operation is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } start && Is(start.Target, index));

    /// <summary>Whether nothing in the loop decides about a statement, but that the loop may end before.</summary>
    /// <param name="use">The statement, or a part of it.</param>
    /// <param name="condition">That of the loop.</param>
    /// <param name="passes">Which tests decide nothing that matters; none where it is null.</param>
    public static bool IsInEveryRound(SyntaxNode use, SyntaxNode condition, Func<IfStatementSyntax, bool>? passes = null)
    {
        if (condition.Parent is not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) || condition.Parent is not { } loop || !loop.Span.Contains(use.Span))
            return false;
        return use.Ancestors().TakeWhile(around => !ReferenceEquals(around, loop)).All(around => around is ExpressionSyntax and not (ConditionalExpressionSyntax or AnonymousFunctionExpressionSyntax) or BlockSyntax or ExpressionStatementSyntax
                or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax or LocalDeclarationStatementSyntax or TryStatementSyntax or FinallyClauseSyntax or ArgumentSyntax or BaseArgumentListSyntax || (around is IfStatementSyntax test && passes?.Invoke(test) == true))
            && !loop.DescendantNodes().Any(inside => inside is ContinueStatementSyntax or GotoStatementSyntax);
    }

    static bool Names(IOperation index, ISymbol variable) => index.DescendantsAndSelf().Any(part => Is(part, variable));

    /// <summary>Whether an element is put into another place of the same container.</summary>
    public static bool MovesWithin(ISimpleAssignmentOperation assignment) => HolderOf(assignment.Target) is { } to && assignment.Value.Unconverted() is { } value && HolderOf(value) is { } from && VariableOf(to) is { } container && Is(from, container);

    /// <summary>The index by which an element is named; null for anything else.</summary>
    public static IOperation? IndexOf(IOperation use) => use switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } => index,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var argument] } => argument.Value,
        IInvocationOperation { TargetMethod: { Name: "ElementAt", IsExtensionMethod: true }, Arguments: [_, { Value: var at }] } => at,
        IInvocationOperation { TargetMethod: { Name: "Remove" or "TryRemove" or "TryGetValue", Parameters: [{ Name: "key" }, ..] }, Instance: { } table, Arguments: [{ Value: var key }, ..] } when Collections.IsKeyed(table.Unconverted()?.Type) => key,
        IImplicitIndexerReferenceOperation { Argument: var argument } => argument,
        _ => null,
    };

    static IOperation? HolderOf(IOperation use) => use switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IPropertyReferenceOperation property => Shown(property.Instance),
        IInvocationOperation { Instance: { } table } => table,
        IInvocationOperation { Arguments: [{ Value: var list }, ..] } => list,
        IImplicitIndexerReferenceOperation element => element.Instance,
        _ => null,
    };

    /// <summary>The container of which a property shows the elements: <c>list.Values[i]</c>.</summary>
    static IOperation? Shown(IOperation? holder) => holder.Unconverted() is IPropertyReferenceOperation { Property: var view, Instance: { } shown } && Collections.Is(view.ContainingType) && Collections.EffectOf(view) == CollectionEffect.Passes ? shown : holder;

    static bool Is(IOperation operation, ISymbol variable) => VariableOf(operation) is { } found && SymbolEqualityComparer.Default.Equals(found, variable);

    /// <summary>The variable that an operation names; null for anything else.</summary>
    public static ISymbol? VariableOf(IOperation operation) => operation.Unconverted() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Field.IsConst: false } field => field.Field.OriginalDefinition,
        _ => null,
    };
}
