namespace NdisRules.Runtime.Debugging;

/// <summary>A command cannot be answered: one line that says why and what to do about it.</summary>
sealed class DebugCommandException(string message) : Exception(message);
