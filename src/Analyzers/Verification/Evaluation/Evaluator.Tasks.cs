using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Tasks that a library has begun on the object's memory: until somebody has waited for one, the memory is in use.</summary>
sealed partial class Evaluator
{
    /// <summary>A task is waited for: a defect if the memory that it works on has been given back meanwhile. What it gives is none of the memory.</summary>
    Outcome Landed(World world, Value task, IOperation where)
    {
        if (task.Kind != ValueKind.InFlight)
            return new(world, task);
        if (world.State == ObjectState.Freed && !FollowsDuty)
        {
            Saw(Defect.UsedAfterFree, where, world);
            return new(world.Forget(), Value.Unknown);
        }

        return new(task.Origin is { } place ? world.Write(place, Value.Unknown) : world, Value.Unknown);
    }

    /// <summary><c>Task.WhenAll</c> of tasks that are known leaves them as they are, and what they give it gives in an array; null for anything else.</summary>
    IReadOnlyList<Outcome>? Together(IInvocationOperation call, World world, Value[] arguments)
    {
        if (!Promises.WaitsForAll(call.TargetMethod) || arguments is not [var tasks] || !IsContainer(call.Arguments[0].Value, tasks) || SourceOf(world, tasks.Target!) is not null)
            return null;
        if (!call.TargetMethod.IsGenericMethod)
            return Outcome.One(world, Value.Unknown);
        if (call.Arguments[0].ArgumentKind != ArgumentKind.Explicit)
            return Outcome.One(world, tasks);
        var results = Copy(call, ContainerAt(world, tasks.Target!));
        return Outcome.One(results.World, Value.Instance(results.Heap));
    }

    /// <summary>A property of a task: its result is waited for, and who asks whether it has ended knows what to do.</summary>
    Outcome Asked(IPropertyReferenceOperation property, World world, Value task)
        => property.Property.Name == "Result" ? Landed(world, task, property) : new(task.Origin is { } place ? world.Write(place, Value.Unknown) : world, Value.Unknown);

    /// <summary>The task in a variable is over.</summary>
    World WaitedFor(World world, ILocalSymbol task)
    {
        var after = world.With(world.Store.With(run.Places.Pending(task), Value.Unknown));
        return after.Store[run.Places.Variable(task)].Kind == ValueKind.InFlight ? after.Write(run.Places.Variable(task), Value.Unknown) : after;
    }
}
