using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What a method of the source gives that is not looked into: never null, where each of its returns hands on what it has just made or
/// acquired. A test of it for null is then no way out.
/// </summary>
sealed partial class Evaluator
{
    bool GivesSomething(IMethodSymbol method) => !method.ReturnsVoid && method is { IsVirtual: false, IsAbstract: false, IsOverride: false, ReturnType.IsReferenceType: true } && GivesSomething(method, Budget.PathDepth);

    bool GivesSomething(IMethodSymbol method, int depth) => depth > 0 && CalleeOf(method) is { HasAwait: false } callee
        && ReturnsOf(callee.Graph).ToArray() is { Length: > 0 } returns && returns.All(value => IsSomething(value, callee, depth));

    static IEnumerable<IOperation?> ReturnsOf(ControlFlowGraph graph)
        => graph.Blocks.Where(block => block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return).Select(block => block.BranchValue);

    bool IsSomething(IOperation? value, Body around, int depth) => value.Unconverted() switch
    {
        IObjectCreationOperation { Type.IsReferenceType: true } or IArrayCreationOperation or IInstanceReferenceOperation => true,
        ILocalReferenceOperation { Local: { IsRef: false } local } => !around.Index.HasReferences && !around.Index.HasFunctions && IsSomething(local, around, depth),
        IInvocationOperation call => Rule.AcquireAt(call) is { } row ? row is { Slot: Slot.Return, When: null } && !Rule.MayGiveNull : GivesSomething(call.TargetMethod, depth - 1),
        _ => false,
    };

    /// <summary>Whether all that a variable is ever given is something.</summary>
    bool IsSomething(ILocalSymbol local, Body around, int depth)
        => around.Index.Assignments.Where(assignment => IdentityComparer.Instance.Equals(assignment.Target, local)).ToArray() is { Length: > 0 } given
            && given.All(assignment => IsSomething(assignment.Value, around, depth - 1));
}
