using System.Text;
using DiffPlex;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Tool.Fixing;

/// <summary>The difference of two texts in the form that <c>patch</c> and <c>git apply</c> take.</summary>
internal static class UnifiedDiff
{
    const int Context = 3;

    /// <summary>Stands between lines while they are compared, and in none of them.</summary>
    const char Border = '\0';

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

    static List<(Sign Sign, string Text)> Compare(string[] before, string[] after)
    {
        var (lines, next) = (new List<(Sign, string)>(), 0);
        foreach (var block in Differ.Instance.CreateCustomDiffs(string.Join(Border, before), string.Join(Border, after), ignoreWhiteSpace: false, whole => whole.Split(Border)).DiffBlocks)
        {
            lines.AddRange(before[next..block.DeleteStartA].Select(line => (Sign.Same, line)));
            next = block.DeleteStartA + block.DeleteCountA;
            lines.AddRange(before[block.DeleteStartA..next].Select(line => (Sign.Gone, line)));
            lines.AddRange(after.AsSpan(block.InsertStartB, block.InsertCountB).ToArray().Select(line => (Sign.New, line)));
        }

        lines.AddRange(before[next..].Select(line => (Sign.Same, line)));
        return lines;
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
