namespace NdisRules.Tool;

/// <summary>Why the tool could not do what it was asked: one line, which says what to do about it. Exit code 2.</summary>
/// <param name="message">The line.</param>
internal sealed class ToolException(string message) : Exception(message);
