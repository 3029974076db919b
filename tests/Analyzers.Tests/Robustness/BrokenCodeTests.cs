using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Analyzers.Tests.Robustness;

/// <summary>
/// Half typed code. Every file of the repository and every program of the tests is cut at pseudo-random places, and neither analyzer
/// may fail on what is left. NDISRULES_CUTS sets how many cuts each gets; without it a few, so that the whole takes less than a minute.
/// </summary>
public sealed class BrokenCodeTests
{
    static readonly int cuts = int.TryParse(Environment.GetEnvironmentVariable("NDISRULES_CUTS"), out var wanted) ? wanted : 0;

    [Fact]
    public Task The_files_of_the_repository_as_they_are() => Survives(Sources.Files());

    [Fact]
    public Task The_files_of_the_repository_cut_anywhere() => Survives(Cut(Sources.Files(), cuts > 0 ? cuts : 2));

    [Fact]
    public Task The_files_of_the_samples_cut_at_many_places()
        => Survives(Cut(Sources.Files().Where(file => file.Name.StartsWith("samples", StringComparison.Ordinal)), cuts > 0 ? cuts : 25));

    [Fact]
    public Task The_programs_of_the_tests_cut_anywhere() => Survives(Cut(Sources.Programs(), cuts > 0 ? cuts : 4));

    [Fact]
    public Task A_case_without_a_statement() => Survives([("Empty.cs", """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;
        class Processor
        {
            void M(NetBufferPool pool, Mdl mdl, int kind)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                switch (kind)
                {
                    case 0:
                        NdisFreeNetBuffer(nb);
                        break;
                    case 2:
        """)]);

    static async Task Survives(IEnumerable<(string Name, string Text)> sources)
    {
        var broken = sources.ToList();
        Assert.NotEmpty(broken);
        var failures = new ConcurrentQueue<string>();
        var run = 0;
        await Parallel.ForEachAsync(broken, async (source, _) =>
        {
            foreach (var failure in await Failures(source))
                failures.Enqueue($"{source.Name}: {failure}\n{source.Text[^Math.Min(source.Text.Length, 400)..]}");
            Interlocked.Increment(ref run);
        });
        Assert.Equal(broken.Count, run);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {run}:\n" + string.Join("\n----\n", failures.Take(5)));
    }

    static IEnumerable<(string Name, string Text)> Cut(IEnumerable<(string Name, string Text)> sources, int cuts)
        => sources.SelectMany((source, number) => Cut(source, cuts, new Random(number)));

    /// <summary>One half ends in the middle; the other lost a few characters there.</summary>
    static IEnumerable<(string Name, string Text)> Cut((string Name, string Text) source, int cuts, Random random)
    {
        for (var i = 0; i < cuts; i++)
        {
            var at = random.Next(source.Text.Length);
            var lost = Math.Min(random.Next(1, 40), source.Text.Length - at);
            yield return i % 2 == 0
                ? ($"{source.Name} up to {at}", source.Text[..at])
                : ($"{source.Name} without {at}..{at + lost}", source.Text.Remove(at, lost));
        }
    }

    static async Task<IReadOnlyList<string>> Failures((string Name, string Text) source)
    {
        var failures = new ConcurrentQueue<string>();
        DiagnosticAnalyzer[] analyzers = [new PairingAnalyzer(), new RoleDeclarationAnalyzer()];
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var driver = (await Sources.Compile([source])).WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, analyzer, _) => failures.Enqueue($"{analyzer.GetType().Name} threw {exception}"),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: true));
            var result = await driver.GetAnalysisResultAsync(tooLong.Token);
            foreach (var analyzer in analyzers)
                if (!result.AnalyzerTelemetryInfo.TryGetValue(analyzer, out var told) || told.CompilationStartActionsCount == 0)
                    failures.Enqueue($"{analyzer.GetType().Name} did not run");
            foreach (var diagnostic in result.GetAllDiagnostics())
                if (diagnostic.Id == "AD0001" || (diagnostic.Id == "NDIS0031" && diagnostic.GetMessage().Contains("Exception", StringComparison.Ordinal)))
                    failures.Enqueue(diagnostic.ToString());
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested)
        {
            failures.Enqueue("did not come to an end");
        }

        return [.. failures];
    }
}
