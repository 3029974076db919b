using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Which methods of the source never give null: those of which each return hands on what it has just made or acquired, apart from returns that are
/// reached only where such a thing is null. A test of such a result is no way out. Asked of methods that are not looked into; kept for one run.
/// </summary>
sealed class SureResults(Rule rule, MethodBodies bodies, CancellationToken cancellation)
{
    /// <summary>How many calls and variables away what is made may lie.</summary>
    const int Depth = 8;

    readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);

    public bool NeverNull(IMethodSymbol method) => method.ReturnType.IsReferenceType && Gives(method, Depth);

    bool Gives(IMethodSymbol method, int depth)
    {
        if (depth == 0 || Dispatch.IsChosen(method) || method.IsAsync)
            return false;
        if (known.TryGetValue(method.OriginalDefinition, out var sure))
            return sure;
        // One that meets itself hands on what it makes elsewhere.
        known[method.OriginalDefinition] = false;
        return known[method.OriginalDefinition] = bodies.OfCallee(method, cancellation) is { HasYield: false } callee
            && callee.Graph.ReturnedValues().Any() && Returned(callee, depth - 1).All(value => IsSure(value, callee, depth - 1));
    }

    /// <summary>What a body returns in blocks to which a way leads that finds nothing null that never is.</summary>
    IEnumerable<IOperation> Returned(Body body, int depth)
    {
        var reached = new bool[body.Index.BlockCount];
        reached[0] = true;
        var waiting = new Stack<int>([0]);
        while (waiting.Count > 0)
        {
            var block = waiting.Pop();
            if (body.Graph.Blocks[block] is { FallThroughSuccessor.Semantics: ControlFlowBranchSemantics.Return, BranchValue: { } value, ConditionKind: ControlFlowConditionKind.None })
                yield return value;
            var never = NullTests.Of(body.Index.ConditionOf(block)) is var (operand, whenNull) && IsSure(operand, body, depth) ? whenNull : (bool?)null;
            foreach (var next in body.Index.After(block, whenTrue: never != true, whenFalse: never != false))
                if (!reached[next])
                {
                    reached[next] = true;
                    waiting.Push(next);
                }
        }
    }

    bool IsSure(IOperation value, Body around, int depth) => value.Unconverted() switch
    {
        IObjectCreationOperation { Type.IsReferenceType: true } or IArrayCreationOperation or IInstanceReferenceOperation => true,
        ILocalReferenceOperation { Local: { IsRef: false } local } => depth > 0 && !around.Index.HasReferences && !around.Index.HasFunctions && IsSure(local, around, depth - 1),
        IInvocationOperation call => rule.AcquireAt(call) is { } row ? row is { Slot: Slot.Return, When: null } && !rule.MayGiveNull && !Rule.SaysNullable(call.TargetMethod) : Gives(call.TargetMethod, depth),
        _ => false,
    };

    /// <summary>Whether all that a variable is ever given is sure; what an argument that is passed by reference comes back with is not.</summary>
    bool IsSure(ILocalSymbol local, Body around, int depth)
        => around.Index.Assignments.Where(assignment => assignment.Writes(local)).ToArray() is { Length: > 0 } given
            && given.All(assignment => !IsPassed(assignment.Value, local) && IsSure(assignment.Value, around, depth));

    static bool IsPassed(IOperation value, ILocalSymbol local) => value is IInvocationOperation call && call.Arguments.Any(argument => argument.Parameter is { RefKind: not RefKind.None }
        && argument.Value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var passed } && SymbolEqualityComparer.Default.Equals(passed, local)));
}
