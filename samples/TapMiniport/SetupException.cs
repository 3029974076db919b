namespace TapMiniport;

/// <summary>What keeps the program from starting, in one line for the person who started it.</summary>
internal sealed class SetupException(string message) : Exception(message);
