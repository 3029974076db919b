using System.Globalization;
using System.Text.RegularExpressions;

namespace NdisRules.EndToEnd.Tests;

/// <summary>A warning or an error as a build prints it; without a place the line is 0.</summary>
sealed partial record BuildMessage(string File, int Line, int Column, bool IsError, string Id, string Message)
{
    /// <summary>Every message of a build once, in the order printed: a build repeats them in its summary.</summary>
    public static IReadOnlyList<BuildMessage> ParseAll(string output) =>
        [.. output.Split('\n').Select(line => Format().Match(line.TrimEnd('\r'))).Where(match => match.Success).Select(Parse).Distinct()];

    static BuildMessage Parse(Match match) => new(
        Path.GetFileName(match.Groups["file"].Value), Number(match.Groups["line"]), Number(match.Groups["column"]),
        match.Groups["kind"].Value == "error", match.Groups["id"].Value, match.Groups["message"].Value);

    static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^\s*(?<file>\S.*?)\s*(\((?<line>\d+),(?<column>\d+)(,\d+,\d+)?\))?\s*: (?<kind>warning|error) (?<id>[A-Za-z]+\d+): (?<message>.*?)( \[[^\]]*\])?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Format();
}
