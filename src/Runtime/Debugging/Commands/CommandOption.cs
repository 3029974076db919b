namespace NdisRules.Runtime.Debugging;

/// <summary>An option of a command.</summary>
/// <param name="Name">Its name, with the dash.</param>
/// <param name="Value">What follows it, for help; null when nothing does.</param>
/// <param name="Meaning">What it does, for help.</param>
sealed record CommandOption(string Name, string? Value, string Meaning)
{
    internal static CommandOption Json { get; } = new("-json", null, "the same for machines");
}
