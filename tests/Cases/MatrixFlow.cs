using System.Text;

namespace NdisRules.Cases.Tests;

/// <summary>A flow of <c>Matrix/*.cs</c>: a program with placeholders, which a pair and a flaw fill.</summary>
/// <param name="File">The data file, below the folder of the suite.</param>
/// <param name="Name">The sentence after <c>// flow:</c>.</param>
/// <param name="Needs">What a pair must be.</param>
/// <param name="Parts">Its files.</param>
internal sealed record MatrixFlow(string File, string Name, IReadOnlyList<string> Needs, IReadOnlyList<CasePart> Parts)
{
    const string Head = "// flow: ";
    const string NeedsHead = "// needs: ";
    const string FileHead = "// file: ";

    public static IReadOnlyList<MatrixFlow> All { get; } = [.. Directory.EnumerateFiles(Suite.MatrixFolder, "*.cs").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>What may be wrong in it: a flow without holes has its flaws written out.</summary>
    public IEnumerable<MatrixFlaw> Flaws
    {
        get
        {
            var text = string.Concat(Parts.Select(part => part.Text));
            return text.Contains("$sink(", StringComparison.Ordinal) ? MatrixFlaw.All.Where(flaw => flaw.Fits(text)) : [MatrixFlaw.Plain];
        }
    }

    static IEnumerable<MatrixFlow> Read(string path)
    {
        var lines = System.IO.File.ReadAllLines(path);
        var file = Path.GetRelativePath(Suite.Folder, path).Replace('\\', '/');
        var heads = lines.Index().Where(line => line.Item.StartsWith(Head, StringComparison.Ordinal)).Select(line => line.Index).ToList();
        foreach (var (head, next) in heads.Zip(heads.Skip(1).Append(lines.Length)))
        {
            var needs = lines[head + 1].StartsWith(NeedsHead, StringComparison.Ordinal) ? lines[head + 1][NeedsHead.Length..].Split(' ') : [];
            var begin = head + (needs.Length > 0 ? 2 : 1);
            int[] cuts = [begin - 1, .. Enumerable.Range(begin, next - begin).Where(i => lines[i].StartsWith(FileHead, StringComparison.Ordinal)), next];
            yield return new(file, lines[head][Head.Length..].Trim(), needs, [.. cuts.Zip(cuts.Skip(1)).Select(cut => new CasePart("", cut.First + 2, lines[(cut.First + 1)..cut.Second]))]);
        }
    }

    public bool Fits(MatrixPair pair) => Needs.All(pair.Is);

    /// <summary>A line of it, without its mark.</summary>
    public static string Fill(string line, MatrixPair pair, MatrixFlaw flaw)
    {
        // A line that asks for null is not there where an acquire never gives it, or where the flaw is not to ask.
        if (line.Contains("$ask(", StringComparison.Ordinal) && !(flaw.Asks && pair.Is("null")))
            return "";
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '$' || i + 1 == line.Length || !char.IsLetter(line[i + 1]))
            {
                text.Append(line[i]);
                continue;
            }

            var end = i + 1;
            while (end < line.Length && char.IsLetter(line[end]))
                end++;
            var word = line[(i + 1)..end];
            var argument = end < line.Length && line[end] == '(' && word is not ("acquire" or "Type" or "Maybe") ? ArgumentAt(line, end) : null;
            text.Append(Word(word, argument is null ? null : Fill(argument, pair, flaw), pair, flaw));
            i = end - 1 + (argument is null ? 0 : argument.Length + 2);
        }

        return text.ToString();
    }

    static string Word(string word, string? argument, MatrixPair pair, MatrixFlaw flaw) => (word, argument) switch
    {
        ("none", null) => "default",
        ("ask", { }) => $"if ({pair.Call("isNull", argument)})",
        ("sink" or "after" or "again", { }) => Fill(flaw.Fill(word, argument), pair, flaw),
        (_, { }) => pair.Call(word, argument),
        _ => pair.Words.GetValueOrDefault(word) ?? throw new FormatException($"'${word}' means nothing."),
    };

    static string ArgumentAt(string line, int open)
    {
        var depth = 0;
        for (var i = open; i < line.Length; i++)
        {
            depth += line[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return line[(open + 1)..i];
        }

        throw new FormatException($"'{line.Trim()}' has an open parenthesis.");
    }
}
