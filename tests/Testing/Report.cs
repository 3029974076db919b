using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Words a failure: each diagnostic with its place, its message and its line of source.</summary>
internal sealed class Report(string title, IReadOnlyDictionary<string, SourceText> files)
{
    private readonly StringBuilder text = new StringBuilder().AppendLine(title);

    public override string ToString() => text.ToString();

    public Report Expected(string heading, IReadOnlyCollection<DiagnosticResult> results)
    {
        Heading(heading, results.Count);
        foreach (var result in results)
        {
            Entry(result.Id, result.Severity, result.HasLocation ? result.Spans[0].Span : null, result.Message ?? "");
            if (result.Spans.Length > 1)
                text.AppendLine($"      with {result.Spans.Length - 1} additional locations: {string.Join(", ", result.Spans.Skip(1).Select(span => Place(span.Span)))}");
        }

        return this;
    }

    public Report Reported(string heading, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        Heading(heading, diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            Entry(diagnostic.Id, diagnostic.Severity, diagnostic.Location == Location.None ? null : diagnostic.Location.GetLineSpan(), diagnostic.GetMessage(CultureInfo.InvariantCulture));
            if (diagnostic.AdditionalLocations.Count > 0)
                text.AppendLine($"      with {diagnostic.AdditionalLocations.Count} additional locations: {string.Join(", ", diagnostic.AdditionalLocations.Select(location => Place(location.GetLineSpan())))}");
        }

        return this;
    }

    /// <summary>Two versions of a file, the first line that differs marked in both.</summary>
    public static string Difference(string title, string expected, string actual)
    {
        string[] left = expected.Split('\n'), right = actual.Split('\n');
        var first = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{title} (first difference in line {first + 1})\n\nexpected:\n{Numbered(left, first)}\nactual:\n{Numbered(right, first)}";
    }

    private static string Numbered(string[] lines, int marked) =>
        string.Concat(lines.Select((line, index) => $"{(index == marked ? '>' : ' ')}{index + 1,4}  {line.Replace("\r", "\\r", StringComparison.Ordinal)}\n"));

    private void Heading(string heading, int count)
    {
        if (count > 0) text.AppendLine().AppendLine($"{heading}:");
    }

    private void Entry(string id, DiagnosticSeverity severity, FileLinePositionSpan? span, string message)
    {
        text.AppendLine($"  {(span is { } at ? Place(at) : "no location")}: {severity.ToString().ToLowerInvariant()} {id} {message}".TrimEnd());
        if (span is not { } place || !files.TryGetValue(place.Path, out var file) || place.StartLinePosition.Line >= file.Lines.Count) return;

        var line = file.Lines[place.StartLinePosition.Line].ToString();
        var start = Math.Min(place.StartLinePosition.Character, line.Length);
        var end = place.EndLinePosition.Line == place.StartLinePosition.Line ? place.EndLinePosition.Character : line.Length;
        text.AppendLine($"      {line}").AppendLine($"      {new string(' ', start)}{new string('^', Math.Max(1, end - start))}");
    }

    private static string Place(FileLinePositionSpan span) =>
        $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})-({span.EndLinePosition.Line + 1},{span.EndLinePosition.Character + 1})";
}
