using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Containers that may say no to what they are given, or give up for it what lies there.</summary>
sealed partial class Evaluator
{
    /// <summary>
    /// Whether a container plainly need not take what it is given: it has a bound, or it has keys and any caller may name one that is there already. Who has asked for
    /// the key before knows, and so does who makes keys himself.
    /// </summary>
    bool MayRefuse(IInvocationOperation call, Container container)
    {
        if (call.TargetMethod.Parameters is [{ Name: "key" }, ..])
            return IndexOf(call.Arguments, container.World) is IParameterSymbol key && IsChosenByCallers(key) && container.World.Store[container.Slot(key)].Kind == ValueKind.Unknown
                && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var keyed } } && !IsAskedFor(key, keyed);
        if (container.Heap.Identity is IObjectCreationOperation { Type.Name: "BlockingCollection" } made)
            return made.Arguments.Any(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32);
        return call.Instance.Unconverted() is IPropertyReferenceOperation { Property.Name: "Writer", Instance: { } channel }
            && channel.Unconverted() switch { IFieldReferenceOperation field => field.Field, ILocalReferenceOperation local => local.Local, _ => (ISymbol?)null } is { } kept && run.Bodies.Traits.IsBounded(kept);
    }

    /// <summary>
    /// Whether what lies at an index may be written over: who calls chooses it, and it is not looked at here first, or it is a cursor that comes round, and nobody counts how many
    /// there are. Who chooses a key that is taken out again by its name vouches that it is new.
    /// </summary>
    bool MayComeAgain(ISymbol index, IOperation holder) => index switch
    {
        IParameterSymbol chosen => IsChosenByCallers(chosen) && !IsAskedFor(chosen, holder.Syntax) && !Guards.Has(chosen, holder.Syntax) && !IsShifted(holder) && !(holder.Unconverted() is IFieldReferenceOperation { Field: var table } && Collections.IsKeyed(table.Type) && run.Bodies.Traits.TakesKeysOut(table)),
        IFieldSymbol cursor => run.Bodies.Traits.ComesRound(cursor) && !body.Operations.All.Any(operation => IsOtherCounter(operation, cursor)),
        _ => false,
    };

    /// <summary>Whether what a condition has found out cannot be: that an array is empty, by its counter, in which the object lies.</summary>
    public bool IsCountedOut(IOperation condition, World world, bool isSo)
    {
        if (world.State != ObjectState.Allocated || !world.Store.Has(PlaceKind.Element))
            return false;
        foreach (var part in condition.DescendantsAndSelf())
            if (part is IMemberReferenceOperation { Instance: not null, Type.SpecialType: SpecialType.System_Int32 } && PlaceOf(part, world) is { Kind: PlaceKind.Member, Symbol: { DeclaringSyntaxReferences.IsEmpty: false } counter, Holder: { } holder } place && world.Read(place).IsWithin(null, 0) == true && MayNotBeEmpty(holder, counter, world))
                return true;
        return EmptyBy(condition, isSo) is var (container, asked) && HolderPlace(container, world) is { } own && MayNotBeEmpty(own, asked, world);
    }

    /// <summary>Whether the object lies in an array whose elements a member counts.</summary>
    bool MayNotBeEmpty(Place holder, ISymbol counter, World world)
    {
        foreach (var array in run.Bodies.Traits.CountedBy(counter))
            if (run.Places.Member(holder, array) is { } lies && world.Read(lies) is { Kind: ValueKind.Instance, Target: { } heap } && ContainerAt(world, heap).Concerned.Count > 0)
                return true;
        return false;
    }

    /// <summary>What a condition says is empty by a member of its own that asks nothing but its counter: <c>bool IsEmpty => count == 0;</c></summary>
    (IOperation Container, ISymbol Counter)? EmptyBy(IOperation condition, bool isSo) => condition.Unconverted() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null, Operand: var inner } => EmptyBy(inner, !isSo),
        IPropertyReferenceOperation { Instance: { } owner, Property: { GetMethod: { } getter, DeclaringSyntaxReferences.IsEmpty: false } } => CounterAsked(getter, isSo) is { } counter ? (owner, counter) : null,
        IInvocationOperation { Instance: { } owner, Arguments.IsEmpty: true, TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } => CounterAsked(method, isSo) is { } counter ? (owner, counter) : null,
        _ => null,
    };

    /// <summary>The counter that is zero where a method gives an answer.</summary>
    ISymbol? CounterAsked(IMethodSymbol method, bool isSo) => !Dispatch.IsChosen(method) && run.Bodies.OfCallee(method, run.Cancellation)?.Graph.ReturnedValues().ToArray() is [var value]
        && value.Unconverted() is IBinaryOperation { OperatorMethod: null, RightOperand.ConstantValue: { HasValue: true, Value: var bound }, LeftOperand: IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var counter } } comparison
        && NeverNegative.AsksForZero(comparison.OperatorKind, bound) == isSo ? counter.OriginalDefinition : null;

    /// <summary>What a comparison says of what lies at an index: that another index is the same, or, where <c>index &lt; count - 1</c> is not so, that it is the last element.</summary>
    public World Compared(IOperation condition, World world, bool isSo)
    {
        if (world.State == ObjectState.Unallocated || !world.Store.Has(PlaceKind.Element) || condition.Unconverted() is not IBinaryOperation { OperatorMethod: null } comparison)
            return world;
        if (AreSame(comparison.OperatorKind, isSo) is { } isSame && IndexOf(comparison.LeftOperand, world) is { } one && IndexOf(comparison.RightOperand, world) is { } other)
            world = Met(Met(world, one, other, isSame), other, one, isSame);
        if (BeyondCounter(comparison, isSo) is not var (index, counter))
            return world;
        foreach (var array in run.Bodies.Traits.CountedBy(counter.Member))
            if (PlaceOf(counter, world) is { Holder: { } holder } && run.Places.Member(holder, array) is { } lies && world.Read(lies) is { Kind: ValueKind.Instance, Target: { } heap } && ContainerAt(world, heap) is var container
                && container.Concerned.Any(slot => Equals(slot.Identity, index)))
                world = container.Met(index, ElementMark.Last).World;
        return world;
    }

    /// <summary>Whether the sides of a comparison are the same number, or two; null where it does not say.</summary>
    static bool? AreSame(BinaryOperatorKind comparison, bool isSo) => (comparison, isSo) switch
    {
        (BinaryOperatorKind.Equals, _) => isSo,
        (BinaryOperatorKind.NotEquals, _) => !isSo,
        (BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan, true) or (BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual, false) => false,
        _ => null,
    };

    World Met(World world, object index, object other, bool isSame)
    {
        for (var i = 0; i < world.Store.Count; i++)
            if (world.Store.PlaceAt(i) is { Kind: PlaceKind.Element, Holder: { } heap } slot && Equals(slot.Identity, index) && world.IsConcernedBy(world.Store.ValueAt(i)))
                return ContainerAt(world, heap).Met(index, other, isSame).World;
        return world;
    }

    /// <summary>The index and the counter of which a comparison says that the one is the last that the other counts, or, where the counter has been lowered before, that it is what it no longer counts.</summary>
    (ISymbol Index, IMemberReferenceOperation Counter)? BeyondCounter(IBinaryOperation comparison, bool isSo)
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
        return least == (IsLoweredBefore(counter.Member, comparison.Syntax) ? 0 : -1) && IndexScan.VariableOf(other.Term) is { } index and (ILocalSymbol or IParameterSymbol) ? (index, counter) : null;

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
    IBinaryOperation? NamedSum(ILocalSymbol local, SyntaxNode use) => body.Index.Assignments.Where(assignment => assignment.Writes(local)).ToArray() is [{ IsUpdate: false, Value: IBinaryOperation { OperatorMethod: null } value } only] && !only.Reads(local)
        && value.DescendantsAndSelf().All(part => part is not IMemberReferenceOperation { Member: var member } || !Steps(member).Any(step => step.Syntax.SpanStart > value.Syntax.SpanStart && step.Syntax.SpanStart < use.SpanStart)) ? value : null;

    bool IsLoweredBefore(ISymbol counter, SyntaxNode use) => Steps(counter).Any(step => step is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } && step.Syntax.SpanStart < use.SpanStart);

    /// <summary>The operations of the body that give a member another number.</summary>
    IEnumerable<IOperation> Steps(ISymbol member) => body.Operations.All.Where(operation => (operation switch { IIncrementOrDecrementOperation step => step.Target, IAssignmentOperation assignment => assignment.Target, _ => null }) is IMemberReferenceOperation { Member: var written }
        && SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, member.OriginalDefinition));

    /// <summary>Whether the body makes room in a container by moving its elements: what lies at an index has gone on to the next one.</summary>
    bool IsShifted(IOperation holder) => IndexScan.VariableOf(holder) is { } container && body.Operations.All.Any(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: var to, Value: var from } => ElementOf(to) is { Holder: var one } && IsOf(one, container) && ElementOf(from) is { Holder: var other } && IsOf(other, container),
        IInvocationOperation { TargetMethod.Name: "Copy" or "CopyTo" } copy => copy.DescendantsAndSelf().Count(part => IsOf(part, container)) > 1,
        _ => false,
    });

    static bool IsOf(IOperation operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(IndexScan.VariableOf(operation), variable);

    static bool IsOtherCounter(IOperation operation, IFieldSymbol cursor) => operation is IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } field }
        && field.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 && !SymbolEqualityComparer.Default.Equals(field.OriginalDefinition, cursor);

    /// <summary>Whether anybody may call with whatever key or index he likes: the same as the time before.</summary>
    bool IsChosenByCallers(IParameterSymbol key) => run.Depth == 0
        && key is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } method }
        && SymbolEqualityComparer.Default.Equals(method, body.Symbol);

    /// <summary>
    /// Whether it has been asked before what lies under the key or at the index: of the container, of a method of the same object, or by a comparison. To acquire something of
    /// that size asks for nothing.
    /// </summary>
    /// <param name="key">The key or index.</param>
    /// <param name="container">Where it is used.</param>
    /// <param name="isSeen">Whether it does not count to have asked only whether something is there.</param>
    static bool IsAskedFor(IParameterSymbol key, SyntaxNode container, bool isSeen = false)
        => container.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().TakeWhile(node => node.SpanStart < container.SpanStart)
            .Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == key.Name && name.Parent switch
            {
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } } => true,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var asked, Name.Identifier.ValueText: var how } } } => SyntaxFactory.AreEquivalent(asked, container) && !(isSeen && how == "ContainsKey"),
                ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax { Expression: var asked } } => SyntaxFactory.AreEquivalent(asked, container),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression, Left: not LiteralExpressionSyntax, Right: not LiteralExpressionSyntax } => true,
                _ => false,
            }) == true;
}
