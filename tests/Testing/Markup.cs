using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Takes the marks out of a source: <c>{|ID:…|}</c> expects a diagnostic, <c>{|#0:…|}</c> names a place,
/// <c>[|…|]</c> expects the analyzer's only diagnostic (the label is then empty). Marks nest and may be empty.
/// </summary>
sealed partial class Markup
{
    public required string Code { get; init; }
    public required ImmutableArray<(string Label, TextSpan Span)> Marks { get; init; }

    public static Markup Parse(string path, string marked)
    {
        var code = new StringBuilder();
        var open = new Stack<(string Label, int Start, string Close)>();
        var marks = ImmutableArray.CreateBuilder<(string, TextSpan)>();

        for (var at = 0; at < marked.Length;)
        {
            if (open.TryPeek(out var mark) && string.CompareOrdinal(marked, at, mark.Close, 0, 2) == 0)
            {
                open.Pop();
                marks.Add((mark.Label, TextSpan.FromBounds(mark.Start, code.Length)));
                at += 2;
            }
            else if (Opening().Match(marked, at) is { Success: true } opening)
            {
                open.Push((opening.Groups["label"].Value, code.Length, opening.Value[0] == '[' ? "|]" : "|}"));
                at += opening.Length;
            }
            else
            {
                code.Append(marked[at++]);
            }
        }

        return open.Count == 0
            ? new() { Code = code.ToString(), Marks = marks.ToImmutable() }
            : throw new InvalidOperationException($"{path}: the mark '{open.Peek().Label}' is opened and never closed.");
    }

    [GeneratedRegex(@"\G(\{\|(?<label>#?\w+):|\[\|)", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening();
}
