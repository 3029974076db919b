using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Many objects at once: an acquire that fills an array or a span, and a release that takes back what lies in one.</summary>
sealed partial class Evaluator
{
    /// <summary>
    /// The run follows one of the objects: it lies somewhere in what was given, or it was none of those that came. What tells how many came
    /// remembers it, so that a slice of that length is known to hold all of them.
    /// </summary>
    IReadOnlyList<Outcome> GiveElements(CallSite site, RuleRow row, World world)
    {
        if (site.OperandIn(row.Slot) is not { } operand)
            return Outcome.One(OutArguments(site.Arguments, world), Value.Unknown);
        (world, var many) = Found(operand, world, site.ValueIn(row.Slot));
        if (!run.IsTracked(site.Operation))
            return Outcome.One(OutArguments(site.Arguments, world.Escape(many)), Value.Unknown);
        var fresh = OutArguments(site.Arguments, world.Forget());
        if (many is not { Kind: ValueKind.Instance, Target: { } heap } || !IsContainer(operand, many))
            return Outcome.One(fresh, Value.Unknown);
        var begun = Related(site, row, fresh).With(ObjectState.Allocated).Noting(new(StepKind.Acquire, site.Operation.Syntax, "allocated here"));
        return [Counted(site, row, ContainerAt(begun, heap).Holding(Value.Tracked).World, 1), Counted(site, row, fresh, 0)];
    }

    Outcome Counted(CallSite site, RuleRow row, World world, long least)
    {
        var count = Value.Unknown.Within(least, null).GivenBy(site.Operation);
        return row.CountSlot == Slot.Return ? new(world, count)
            : new(PlaceOf(site.OperandIn(row.CountSlot), world) is { } place ? world.Write(place, count) : world, Value.Unknown);
    }

    /// <summary>Many at once: all elements of a whole array or list of them are released; which ones a window shows, nobody knows.</summary>
    IReadOnlyList<Outcome> ReleaseElements(CallSite site, int slot, World world)
    {
        var many = site.ValueIn(slot);
        if (!world.IsReachedBy(many))
            return Outcome.One(world.Escape(many), Value.Unknown);
        return many is { Kind: ValueKind.Instance, Target: { } heap } && IsWhole(site.OperandIn(slot), world, depth: 0) && ContainerAt(world, heap) is { IsPart: false } container
            && container.Known.Any(place => world.Store[place].Kind == ValueKind.Tracked)
            ? ReleaseTracked(site, slot, world) : Outcome.One(world.Escape(many), Value.Unknown);
    }

    /// <summary>Whether an operand shows all objects that may lie in a container: the container itself, or as much of it as the acquire filled.</summary>
    bool IsWhole(IOperation? operand, World world, int depth) => operand.Unconverted() switch
    {
        null => false,
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "Slice" } call => IsWholeSlice(call, world, depth),
        IImplicitIndexerReferenceOperation { Instance: var holder, Argument: IRangeOperation range } => IsUpToCount(range.LeftOperand, range.RightOperand, world) && IsWhole(holder, world, depth + 1),
        { Type: IArrayTypeSymbol } => true,
        { } written when IsCollectionExpression(written) || IsStackAlloc(written) => true,
        ILocalReferenceOperation { Local: var local } when depth < Budget.PathDepth => body.Index.Assignments.Where(assignment => SymbolEqualityComparer.Default.Equals(assignment.Target as ISymbol, local)).ToArray() is { Length: > 0 } assigned
            && assigned.All(assignment => IsWhole(assignment.Value, world, depth + 1)),
        _ => false,
    };

    bool IsWholeSlice(IInvocationOperation call, World world, int depth)
    {
        var given = call.Instance is null ? call.Arguments.Select(argument => argument.Value).ToArray() : [call.Instance, .. call.Arguments.Select(argument => argument.Value)];
        return given switch
        {
            [var holder] => IsWhole(holder, world, depth + 1),
            [var holder, var start, var length] => IsUpToCount(start, length, world) && IsWhole(holder, world, depth + 1),
            _ => false,
        };
    }

    /// <summary>From the first element to as many as the acquire says that it gave.</summary>
    bool IsUpToCount(IOperation? start, IOperation? length, World world)
        => start.Unconverted() is null or { ConstantValue: { HasValue: true, Value: 0 } } && length.Unconverted() is { } bound && PlaceOf(bound is IObjectCreationOperation { Arguments: [var only] } ? only.Value : bound, world) is { } place
            && run.Acquire is { } acquire && ReferenceEquals(world.Read(place).AcquiredBy, acquire.Operation);

    /// <summary>Memory of the stack under a span is a container like an array.</summary>
    static bool IsStackAlloc(IOperation operation) => operation.Syntax.IsKind(SyntaxKind.StackAllocArrayCreationExpression) || operation.Syntax.IsKind(SyntaxKind.ImplicitStackAllocArrayCreationExpression);

    /// <summary>What <c>stackalloc</c> gives where it becomes a span; anything else looks where its parts look.</summary>
    IReadOnlyList<Outcome> OnStack(IOperation operation, World world)
    {
        if (!Collections.IsSpan(operation.Type ?? operation.Parent?.Type) || !IsFollowed(operation.Type ?? operation.Parent?.Type))
            return Pointed(operation, world);
        var heap = run.MadeBy(operation);
        return Pointed(operation, world).Then((after, _) => Outcome.One(Waiting(operation, new(after.Renewed(heap), Value.Instance(heap))), Value.Instance(heap)));
    }
}
