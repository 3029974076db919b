namespace NdisRules.Debugger;

/// <summary>Why the debugger could not do what it was asked: one line, which says what to do about it. Exit code 2.</summary>
/// <param name="message">The line.</param>
internal sealed class DebuggerException(string message) : Exception(message);
