using System.Text.RegularExpressions;

namespace NdisRules.Cases.Tests;

/// <summary>One row of <c>Matrix/flaws.txt</c>: what stands in the holes of a flow, and what is told of it, on the line of which role.</summary>
internal sealed record MatrixFlaw(string Name, IReadOnlyDictionary<string, string> Words)
{
    static readonly string[] Holes = ["sink", "after", "again"];

    public static IReadOnlyList<MatrixFlaw> All { get; } = [.. MatrixTable.Read("flaws.txt", "flaw").Select(row => new MatrixFlaw(row.Name, row.Words))];

    /// <summary>What a flow without holes is filled with.</summary>
    public static MatrixFlaw Plain { get; } = new("plain", new Dictionary<string, string>());

    public static IReadOnlySet<string> Roles { get; } = All.Select(flaw => flaw.Told?.Role).OfType<string>().ToHashSet();

    /// <summary>Whether the null of an acquire is asked for.</summary>
    public bool Asks => !Words.ContainsKey("ask");

    public (string Role, string Id)? Told => MatrixTable.ListOf(Words, "told") is [var role, var id] ? (role, id) : null;

    /// <summary>Whether a flow has the holes that this fills, and a pair what it needs.</summary>
    public bool Fits(string flow) => Holes.All(hole => !Words.ContainsKey(hole) || flow.Contains($"${hole}(", StringComparison.Ordinal)) && (Asks || flow.Contains("$ask(", StringComparison.Ordinal));

    public bool Fits(MatrixPair pair) => MatrixTable.ListOf(Words, "needs").All(pair.Is);

    public string Fill(string hole, string argument) => Words.GetValueOrDefault(hole) is { } text ? Regex.Replace(text, @"\bx\b", argument.Replace("$", "$$", StringComparison.Ordinal)) : "";
}
