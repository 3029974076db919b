namespace NdisRules.Debugger;

/// <summary>What the exit code says.</summary>
internal static class ExitCode
{
    public const int Answered = 0;
    public const int FoundFault = 1;
    public const int CouldNotAnswer = 2;
}
