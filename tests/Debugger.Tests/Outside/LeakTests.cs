using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary><c>leaks</c>, over a process that keeps objects in many ways and loses objects in many ways.</summary>
public sealed class LeakTests
{
    private static readonly string driver = Path.Combine(TargetProcess.Repository, "tests/Debugger.Target/LeakingAdapter.cs");

    [Fact]
    public async Task The_place_of_a_leak_is_the_acquire_that_NDIS0001_names_first()
    {
        using var target = TargetProcess.Own("leaks");

        var leak = Assert.Single(Leaks("--pid", $"{target.Id}"), one => Site(one).Contains("LeakingAdapter", StringComparison.Ordinal));

        var finding = Assert.Single(await Findings(), one => one.Id == "NDIS0001");
        var acquire = finding.AdditionalLocations[0].GetLineSpan();
        Assert.EndsWith($" in {Path.GetFileName(acquire.Path)}, line {acquire.StartLinePosition.Line + 1}", Site(leak), StringComparison.Ordinal);
        Assert.Equal(3, (int)leak["count"]!);
    }

    [Fact]
    public void Exactly_what_is_out_of_reach_is_listed()
    {
        using var target = TargetProcess.Own("leaks");
        Expect(Leaks("--pid", $"{target.Id}"));
        Assert.Equal((0, "goes on"), (target.GoOn() is var end ? end.ExitCode : -1, end.Printed.Trim()));
    }

    [Fact]
    public void The_same_is_listed_from_a_dump()
    {
        using var target = TargetProcess.Own("leaks");
        using var dump = Dump.Of(target);
        Expect(Leaks("--dump", dump.File));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clean_driver_leaks_nothing_while_it_works(bool tap)
    {
        using var target = tap ? TargetProcess.TapMiniport() : TargetProcess.CleanMiniport();
        var run = Ndiskd.Run("--pid", $"{target.Id}", "leaks", "--json");
        Assert.Equal(0, (int)JsonNode.Parse(run.Output)!["total"]!);
        Assert.Equal(0, run.ExitCode);
    }

    private static void Expect(IReadOnlyList<JsonNode> leaks) => Assert.Equal(
        [
            "LeakingAdapter.InitializeEx", "Leaks.LostAtOnce", "Leaks.LostBehindList", "Leaks.LostBehindWeakReference", "Leaks.LostFromList", "Leaks.LostFromSet",
            "Leaks.LostFromStack", "Leaks.LostList", "Leaks.LostPool",
        ],
        leaks.Select(leak => Site(leak).Split(" in ")[0]).Order(StringComparer.Ordinal));

    /// <summary>Leaks make the exit code 1.</summary>
    private static List<JsonNode> Leaks(params string[] from)
    {
        var run = Ndiskd.Run([.. from, "leaks", "--json"]);
        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        return [.. JsonNode.Parse(run.Output)!["leaks"]!.AsArray().Select(leak => leak!)];
    }

    private static string Site(JsonNode leak) => (string?)leak["allocatedBy"] ?? "";

    private static async Task<IReadOnlyList<Diagnostic>> Findings()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path.EndsWith("NdisRules.Runtime.dll", StringComparison.Ordinal))
            .Append(typeof(object).Assembly.Location).Append(typeof(NetBuffer).Assembly.Location).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("leaking", [CSharpSyntaxTree.ParseText(await File.ReadAllTextAsync(driver), path: driver)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers([new PairingAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
