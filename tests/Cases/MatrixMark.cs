using System.Text.RegularExpressions;

namespace NdisRules.Cases.Tests;

/// <summary>What a line of a flow says of itself: which roles it plays, and which ids are right there, flaw by flaw.</summary>
internal sealed partial record MatrixMark(IReadOnlyList<string> Roles, IReadOnlyList<MatrixMark.Item> Items)
{
    public static MatrixMark None { get; } = new([], []);

    /// <summary>The mark at the end of a line, and what stands before it. Any other comment is a comment.</summary>
    public static (string Code, MatrixMark Mark) Split(string line)
    {
        var at = line.LastIndexOf("// ", StringComparison.Ordinal);
        if (at < 0 || !Begin().IsMatch(line[(at + 3)..]) && !MatrixFlaw.Roles.Contains(line[(at + 3)..].Split(';')[0].Trim()))
            return (line, None);
        List<string> roles = [];
        List<Item> items = [];
        foreach (var text in line[(at + 3)..].Split(';', StringSplitOptions.TrimEntries))
        {
            if (MatrixFlaw.Roles.Contains(text))
                roles.Add(text);
            else
                items.Add(Item.Of(text, line));
        }

        return (line[..at].TrimEnd(), new(roles, items));
    }

    public string[] Expected(MatrixFlaw flaw, MatrixPair pair) =>
    [
        .. flaw.Told is { } told && Roles.Contains(told.Role) ? new[] { told.Id } : [],
        .. Items.Where(item => item.Concerns(flaw, pair)).SelectMany(item => item.Expected),
    ];

    /// <summary>What the engine says today, where that is something else.</summary>
    public string[] Today(MatrixFlaw flaw, MatrixPair pair) =>
        Items.Where(item => item.Concerns(flaw, pair)).SelectMany(item => item.ForNow).FirstOrDefault(now => now.Pairs.Count == 0 || now.Pairs.Contains(pair.Name)) is { } gap ? [.. gap.Ids] : Expected(flaw, pair);

    [GeneratedRegex(@"^([a-z]+(, [a-z]+)*: |for now )?(NDIS\d{4}|silent|for now )")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^((?<flaws>[a-z]+(, [a-z]+)*): ?)?(?<ids>NDIS\d{4}( NDIS\d{4})*)?( ?where (?<trait>[a-z]+))?(?<gap> ?for now (silent|NDIS\d{4}( NDIS\d{4})*)( with( [A-Z]\w+)+)?)*$")]
    private static partial Regex Grammar();

    /// <summary>A part between semicolons.</summary>
    /// <param name="Flaws">Of which flaws it speaks.</param>
    /// <param name="Expected">The right answer.</param>
    /// <param name="Trait">What a pair must be, or else nothing is right.</param>
    /// <param name="ForNow">What is said instead.</param>
    public sealed record Item(IReadOnlyList<string> Flaws, IReadOnlyList<string> Expected, string? Trait, IReadOnlyList<Gap> ForNow)
    {
        public bool Concerns(MatrixFlaw flaw, MatrixPair pair) => Flaws.Contains(flaw.Name) && (Trait is null || pair.Is(Trait));

        public static Item Of(string text, string line)
        {
            if (Grammar().Match(text) is not { Success: true } match)
                throw new FormatException($"'{line.Trim()}' is no mark.");
            var flaws = match.Groups["flaws"] is { Success: true } named ? named.Value.Split(", ") : [MatrixFlaw.Plain.Name];
            if (flaws.FirstOrDefault(flaw => flaw != MatrixFlaw.Plain.Name && MatrixFlaw.All.All(one => one.Name != flaw)) is { } unknown)
                throw new FormatException($"'{line.Trim()}': there is no flaw '{unknown}'.");
            return new(flaws, Gap.IdsIn(match.Groups["ids"].Value), match.Groups["trait"] is { Success: true } trait ? trait.Value : null, [.. match.Groups["gap"].Captures.Select(gap => Gap.Of(gap.Value))]);
        }
    }

    /// <summary>A difference between what is right and what is said, for some pairs or for all.</summary>
    public sealed record Gap(IReadOnlyList<string> Ids, IReadOnlyList<string> Pairs)
    {
        public static Gap Of(string text)
        {
            var parts = text.Trim()["for now ".Length..].Split(" with ");
            var pairs = parts.Length > 1 ? parts[1].Split(' ') : [];
            return pairs.FirstOrDefault(pair => MatrixPair.All.All(one => one.Name != pair)) is { } unknown ? throw new FormatException($"'{text.Trim()}': there is no pair '{unknown}'.") : new(IdsIn(parts[0]), pairs);
        }

        public static string[] IdsIn(string text) => text == "silent" ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
