using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>One step of a trace: what happened, and where. Of a branch also how its condition came out.</summary>
sealed record Step(StepKind Kind, SyntaxNode Where, string Text, bool? Outcome = null);

enum StepKind
{
    Enter,
    Acquire,
    AcquireFailed,
    Store,
    Branch,
    Release,
    Use,
    Lose,
    Call,
}

/// <summary>The steps that led a world to where it is, newest first, shared between worlds. No part of what a world is.</summary>
sealed class Trace
{
    Trace(Step step, Trace? earlier) => (Step, Earlier, Length) = (step, earlier, (earlier?.Length ?? 0) + 1);

    public Step Step { get; }

    public Trace? Earlier { get; }

    public int Length { get; }

    public static Trace Add(Trace? trace, Step step)
        => trace is not null && trace.Step.Equals(step) ? trace : new(step, trace);

    public static Trace? Shorter(Trace? left, Trace? right) => (right?.Length ?? 0) < (left?.Length ?? 0) ? right : left;

    public static IReadOnlyList<Step> Steps(Trace? trace)
    {
        var steps = new List<Step>();
        for (; trace is not null; trace = trace.Earlier)
            steps.Add(trace.Step);
        steps.Reverse();
        return steps;
    }
}
