using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Calls that may run one method or another: which one it was says of what type the receiver is, and the next call on the same receiver, or on the
/// same type parameter, runs what that type has. Else an allocation by one implementation would meet the release of another.
/// </summary>
sealed partial class Evaluator
{
    /// <summary>What a call may run, each with the world in which it does.</summary>
    IReadOnlyList<(IMethodSymbol Method, World World)> Ways(IOperation call, IMethodSymbol method, IReadOnlyList<IMethodSymbol> candidates, World world)
    {
        if (candidates.Count is < 2 or > Budget.Choices || !run.UsesFocus || ChoiceOf(call, world) is not { } choice)
            return [.. candidates.Select(candidate => (candidate, world))];
        var known = world.Store[choice].Constant as TypeSet;
        var ways = new List<(IMethodSymbol Method, World World)>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var types = run.Bodies.Implementations.TypesWith(method, candidate);
            if ((known is null ? types : types.And(known)) is { IsEmpty: false } left)
                ways.Add((candidate, world.With(world.Store.With(choice, Value.Of(left)))));
        }

        return ways.Count == 0 ? [.. candidates.Select(candidate => (candidate, world))] : ways;
    }

    /// <summary>Whether an earlier call has told something of the receiver's type, so that what a test of it answers may be told as well.</summary>
    bool IsChosen(IOperation call, IMethodSymbol target, World world) => world.Store.Has(PlaceKind.Choice) && target.ReturnType.SpecialType == SpecialType.System_Boolean
        && Dispatch.IsChosen(target) && ChoiceOf(call, world) is { } choice && world.Store[choice].Kind != ValueKind.Unknown;

    /// <summary>Where it is kept what is known of the type: with the type parameter, or with the place that the receiver was read from.</summary>
    Place? ChoiceOf(IOperation call, World world)
    {
        var instance = call switch { IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } invocation => invocation.Instance, IPropertyReferenceOperation property => property.Instance, _ => null };
        if ((instance.Unconverted()?.Type ?? (call as IInvocationOperation)?.ConstrainedToType) is ITypeParameterSymbol parameter)
            return run.PutFor(parameter) is ITypeParameterSymbol open ? run.Places.Choice(open) : null;
        return instance is not null && PlaceOf(instance, world) is { Kind: not (PlaceKind.Elsewhere or PlaceKind.Temporary) } place ? run.Places.ChoiceAt(world.Read(place).Origin ?? place) : null;
    }
}
