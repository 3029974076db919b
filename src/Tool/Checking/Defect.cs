using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Checking;

/// <summary>Something that a person should look at: a finding of an analyzer, with everything that reports need of it.</summary>
internal sealed record Defect
{
    /// <summary>Such as NDIS0005.</summary>
    public required string Id { get; init; }

    /// <summary>The pairing rule, or the role; empty for what belongs to neither.</summary>
    public required string Rule { get; init; }

    public required DiagnosticSeverity Severity { get; init; }

    public required string Message { get; init; }

    public required Place Where { get; init; }

    /// <summary>The project file in which it was found.</summary>
    public required string Project { get; init; }

    /// <summary>The member around it, such as <c>LoopbackAdapter.Bounce</c>; empty outside of members.</summary>
    public required string Member { get; init; }

    /// <summary>The same as long as the defect is the same, whatever is edited around it.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The exits on which an object is lost, and the acquire.</summary>
    public IReadOnlyList<(Place Where, string Text)> Related { get; init; } = [];

    /// <summary>The shortest way to the defect.</summary>
    public IReadOnlyList<TraceStep> Trace { get; init; } = [];

    /// <summary>The lines that run on that way, in the order of files and lines.</summary>
    public IReadOnlyList<(string Path, int Line)> Executed { get; init; } = [];

    /// <summary>Null, or how the source suppresses it: the justification, empty where there is none.</summary>
    public string? Suppressed { get; init; }

    /// <summary>Whether the baseline knows it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Whether it counts: neither suppressed nor in the baseline.</summary>
    public bool Counts => Suppressed is null && !IsKnown;

    /// <summary>The text in front of the message, where messages begin with the rule's name.</summary>
    public string Sentence => Rule != "" && Message.StartsWith(Rule + ": ", StringComparison.Ordinal) ? Message[(Rule.Length + 2)..] : Message;
}

/// <summary>What happens at a step of a trace.</summary>
internal enum StepKind
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

    /// <summary>The last step of every trace: here it goes wrong.</summary>
    Defect,
}

/// <summary>A step of a trace.</summary>
/// <param name="Where">The code.</param>
/// <param name="Text">What happens.</param>
/// <param name="Kind">What kind of thing that is.</param>
/// <param name="Outcome">Of a branch, how its condition came out.</param>
/// <param name="Member">The member that runs.</param>
/// <param name="Depth">How many calls deep it is.</param>
/// <param name="Before">The state of the object before the step.</param>
internal sealed record TraceStep(Place Where, string Text, StepKind Kind, bool? Outcome, string Member, int Depth, ObjectState Before);

/// <summary>The three states of the automaton that every rule runs.</summary>
internal enum ObjectState
{
    Unallocated,
    Allocated,
    Freed,
}
