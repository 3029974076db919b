using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Views: spans, memories, pointers and references into the object. A view is no name of it, and to use one after the release is to use the object.</summary>
sealed partial class Evaluator
{
    /// <summary>Whether a value of this type looks at memory of somebody else: a span, a memory, a pointer.</summary>
    static bool IsView(ITypeSymbol? type) => type is { IsRefLikeType: true } or { TypeKind: TypeKind.Pointer } || Collections.IsSpan(type);

    /// <summary>What a member of the object, or of a view of it, gives: a view when it refers into the object, anything otherwise.</summary>
    Value ViewOf(IOperation member, Value receiver)
    {
        var symbol = member switch { IPropertyReferenceOperation property => (ISymbol)property.Property, IFieldReferenceOperation field => field.Field, IInvocationOperation call => call.TargetMethod, _ => null };
        if (symbol is null)
            return Through(member.Type, receiver, none);
        // A pointer that lies in the memory leads to other memory: node->Next.
        if (member is IFieldReferenceOperation { Field.IsFixedSizeBuffer: false, Type.TypeKind: TypeKind.Pointer, Instance: { Kind: OperationKind.None } } && Rule.RowOf(symbol) is null)
            return Value.Unknown;
        return Rule.RowOf(symbol) switch
        {
            { Kind: RowKind.Views } => Value.View,
            { Kind: RowKind.Same } => receiver,
            _ => MemberOfWrapper(symbol, member.Type, receiver, []) ?? Through(member.Type, receiver, none),
        };
    }

    /// <summary>A reference that a call returns leads into what the call was given.</summary>
    IReadOnlyList<Outcome> ReferenceFrom(IInvocationOperation call, World world)
    {
        var leads = call.Arguments.Select(argument => argument.Value).Append(call.Instance).Any(part => part is not null && PlaceOf(part, world) is { } place && world.Read(place).ReachesTracked);
        return Evaluate(call, world).Then((after, value) => Outcome.One(after, leads || IsGivenUnnamed(call, after) ? Value.View : value));
    }

    /// <summary>Whether a call was given the object before that had a name: it waits in a temporary.</summary>
    bool IsGivenUnnamed(IInvocationOperation call, World after) => after.Store.Has(PlaceKind.Temporary) && call.Arguments.Any(argument => after.Store[run.Places.Temporary(argument, body.Graph)].ReachesTracked);

    /// <summary>A window that a call hands out through an <c>out</c> looks at what the call was given.</summary>
    World Windows(IReadOnlyList<IArgumentOperation> arguments, World world, Value[] values)
    {
        if (!Array.Exists(values, static value => value.ReachesTracked))
            return world;
        foreach (var argument in arguments)
            if (argument.Parameter is { RefKind: RefKind.Out, Type: var type } && IsView(type) && PlaceOf(argument.Value, world) is { } place)
                world = world.Write(place, Value.View);
        return world;
    }

    /// <summary><c>span[2..]</c>.</summary>
    IReadOnlyList<Outcome> Sliced(IImplicitIndexerReferenceOperation slice, World world)
        => Evaluate(slice.Instance, world).Then((after, receiver) => Evaluate(slice.Argument, after).Then((next, _) => Look(next, receiver, slice)).Then((next, _) =>
            receiver is { Kind: ValueKind.Instance, Target: { } heap } ? Sliced(slice, ContainerAt(next, heap).WithoutNothing(), slice.Argument) : Outcome.One(next, receiver.ReachesTracked && IsView(slice.Type) ? Value.View : Value.Unknown)));

    /// <summary>What the compiler has no operation for, a pointer that is followed or the source of <c>fixed</c>, looks where its parts look.</summary>
    IReadOnlyList<Outcome> Pointed(IOperation operation, World world)
    {
        IReadOnlyList<Outcome> outcomes = Outcome.One(world, Value.Unknown);
        foreach (var part in operation.ChildOperations)
            outcomes = outcomes.Then((after, so) => Evaluate(part, after).Then((next, value) => Look(next, value, part)).Then((next, value) => Outcome.One(next, value.ReachesTracked && (IsView(Reached(operation, part)) || IsFixed(operation)) ? Value.View : so)));
        return outcomes;
    }

    /// <summary>What a pointer points to, once it is counted how far away that is.</summary>
    IReadOnlyList<Outcome> Counted(IOperation pointed, World world)
    {
        var outcomes = Outcome.One(world, Value.Unknown);
        foreach (var distance in pointed.ChildOperations.SelectMany(static (part, at) => at > 0 ? [part] : part.Unconverted() is IBinaryOperation { Type.TypeKind: TypeKind.Pointer, RightOperand: var added } ? new[] { added } : []).Where(HasEffects))
            outcomes = outcomes.Then((after, _) => Evaluate(distance, after)).Then((after, value) => Look(after, value, distance));
        return outcomes.Then((after, _) => Outcome.One(after, PointerIn(pointed, after)));
    }

    static bool HasEffects(IOperation distance) => distance.DescendantsAndSelf().Any(static part => part is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation);

    /// <summary>The pointer, or what it was counted from, where that has a name: code that is written all over with pointers is not evaluated for what it writes through them.</summary>
    Value PointerIn(IOperation pointed, World world)
    {
        var pointer = pointed.ChildOperations.FirstOrDefault().Unconverted();
        while (pointer is IBinaryOperation { Type.TypeKind: TypeKind.Pointer, LeftOperand: var counted })
            pointer = counted.Unconverted();
        return pointer is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IFlowCaptureReferenceOperation or IArrayElementReferenceOperation && PlaceOf(pointer, world) is { } place ? world.Read(place) : Value.Unknown;
    }

    /// <summary>What <c>fixed</c> makes a pointer of: it points into the object.</summary>
    static bool IsFixed(IOperation operation) => operation.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax { Parent.Parent.Parent: Microsoft.CodeAnalysis.CSharp.Syntax.FixedStatementSyntax };

    /// <summary>The type at the end of a pointer that is followed; otherwise the part's own.</summary>
    static ITypeSymbol? Reached(IOperation operation, IOperation part)
        => operation.Syntax.IsKind(SyntaxKind.PointerIndirectionExpression) || operation.Syntax.IsKind(SyntaxKind.ElementAccessExpression) ? (part.Type as IPointerTypeSymbol)?.PointedAtType : part.Type;

    /// <summary>Memory that a method gives back may not be stale.</summary>
    public IReadOnlyList<Outcome> EvaluateResult(IOperation result, World world)
        => (body.Method is { ReturnsByRef: true } or { ReturnsByRefReadonly: true } && result.Unconverted() is IInvocationOperation call ? ReferenceFrom(call, world) : Evaluate(result, world)).Then((after, value) => IsMemory(value) ? Look(after, value, result) : Outcome.One(after, value));

    /// <summary>Whether who has the value has the memory: a view, or an array, of which nobody has any other use. A handle may be asked whether it is still good.</summary>
    public bool IsMemory(Value value) => value.Kind == ValueKind.View || (value.Kind == ValueKind.Tracked && IsArray);

    /// <summary>The same, or an operation on it that is still under way, or an object of a class: nobody returns one on purpose that a <c>finally</c> ends.</summary>
    public bool IsUselessOnceFreed(Value value) => !FollowsDuty && (IsMemory(value) || value.Kind == ValueKind.InFlight || (value.Kind == ValueKind.Tracked && run.Types.Declared.All(type => type.IsReferenceType)));
}
