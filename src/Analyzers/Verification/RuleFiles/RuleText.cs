namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>How far exceptions count as paths.</summary>
enum ExceptionPolicy
{
    /// <summary>No exception is a path out of a method, not even a written one.</summary>
    Off,

    /// <summary>A written <c>throw</c> is a path.</summary>
    Explicit,

    /// <summary>So is a call that may throw; what only such a path loses is NDIS0006.</summary>
    All,
}

/// <summary>What a call without source does with the object it is given, where nothing else is known.</summary>
enum UnknownCalls
{
    /// <summary>It looks at the object.</summary>
    Borrow,

    /// <summary>It keeps the object.</summary>
    Transfer,
}

/// <summary>A rule as it stands in its file.</summary>
/// <param name="Name">The name in messages and options.</param>
/// <param name="ObjectName">What a message calls the object: "the NET_BUFFER".</param>
/// <param name="Rows">What acquires, releases, borrows and so on.</param>
/// <param name="NullReleaseIsDefect">Whether releasing null is a defect.</param>
/// <param name="Exceptions">Which exceptions are paths.</param>
/// <param name="Line">The line on which it begins, counted from 1.</param>
sealed record RuleText(string Name, string ObjectName, IReadOnlyList<RuleRow> Rows, bool NullReleaseIsDefect, ExceptionPolicy Exceptions, int Line)
{
    /// <summary>False where a line could not be read and no release is left: that line may have been it, and every right use would be a finding.</summary>
    public bool CanBeFollowed { get; init; } = true;

    /// <summary>Whether an object may be released again and again, as <c>Dispose</c> often allows.</summary>
    public bool AllowsDoubleRelease { get; init; }

    /// <summary>Whether an object that is given to <c>out _</c> is meant to last as long as the program.</summary>
    public bool AllowsDiscard { get; init; }

    /// <summary>Whether of several duties on one object the newest is released first.</summary>
    public bool IsLifo { get; init; }

    /// <summary>The type, without <c>T:</c>, of the parent that an acquire takes the object from; null without one.</summary>
    public string? Within { get; init; }

    /// <summary>The line that says so.</summary>
    public int WithinLine { get; init; }

    /// <summary>Pairs of arguments that must be equal: of the release, and of the acquire.</summary>
    public IReadOnlyList<(int Release, int Acquire)> Matches { get; init; } = [];

    /// <summary>What is assumed of calls without source.</summary>
    public UnknownCalls UnknownCalls { get; init; }
}

/// <summary>A line that the reader did not understand.</summary>
sealed record RuleError(int Line, string Message);
