using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A state with its marks taken out: plain files, and what is expected of them.</summary>
sealed class Expectations
{
    public required ImmutableArray<(string Path, SourceText Text)> Sources { get; init; }
    public required ImmutableArray<(string Path, SourceText Text)> AdditionalFiles { get; init; }
    public required ImmutableArray<DiagnosticResult> Diagnostics { get; init; }

    public static Expectations Of(SolutionState state, ImmutableArray<DiagnosticDescriptor> descriptors)
    {
        var marks = new List<(string Label, FileLinePositionSpan Span)>();
        var sources = Unmark(state.Sources, marks);
        var additionalFiles = Unmark(state.AdditionalFiles, marks);
        var places = marks.Where(mark => mark.Label.StartsWith('#')).ToDictionary(mark => mark.Label, mark => mark.Span);
        var marked = marks.Where(mark => !mark.Label.StartsWith('#')).Select(mark => Marked(mark.Label, mark.Span, descriptors));
        var written = state.ExpectedDiagnostics.Select(result =>
            result with { Spans = [.. result.Spans.Select(span => Resolve(span, sources[0].Path, places))] });
        return new() { Sources = sources, AdditionalFiles = additionalFiles, Diagnostics = [.. marked, .. written] };
    }

    static ImmutableArray<(string Path, SourceText Text)> Unmark(SourceFileCollection files, List<(string, FileLinePositionSpan)> marks)
    {
        var plain = ImmutableArray.CreateBuilder<(string, SourceText)>();
        foreach (var (path, content) in files)
        {
            var markup = Markup.Parse(path, content.ToString());
            var text = SourceText.From(markup.Code, content.Encoding);
            marks.AddRange(markup.Marks.Select(mark => (mark.Label, new FileLinePositionSpan(path, text.Lines.GetLinePositionSpan(mark.Span)))));
            plain.Add((path, text));
        }

        return plain.ToImmutable();
    }

    static DiagnosticResult Marked(string id, FileLinePositionSpan span, ImmutableArray<DiagnosticDescriptor> descriptors)
    {
        if (id.Length == 0)
        {
            id = descriptors is [var only] ? only.Id : throw new InvalidOperationException(
                $"[|…|] needs an analyzer with exactly one descriptor; this one has {descriptors.Length}. Write {{|ID:…|}}.");
        }

        return new DiagnosticResult(id, DiagnosticSeverity.Warning)
            .WithSpan(span)
            .WithOptions(DiagnosticOptions.IgnoreSeverity | DiagnosticOptions.IgnoreAdditionalLocations);
    }

    static DiagnosticLocation Resolve(DiagnosticLocation location, string firstPath, Dictionary<string, FileLinePositionSpan> places)
    {
        if (location.Options.HasFlag(DiagnosticLocationOptions.InterpretAsMarkupKey))
        {
            var label = $"#{location.Span.StartLinePosition.Line}";
            return places.TryGetValue(label, out var place)
                ? new(place, DiagnosticLocationOptions.None)
                : throw new InvalidOperationException($"No place is marked {{|{label}:…|}}.");
        }

        return location.Span.Path.Length > 0 ? location : location with { Span = new(firstPath, location.Span.Span) };
    }

    /// <summary>Pairs every expected diagnostic with a reported one; what stays alone on either side is the difference.</summary>
    public static (List<DiagnosticResult> Missing, List<Diagnostic> Unexpected, List<(DiagnosticResult, Diagnostic)> Matched) Compare(
        IEnumerable<DiagnosticResult> expected, IEnumerable<Diagnostic> reported)
    {
        List<Diagnostic> unexpected = [.. reported];
        List<DiagnosticResult> missing = [];
        List<(DiagnosticResult, Diagnostic)> matched = [];
        foreach (var result in expected)
        {
            var index = unexpected.FindIndex(diagnostic => Matches(result, diagnostic));
            if (index < 0)
            {
                missing.Add(result);
                continue;
            }

            matched.Add((result, unexpected[index]));
            unexpected.RemoveAt(index);
        }

        return (missing, unexpected, matched);
    }

    static bool Matches(DiagnosticResult expected, Diagnostic actual) =>
        expected.Id == actual.Id
        && (expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) || expected.Severity == actual.Severity)
        && LocationsMatch(expected, actual)
        && MessageMatches(expected, actual);

    static bool LocationsMatch(DiagnosticResult expected, Diagnostic actual)
    {
        if (!expected.HasLocation) return actual.Location == Location.None;
        if (!LocationMatches(expected.Spans[0], actual.Location)) return false;
        return expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations)
            || (expected.Spans.Length - 1 == actual.AdditionalLocations.Count
                && expected.Spans.Skip(1).Zip(actual.AdditionalLocations, LocationMatches).All(same => same));
    }

    static bool LocationMatches(DiagnosticLocation expected, Location actual)
    {
        var span = actual.GetLineSpan();
        return expected.Span.Path == span.Path
            && expected.Span.StartLinePosition == span.StartLinePosition
            && (expected.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength) || expected.Span.EndLinePosition == span.EndLinePosition);
    }

    static bool MessageMatches(DiagnosticResult expected, Diagnostic actual)
    {
        if (expected is { MessageArguments: { } arguments, MessageFormat: null, Message: null })
        {
            expected = expected.WithMessageFormat(actual.Descriptor.MessageFormat).WithArguments(arguments);
        }

        return expected.Message is not { } message || message == actual.GetMessage(CultureInfo.InvariantCulture);
    }
}
