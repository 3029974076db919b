using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>One way an operation may come out: the world after it, and its value there.</summary>
readonly record struct Outcome(World World, Value Value)
{
    public static IReadOnlyList<Outcome> One(World world, Value value) => [new(world, value)];

    /// <summary>This way cannot be: a branch contradicts what is known, or the program ends.</summary>
    public static IReadOnlyList<Outcome> None { get; } = [];
}

static class Outcomes
{
    /// <summary>Goes on from each outcome.</summary>
    public static IReadOnlyList<Outcome> Then(this IReadOnlyList<Outcome> outcomes, Func<World, Value, IReadOnlyList<Outcome>> next)
        => outcomes.Count switch
        {
            0 => outcomes,
            1 => next(outcomes[0].World, outcomes[0].Value),
            _ => outcomes.Each(next),
        };

    static List<Outcome> Each(this IReadOnlyList<Outcome> outcomes, Func<World, Value, IReadOnlyList<Outcome>> next)
    {
        var all = new List<Outcome>(outcomes.Count);
        for (var i = 0; i < outcomes.Count; i++)
            all.AddRange(next(outcomes[i].World, outcomes[i].Value));
        return all;
    }
}
