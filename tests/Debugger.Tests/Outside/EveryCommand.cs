using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary>Every command that makes sense for a process, and what the process answers to each.</summary>
internal static partial class EveryCommand
{
    /// <summary>Asks the process itself every command, over every pool and every object that it has lent.</summary>
    public static IReadOnlyList<(string Command, string Answer)> Ask(TargetProcess target)
    {
        List<string> commands = ["help", "nbpools", "nbpools -sort inuse", "nblpools", "!pendingnbl", "pendingnbls -age 1 -owner host", "miniport", "mdl", "automaton", "automaton -count", "nbpools -size 1 -page 1"];
        foreach (var kind in new[] { "nb", "nbl" })
        {
            foreach (var pool in Numbers(target.Ask($"{kind}pools --json")))
            {
                commands.Add($"!{kind}pool {pool}");
                commands.Add($"{kind}pool {pool} -allocations");
                commands.Add($"{kind}pool {pool} -all -size 7 -page 1");
                commands.AddRange(Names(target.Ask($"{kind}pool {pool} -allocations --json")).SelectMany(name => OfObject(kind, name)));
            }
        }
        commands.AddRange(JsonNode.Parse(target.Ask("miniport --json"))!.AsArray().Select(adapter => $"miniport {adapter!["name"]}"));
        commands.AddRange(Names(target.Ask("mdl --json")).SelectMany(name => new[] { $"mdl {name}", $"mdl {name} -chain", $"automaton {name}" }));
        return commands.ConvertAll(command => (command, target.Ask($"{command} --json")));
    }

    /// <summary>The answer without what goes on while nothing happens: how long ago something was.</summary>
    public static string WithoutAges(string json) => Age().Replace(json, "\"ageMilliseconds\": _").Trim();

    private static IEnumerable<string> OfObject(string kind, string name) => kind == "nb"
        ? [$"nb {name}", $"nb {name} -chain -dump", $"nb {name} -verify", $"automaton {name}"]
        : [$"nbl {name}", $"nbl {name} -chain", $"nbl {name} -data", $"automaton {name}"];

    private static IEnumerable<int> Numbers(string pools) => JsonNode.Parse(pools)!["items"]!.AsArray().Select(pool => (int)pool!["pool"]!);

    private static IEnumerable<string> Names(string json) => Handle().Matches(json).Select(match => match.Groups[1].Value);

    [GeneratedRegex("\"handle\": \"([0-9a-f]+#[0-9]+)\"")]
    private static partial Regex Handle();

    [GeneratedRegex("\"ageMilliseconds\": [0-9]+")]
    private static partial Regex Age();
}
