namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>How far exceptions count as paths.</summary>
enum ExceptionPolicy
{
    /// <summary>No exception is a path out of a method, not even a written one.</summary>
    Off,

    /// <summary>A written <c>throw</c> is a path.</summary>
    Explicit,
}

/// <summary>A rule as it stands in its file.</summary>
/// <param name="Name">The name in messages and options.</param>
/// <param name="ObjectName">What a message calls the object: "the NET_BUFFER".</param>
/// <param name="Rows">What acquires, releases, borrows and so on.</param>
/// <param name="NullReleaseIsDefect">Whether releasing null is a defect.</param>
/// <param name="Exceptions">Which exceptions are paths.</param>
/// <param name="Line">The line on which it begins, counted from 1.</param>
sealed record RuleText(string Name, string ObjectName, IReadOnlyList<RuleRow> Rows, bool NullReleaseIsDefect, ExceptionPolicy Exceptions, int Line);

/// <summary>A line that the reader did not understand.</summary>
sealed record RuleError(int Line, string Message);
