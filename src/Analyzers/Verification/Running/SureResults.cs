using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Which methods of the source never give null: those of which each return hands on what it has just made or acquired. A test of
/// such a result is no way out. Asked of methods that are not looked into; kept for one run.
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
            && callee.Graph.ReturnedValues().ToArray() is { Length: > 0 } returned && returned.All(value => IsSure(value, callee, depth - 1));
    }

    bool IsSure(IOperation value, Body around, int depth) => value.Unconverted() switch
    {
        IObjectCreationOperation { Type.IsReferenceType: true } or IArrayCreationOperation or IInstanceReferenceOperation => true,
        ILocalReferenceOperation { Local: { IsRef: false } local } => depth > 0 && !around.Index.HasReferences && !around.Index.HasFunctions && IsSure(local, around, depth - 1),
        IInvocationOperation call => rule.AcquireAt(call) is { } row ? row is { Slot: Slot.Return, When: null } && !rule.MayGiveNull : Gives(call.TargetMethod, depth),
        _ => false,
    };

    /// <summary>Whether all that a variable is ever given is sure; what an argument that is passed by reference comes back with is not.</summary>
    bool IsSure(ILocalSymbol local, Body around, int depth)
        => around.Index.Assignments.Where(assignment => assignment.Writes(local)).ToArray() is { Length: > 0 } given
            && given.All(assignment => !IsPassed(assignment.Value, local) && IsSure(assignment.Value, around, depth));

    static bool IsPassed(IOperation value, ILocalSymbol local) => value is IInvocationOperation call && call.Arguments.Any(argument => argument.Parameter is { RefKind: not RefKind.None }
        && argument.Value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var passed } && SymbolEqualityComparer.Default.Equals(passed, local)));
}
