using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Words a failure: each diagnostic with its place, its message and its line of source.</summary>
sealed class Report(string title, IReadOnlyDictionary<string, SourceText> files)
{
    readonly StringBuilder text = new StringBuilder().AppendLine(title);

    public override string ToString() => text.ToString();

    public Report Expected(string heading, IReadOnlyCollection<DiagnosticResult> results)
    {
        Heading(heading, results.Count);
        foreach (var result in results) Entry(result.Severity, result.Id, result.Message, [.. result.Spans.Select(span => span.Span)]);
        return this;
    }

    public Report Reported(string heading, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        Heading(heading, diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            var places = diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Where(location => location != Location.None);
            Entry(diagnostic.Severity, diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), [.. places.Select(place => place.GetLineSpan())]);
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

    static string Numbered(string[] lines, int marked) =>
        string.Concat(lines.Select((line, index) => $"{(index == marked ? '>' : ' ')}{index + 1,4}  {line.Replace("\r", "\\r", StringComparison.Ordinal)}\n"));

    void Heading(string heading, int count)
    {
        if (count > 0) text.AppendLine().AppendLine($"{heading}:");
    }

    void Entry(DiagnosticSeverity severity, string id, string? message, FileLinePositionSpan[] places)
    {
        var where = places.Length == 0 ? "no location" : Word(places[0]);
        text.AppendLine($"  {where}: {severity.ToString().ToLowerInvariant()} {id} {message}".TrimEnd());
        if (places.Length > 0) Underline(places[0]);
        if (places.Length > 1) text.AppendLine($"      with {places.Length - 1} additional locations: {string.Join(", ", places.Skip(1).Select(Word))}");
    }

    void Underline(FileLinePositionSpan place)
    {
        if (!files.TryGetValue(place.Path, out var file) || place.StartLinePosition.Line >= file.Lines.Count) return;

        var line = file.Lines[place.StartLinePosition.Line].ToString();
        var start = Math.Min(place.StartLinePosition.Character, line.Length);
        var end = place.EndLinePosition.Line == place.StartLinePosition.Line ? place.EndLinePosition.Character : line.Length;
        text.AppendLine($"      {line}").AppendLine($"      {new string(' ', start)}{new string('^', Math.Max(1, end - start))}");
    }

    static string Word(FileLinePositionSpan place) => $"{place.Path}{Word(place.StartLinePosition)}-{Word(place.EndLinePosition)}";

    static string Word(LinePosition position) => $"({position.Line + 1},{position.Character + 1})";
}
