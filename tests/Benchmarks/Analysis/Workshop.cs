using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Runtime;

namespace NdisRules.Benchmarks.Analysis;

/// <summary>
/// Compiles and analyzes generated sources on one thread. What counts is processor time, which other programs on the machine disturb little.
/// </summary>
internal static class Workshop
{
    static readonly ImmutableArray<MetadataReference> references =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs", "net10.0"), "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location),
    ];

    static readonly CSharpCompilationOptions options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true)
        .WithSpecificDiagnosticOptions([new("CA2000", ReportDiagnostic.Warn)]);

    /// <param name="Milliseconds">Processor time of the whole.</param>
    /// <param name="InAnalyzers">Milliseconds in the analyzers themselves: the share of the time that <c>-reportanalyzer</c> counts, of the processor time.</param>
    /// <param name="Megabytes">What was allocated for it.</param>
    /// <param name="Reports">How much was reported, by id.</param>
    internal sealed record Cost(double Milliseconds, double InAnalyzers, double Megabytes, IReadOnlyDictionary<string, int> Reports);

    /// <summary>From text to an assembly in memory, without analyzers.</summary>
    public static Cost Compile(IReadOnlyList<string> sources) => Measure(() =>
    {
        var emitted = Compilation(sources).Emit(Stream.Null);
        if (!emitted.Success)
            throw new InvalidOperationException($"The generated source does not compile: {emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        return (0, []);
    });

    /// <summary>The sources are parsed before; the compiler's own work on what the analyzers ask for is in the whole, not in the analyzers.</summary>
    public static Cost Analyze(IReadOnlyList<string> sources, Contestant contestant)
    {
        var compilation = Compilation(sources);
        return Measure(() =>
        {
            var analysis = compilation.WithAnalyzers(contestant.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), OnException, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            var reports = analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
            return (contestant.Analyzers.Sum(analyzer => analysis.GetAnalyzerTelemetryInfoAsync(analyzer, default).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds), reports);
        });
    }

    static void OnException(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic report) => throw new InvalidOperationException($"{analyzer} failed", exception);

    static CSharpCompilation Compilation(IReadOnlyList<string> sources) => CSharpCompilation.Create("Family",
        sources.Select((text, number) => CSharpSyntaxTree.ParseText(text, path: $"Driver{number}.cs")), references, options);

    static Cost Measure(Func<(double InAnalyzers, ImmutableArray<Diagnostic> Reports)> work)
    {
        GC.Collect();
        var (cpu, clock, allocated) = (Cpu(), Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        var (inAnalyzers, reports) = work();
        var (took, passed) = (Cpu() - cpu, Stopwatch.GetElapsedTime(clock));
        return new(took.TotalMilliseconds, inAnalyzers * Math.Min(1, took / passed), (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6, reports.IsDefaultOrEmpty ? new Dictionary<string, int>() : reports.CountBy(report => report.Id).ToDictionary());
    }

    static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;
}
