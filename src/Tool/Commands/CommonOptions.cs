using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Commands;

/// <summary>What several commands can be told.</summary>
internal static class CommonOptions
{
    const int MostJobs = 256;

    public static Argument<string> Target() => new("target")
    {
        Description = "A solution (.sln, .slnx), a project (.csproj) or a folder; the current folder when left out",
        DefaultValueFactory = _ => ".",
        // What begins with a dash and is no option would be taken for the target.
        CustomParser = result => Text(result).StartsWith('-') ? Refuse<string>(result, $"Unrecognized command or argument '{Text(result)}'")! : Text(result),
    };

    public static Option<string[]> Rules() => new("--rules")
    {
        Description = "Only these rules or ids, separated by commas; * stands for anything: NdisAllocate*,NDIS0003",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = false,
    };

    public static IReadOnlyList<string> NamesOf(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public static Option<DiagnosticSeverity> Severity() => new("--severity")
    {
        Description = "The lowest severity that is reported and counts: info, warning or error",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => DiagnosticSeverity.Warning,
        CustomParser = result => Text(result).ToLowerInvariant() switch
        {
            "info" => DiagnosticSeverity.Info,
            "warning" => DiagnosticSeverity.Warning,
            "error" => DiagnosticSeverity.Error,
            _ => Refuse<DiagnosticSeverity>(result, $"--severity: '{Text(result)}' is none of info, warning, error"),
        },
    };

    public static Option<int> Jobs() => new("--jobs", "-j")
    {
        Description = "How many projects at a time; as many as there are processors when left out",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = result => int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostJobs
            ? number
            : Refuse<int>(result, $"--jobs: '{Text(result)}' is no number from 1 to {MostJobs}"),
    };

    public static Option<bool> NoRestore() => new("--no-restore") { Description = "Do not restore packages first" };

    public static Shard? Shard(ArgumentResult result) => Checking.Shard.Parse(Text(result)) ?? Refuse<Shard>(result, $"--shard: '{Text(result)}' is no part of the work, such as 2/5");

    /// <summary>A file to write.</summary>
    public static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        CustomParser = result => Text(result) is { Length: > 0 } path ? path : Refuse<string>(result, $"{name}: '' is no name of a file"),
    };

    static string Text(ArgumentResult result) => result.Tokens[0].Value;

    static T? Refuse<T>(ArgumentResult result, string why)
    {
        result.AddError(why);
        return default;
    }
}
