using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A place a diagnostic is expected at. An empty path means the first source.</summary>
public readonly record struct DiagnosticLocation(FileLinePositionSpan Span, DiagnosticLocationOptions Options);

/// <summary>A diagnostic that a test expects: the first span is the primary location, the others are the additional ones.</summary>
public readonly record struct DiagnosticResult
{
    readonly ImmutableArray<DiagnosticLocation> spans;

    public DiagnosticResult(string id, DiagnosticSeverity severity) => (Id, Severity) = (id, severity);

    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity) => MessageFormat = descriptor.MessageFormat;

    public string Id { get; }
    public DiagnosticSeverity Severity { get; private init; }
    public DiagnosticOptions Options { get; private init; }
    public LocalizableString? MessageFormat { get; private init; }
    public object?[]? MessageArguments { get; private init; }
    public bool HasLocation => !Spans.IsEmpty;

    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => spans.IsDefault ? [] : spans;
        internal init => spans = value;
    }

    /// <summary>The exact text expected; null where the test does not say.</summary>
    public string? Message
    {
        get => field ?? (MessageArguments is { } arguments && MessageFormat is { } format
            ? string.Format(CultureInfo.InvariantCulture, format.ToString(CultureInfo.InvariantCulture), arguments)
            : null);
        private init;
    }

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);
    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };
    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };
    public DiagnosticResult WithArguments(params object?[] arguments) => this with { MessageArguments = arguments };
    public DiagnosticResult WithMessage(string? message) => this with { Message = message };
    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => this with { MessageFormat = messageFormat };
    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    /// <summary>Lines and columns count from one.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) => WithSpan("", startLine, startColumn, endLine, endColumn);

    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(new FileLinePositionSpan(path, new(startLine - 1, startColumn - 1), new(endLine - 1, endColumn - 1)));

    public DiagnosticResult WithSpan(FileLinePositionSpan span) => WithSpan(span, DiagnosticLocationOptions.None);

    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) =>
        this with { Spans = Spans.Add(new(span, options)) };

    /// <summary>Where the diagnostic starts; its length is left open.</summary>
    public DiagnosticResult WithLocation(int line, int column) => WithLocation("", line, column);

    public DiagnosticResult WithLocation(string path, int line, int column)
    {
        var start = new LinePosition(line - 1, column - 1);
        return WithSpan(new(path, start, start), DiagnosticLocationOptions.IgnoreLength);
    }

    /// <summary>The place marked <c>{|#key:…|}</c> in a source.</summary>
    public DiagnosticResult WithLocation(int markupKey)
    {
        var key = new LinePosition(markupKey, 0);
        return WithSpan(new("", key, key), DiagnosticLocationOptions.InterpretAsMarkupKey);
    }
}
