using System.Text.RegularExpressions;

namespace NdisRules.Cases.Tests;

/// <summary>One row of <c>Matrix/pairs.txt</c>: what an acquire and its release are called, and what is true of them.</summary>
internal sealed record MatrixPair(string Name, IReadOnlyDictionary<string, string> Words)
{
    public static IReadOnlyList<MatrixPair> All { get; } = [.. MatrixTable.Read("pairs.txt", "pair").Select(row => new MatrixPair(row.Name, row.Words))];

    /// <summary>A pointer stands only in an unsafe context.</summary>
    public bool IsPointer => Words["Type"].EndsWith('*');

    public bool Is(string trait) => MatrixTable.ListOf(Words, "is").Contains(trait);

    /// <summary>The text of a word, with what stands for the object put in.</summary>
    public string Call(string word, string argument)
        => Words.GetValueOrDefault(word) is { } text ? Regex.Replace(text, @"\bit\b", argument.Replace("$", "$$", StringComparison.Ordinal)) : word == "also" ? Call("release", argument) : throw new FormatException($"The pair '{Name}' does not say how to '{word}'.");
}
