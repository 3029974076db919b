namespace NdisRules.Cases.Tests;

/// <summary>The tables of the matrix: a line <c>KIND NAME</c> begins a row, a line <c>WORD TEXT</c> says something of it.</summary>
internal static class MatrixTable
{
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, string> Words)> Read(string file, string kind)
    {
        string? name = null;
        Dictionary<string, string> words = [];
        foreach (var line in File.ReadAllLines(Path.Combine(Suite.MatrixFolder, file)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (word, text) = line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var rest] ? (first, rest) : throw new FormatException($"{file}: '{line}' says nothing.");
            if (word != kind)
            {
                words.Add(word, text);
                continue;
            }

            if (name is not null)
                yield return (name, words);
            (name, words) = (text, []);
        }

        if (name is not null)
            yield return (name, words);
    }

    public static string[] ListOf(IReadOnlyDictionary<string, string> words, string word) => words.GetValueOrDefault(word)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
