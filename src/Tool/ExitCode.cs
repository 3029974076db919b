namespace NdisRules.Tool;

/// <summary>What the exit code says.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Defects = 1;
    public const int CouldNotRun = 2;
}
