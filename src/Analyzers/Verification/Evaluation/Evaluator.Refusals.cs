using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// A callee whose acquire gave nothing, and that hands out a null of its own: <c>if (!nb) return null;</c>. For its caller that is
/// the null of the acquire.
/// </summary>
sealed partial class Evaluator
{
    /// <summary>The acquire has given nothing, and whoever called for it does not know yet.</summary>
    World Refused(World world) => run.Depth > 0 ? world.With(world.Store.With(Note(LedgerEntry.Refused), Value.True)) : world;

    /// <summary>Once the body where the run began has been told, it is for the values to say.</summary>
    World Told(World world) => run.Depth == 0 ? world.With(world.Store.With(Note(LedgerEntry.Refused), Value.Unknown)) : world;

    /// <summary>What a callee returns or gives out.</summary>
    Outcome HandedOut(Outcome outcome, Body callee, IOperation call)
    {
        if (run.Acquire is not { } acquire || outcome.World.Store[Note(LedgerEntry.Refused)].AsBool != true)
            return outcome;
        var world = outcome.World;
        foreach (var argument in ArgumentsOf(call))
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref, Type: var type } && run.Types.Has(type) && PlaceOf(argument.Value, world) is { } place && IsOwnNull(world.Read(place)))
                world = world.Write(place, world.Read(place).From(null).GivenBy(acquire.Operation));
        return new(world, IsOwnNull(outcome.Value) && callee.Method is { ReturnType: var result } && run.Types.Has(Awaited(result)) ? outcome.Value.GivenBy(acquire.Operation) : outcome.Value);
    }

    static IReadOnlyList<IArgumentOperation> ArgumentsOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => Array.Empty<IArgumentOperation>(),
    };

    static bool IsOwnNull(Value value) => value is { IsNull: true, AcquiredBy: null };

    static ITypeSymbol Awaited(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
}
