namespace NdisRules.EndToEnd.Tests;

/// <summary>What some tests wait for. Set to null here, all of them run.</summary>
internal static class Unfinished
{
    public const string? Engine = "The engine and the runtime are not finished.";
}
