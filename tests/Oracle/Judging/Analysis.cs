using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Judging;

/// <summary>What the analyzer said of one program.</summary>
/// <param name="Findings">Its findings, in the order of the lines.</param>
/// <param name="GaveUp">NDIS0031: what it did not verify.</param>
/// <param name="Crashes">Exceptions of its own.</param>
sealed record Report(IReadOnlyList<Finding> Findings, IReadOnlyList<string> GaveUp, IReadOnlyList<string> Crashes)
{
    public static Report Empty { get; } = new([], [], []);

    /// <summary>The whole report as text, to compare two.</summary>
    public override string ToString() => string.Join('\n', [.. Findings.Select(finding => finding.ToString()), .. GaveUp, .. Crashes]);
}

/// <summary>A finding of the analyzer.</summary>
/// <param name="Line">The line of its primary span.</param>
/// <param name="Acquire">The line of the acquire, or of the call that led to it; 0 when it names none.</param>
sealed record Finding(string Id, Defect Defect, int Line, int Acquire, string Message)
{
    public override string ToString() => $"{Id} at line {Line}{(Acquire > 0 && Acquire != Line ? $" (acquired at line {Acquire})" : "")}: {Message}";
}

/// <summary>Lets the analyzer judge a compilation.</summary>
static class Analysis
{
    /// <summary>The reports by file.</summary>
    public static async Task<IReadOnlyDictionary<string, Report>> RunAsync(CSharpCompilation compilation, bool isConcurrent)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new Config()), onAnalyzerException: null, concurrentAnalysis: isConcurrent, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([new PairingAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return diagnostics.GroupBy(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "").ToDictionary(group => group.Key, ToReport);
    }

    static Report ToReport(IEnumerable<Diagnostic> diagnostics)
    {
        var ordered = diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal).ToList();
        return new Report(
            [.. ordered.Where(diagnostic => DefectOf(diagnostic.Id) is not null).Select(ToFinding)],
            [.. ordered.Where(diagnostic => diagnostic.Id == "NDIS0031" && !IsCrash(diagnostic)).Select(diagnostic => diagnostic.GetMessage())],
            [.. ordered.Where(IsCrash).Select(diagnostic => diagnostic.GetMessage())]);
    }

    static bool IsCrash(Diagnostic diagnostic) => diagnostic.Id == "AD0001" || (diagnostic.Id == "NDIS0031" && diagnostic.GetMessage().Contains("Exception: ", StringComparison.Ordinal));

    static Finding ToFinding(Diagnostic diagnostic)
    {
        var line = LineOf(diagnostic.Location);
        var acquire = diagnostic.Properties.TryGetValue("acquire", out var index) && index is not null ? LineOf(diagnostic.AdditionalLocations[int.Parse(index)]) : 0;
        return new Finding(diagnostic.Id, DefectOf(diagnostic.Id)!.Value, line, acquire, diagnostic.GetMessage());
    }

    static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    static Defect? DefectOf(string id) => id switch
    {
        "NDIS0001" or "NDIS0002" or "NDIS0005" or "NDIS0006" => Defect.Leak,
        "NDIS0003" => Defect.DoubleFree,
        "NDIS0004" => Defect.UseAfterFree,
        "NDIS0007" or "NDIS0010" => Defect.Null,
        "NDIS0008" or "NDIS0009" => Defect.Order,
        _ => null,
    };

    /// <summary>Thrown exceptions count for arrays too: the runs count them.</summary>
    sealed class Config : AnalyzerConfigOptionsProvider
    {
        static readonly AnalyzerConfigOptions all = new Options();

        public override AnalyzerConfigOptions GlobalOptions => all;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => all;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => all;

        sealed class Options : AnalyzerConfigOptions
        {
            static readonly ImmutableDictionary<string, string> values = ImmutableDictionary.Create<string, string>(KeyComparer).Add("ndisrules.arraypool.exceptions", "explicit");

            public override IEnumerable<string> Keys => values.Keys;

            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
