using System.Globalization;
using NdisRules.Oracle.Generation;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Reporting;

/// <summary>What the long run is to do.</summary>
sealed record Arguments(long FirstSeed, long LastSeed, double Minutes, GeneratorOptions Options, IReadOnlyList<Dialect> Dialects, string Folder, int Shrinks, long? Shown, bool IsMending)
{
    const string Usage = """
        build/oracle [--fix] [--seeds A..B] [--minutes N] [--size S] [--weights Loop=30,Clone=0] [--mutants PERCENT] [--rendering ndis|array|both] [--shrink N] [--out FOLDER] [--show SEED]
        """;

    /// <summary>The arguments, null and a line of explanation when they are not understood.</summary>
    public static Arguments? Parse(string[] arguments, TextWriter errors)
    {
        var given = new Dictionary<string, string>();
        var isMending = arguments.Contains(Mending);
        arguments = [.. arguments.Where(argument => argument != Mending)];
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !known.Contains(arguments[i]))
            {
                errors.WriteLine($"'{arguments[i]}' is not understood. {Usage}");
                return null;
            }
            given[arguments[i]] = arguments[i + 1];
        }
        try
        {
            return Read(given, isMending);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            errors.WriteLine($"{exception.Message} {Usage}");
            return null;
        }
    }

    const string Mending = "--fix";

    static readonly string[] known = ["--seeds", "--minutes", "--size", "--weights", "--mutants", "--rendering", "--shrink", "--out", "--show"];

    static Arguments Read(Dictionary<string, string> given, bool isMending)
    {
        string Get(string name, string otherwise) => given.GetValueOrDefault(name, otherwise);
        var seeds = Get("--seeds", "1..1000").Split("..");
        var options = new GeneratorOptions(
            Number(Get("--size", "3")),
            Number(Get("--mutants", "50")),
            Rules.Kinds,
            Get("--weights", "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => Enum.Parse<Construct>(pair[0]), pair => Number(pair[1])));
        return new Arguments(
            Number(seeds[0]),
            Number(seeds[^1]),
            double.Parse(Get("--minutes", "30"), CultureInfo.InvariantCulture),
            options,
            Renderings(Get("--rendering", Rules.KnowsArrays ? "both" : "ndis")),
            Get("--out", Path.Combine("artifacts", "oracle")),
            Number(Get("--shrink", "40")),
            given.TryGetValue("--show", out var shown) ? Number(shown) : null,
            isMending);
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static IReadOnlyList<Dialect> Renderings(string name) => name switch
    {
        "ndis" => [Dialect.Ndis],
        "array" => [Dialect.ArrayPool],
        "both" => [Dialect.Ndis, Dialect.ArrayPool],
        _ => throw new FormatException($"There is no rendering '{name}'."),
    };
}
