using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Tool.Fixing;

/// <summary>The difference of two texts in the form that <c>patch</c> and <c>git apply</c> take.</summary>
internal static class UnifiedDiff
{
    const int Context = 3;

    enum Sign
    {
        Same,
        Gone,
        New,
    }

    public static string Of(string path, SourceText before, SourceText after)
    {
        var lines = Compare(LinesOf(before), LinesOf(after));
        var text = new StringBuilder($"--- a/{path}\n+++ b/{path}\n");
        foreach (var (first, last) in Hunks(lines))
            Append(text, lines, first, last);
        return text.ToString();
    }

    /// <summary>A last line that does not end says so, as <c>diff</c> has it: it differs from one that ends.</summary>
    static string[] LinesOf(SourceText text) => [.. text.Lines.Where(line => line.SpanIncludingLineBreak.Length > 0).Select(line => line.EndIncludingLineBreak > line.End ? line.ToString() : line + "\n\\ No newline at end of file")];

    /// <summary>The longest common subsequence, between what is the same at both ends.</summary>
    static List<(Sign Sign, string Text)> Compare(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;

        var lines = before[..head].Select(line => (Sign.Same, line)).ToList();
        lines.AddRange(Middle(before[head..^tail], after[head..^tail]));
        lines.AddRange(before[^tail..].Select(line => (Sign.Same, line)));
        return lines;
    }

    static IEnumerable<(Sign, string)> Middle(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var (at, to) = (0, 0);
        while (at < before.Length || to < after.Length)
        {
            if (at < before.Length && to < after.Length && before[at] == after[to])
            {
                yield return (Sign.Same, before[at++]);
                to++;
            }
            else if (to == after.Length || (at < before.Length && common[at + 1, to] >= common[at, to + 1]))
                yield return (Sign.Gone, before[at++]);
            else
                yield return (Sign.New, after[to++]);
        }
    }

    /// <summary>Where lines differ, with a few around them; what lies close is one hunk.</summary>
    static IEnumerable<(int First, int Last)> Hunks(List<(Sign Sign, string Text)> lines)
    {
        var changed = Enumerable.Range(0, lines.Count).Where(line => lines[line].Sign != Sign.Same).ToArray();
        for (var at = 0; at < changed.Length;)
        {
            var end = at;
            while (end + 1 < changed.Length && changed[end + 1] - changed[end] <= 2 * Context)
                end++;
            yield return (Math.Max(0, changed[at] - Context), Math.Min(lines.Count - 1, changed[end] + Context));
            at = end + 1;
        }
    }

    static void Append(StringBuilder text, List<(Sign Sign, string Text)> lines, int first, int last)
    {
        int Count(int from, int to, Sign without) => lines.Skip(from).Take(to - from).Count(line => line.Sign != without);
        text.Append($"@@ -{Count(0, first, Sign.New) + 1},{Count(first, last + 1, Sign.New)} +{Count(0, first, Sign.Gone) + 1},{Count(first, last + 1, Sign.Gone)} @@\n");
        for (var line = first; line <= last; line++)
            text.Append(lines[line].Sign switch { Sign.Gone => '-', Sign.New => '+', _ => ' ' }).Append(lines[line].Text).Append('\n');
    }
}
