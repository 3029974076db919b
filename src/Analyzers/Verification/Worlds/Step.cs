using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>One step of a trace: what happened, and where. Of a branch also how its condition came out.</summary>
sealed class Step : IEquatable<Step>
{
    readonly IOperation? condition;
    string? text;

    public Step(StepKind kind, SyntaxNode where, string text) => (Kind, Where, this.text) = (kind, where, text);

    /// <summary>A decision. Most traces are never told, so what is to be said of it is spelled out when somebody asks.</summary>
    public Step(IOperation condition, bool outcome) => (Kind, Where, this.condition, Outcome) = (StepKind.Branch, condition.Syntax, condition, outcome);

    public StepKind Kind { get; }

    public SyntaxNode Where { get; }

    public bool? Outcome { get; }

    public string Text => text ??= BranchText.Of(condition!, Outcome == true);

    public bool Equals(Step? other) => ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && ReferenceEquals(Where, other.Where) && Outcome == other.Outcome
        && ((condition is not null && ReferenceEquals(condition, other.condition)) || Text == other.Text));

    public override bool Equals(object? obj) => Equals(obj as Step);

    public override int GetHashCode() => ((int)Kind * 31 + Where.GetHashCode()) * 31 + Outcome.GetHashCode();
}

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
    readonly Func<Trace?>? findEarlier;
    Trace? earlier;

    Trace(Step step, Trace? earlier) => (Step, this.earlier, Length) = (step, earlier, (earlier?.Length ?? 0) + 1);

    Trace(Trace moved, Trace? from, Trace? to)
    {
        (Step, Length) = (moved.Step, Math.Max(1, moved.Length - (from?.Length ?? 0) + (to?.Length ?? 0)));
        findEarlier = () => Moved(moved.Earlier, from, to);
    }

    public Step Step { get; }

    public Trace? Earlier => earlier ??= findEarlier?.Invoke();

    public int Length { get; }

    public static Trace Add(Trace? trace, Step step)
        => trace is not null && trace.Step.Equals(step) ? trace : new(step, trace);

    /// <summary>The steps since an earlier point, as they go on from another one. Most traces are never told, so it is put together when somebody goes back along it.</summary>
    public static Trace? Moved(Trace? trace, Trace? from, Trace? to) => ReferenceEquals(trace, from) ? to : trace is null ? null : new(trace, from, to);

    public static Trace? Shorter(Trace? left, Trace? right) => (right?.Length ?? 0) < (left?.Length ?? 0) ? right : left;

    /// <summary>Whether a step of a kind was taken since an earlier trace.</summary>
    public static bool HasSince(Trace? trace, Trace? before, StepKind kind)
    {
        for (; trace is not null && !ReferenceEquals(trace, before); trace = trace.Earlier)
            if (trace.Step.Kind == kind)
                return true;
        return false;
    }

    /// <summary>The last step of a kind; null where there is none, or nothing is known any more of how a world came to be.</summary>
    public static Step? Last(Trace? trace, StepKind kind)
    {
        for (; trace is not null; trace = trace.Earlier)
            if (trace.Step.Kind == kind)
                return trace.Step;
        return null;
    }

    public static IReadOnlyList<Step> Steps(Trace? trace)
    {
        var steps = new List<Step>();
        for (; trace is not null; trace = trace.Earlier)
            steps.Add(trace.Step);
        steps.Reverse();
        return steps;
    }
}
