using System.Text.RegularExpressions;

namespace NdisRules.Cases.Tests;

/// <summary>
/// What a line of a case says of itself: the ids that are right there, and, where the engine does not yet say exactly that, the ids
/// that it reports for now.
/// </summary>
internal sealed partial record Mark(IReadOnlyList<string> Expected, IReadOnlyList<string>? ForNow, string Note)
{
    const string Silent = "silent";

    public static Mark None { get; } = new([], null, "");

    /// <summary>What is to be reported on the line today.</summary>
    public IReadOnlyList<string> Today => ForNow ?? Expected;

    public IEnumerable<string> Missed => Except(Expected, Today);

    public IEnumerable<string> FalseAlarms => Except(Today, Expected);

    /// <summary>The mark at the end of a line. A comment that names an id and is no mark is a mistake of whoever wrote the case.</summary>
    public static Mark Of(string line)
    {
        if (!MarkComment().IsMatch(line))
            return None;
        if (Grammar().Match(line) is not { Success: true } match)
            throw new FormatException($"'{line.Trim()}' names an id in its comment and is no mark.");
        var now = match.Groups["now"];
        var mark = new Mark(Ids(match.Groups["expected"].Value), now.Success ? Ids(now.Value) : null, match.Groups["note"].Value);
        return mark.ForNow is { } today && Same(today, mark.Expected)
            ? throw new FormatException($"'{line.Trim()}' says 'for now' of what is right.")
            : mark;
    }

    /// <summary>The line with the mark that today's reports call for.</summary>
    public string Rewrite(string line, IReadOnlyList<string> reported)
    {
        var code = Grammar().Match(line) is { Success: true } match && MarkComment().IsMatch(line) ? line[..match.Index] : line;
        var says = string.Join(' ', Expected.Order(StringComparer.Ordinal));
        if (!Same(reported, Expected))
            says = $"{says} for now: {(reported.Count == 0 ? Silent : string.Join(' ', reported.Order(StringComparer.Ordinal)))}".Trim();
        return says.Length == 0 ? code.TrimEnd() : $"{code.TrimEnd()} // {says}{(Note.Length == 0 ? "" : " " + Note)}";
    }

    public static bool Same(IEnumerable<string> left, IEnumerable<string> right) =>
        left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal));

    static IEnumerable<string> Except(IEnumerable<string> from, IEnumerable<string> what)
    {
        List<string> left = [.. what];
        return from.Where(id => !left.Remove(id));
    }

    static string[] Ids(string text) => text.Trim() == Silent ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"//.*NDIS\d{4}|#\s*(NDIS\d{4}|for now:)|// for now:")]
    private static partial Regex MarkComment();

    [GeneratedRegex(@"\s*(//|#) (?<expected>(NDIS\d{4} ?)*)(for now: (?<now>silent|NDIS\d{4}( NDIS\d{4})*))?\s*(?<note>\(.*\))?\s*$")]
    private static partial Regex Grammar();
}
