using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;

namespace NdisRules.Benchmarks.Analysis;

/// <summary>Analyzers that are measured together, as one product.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Analyzers">What runs.</param>
/// <param name="MostLines">Beyond so many lines it is left out, so that a run ends sooner.</param>
internal sealed record Contestant(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers, int MostLines = int.MaxValue)
{
    public static Contestant Ours { get; } = new("NdisRules", [new PairingAnalyzer(), new RoleDeclarationAnalyzer()]);

    public static Contestant Ca2000 { get; } = new("CA2000",
        [.. From("Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll", "Microsoft.CodeAnalysis.NetAnalyzers.dll").Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == "CA2000"))]);

    /// <summary>It walks into what is called again and again: with the lines of a family its time grows out of all bounds.</summary>
    public static Contestant IDisposableAnalyzers { get; } = new("IDisposableAnalyzers", [.. From("IDisposableAnalyzers.dll")], MostLines: 10_000);

    /// <summary>Asks for every block of operations and does nothing: what it costs, any analyzer of this kind costs.</summary>
    public static Contestant Idle { get; } = new("an analyzer that does nothing", [new IdleAnalyzer()]);

    static IEnumerable<DiagnosticAnalyzer> From(params string[] files) => files
        .Select(file => Path.Combine(AppContext.BaseDirectory, "peers", file))
        .SelectMany(path => new AnalyzerFileReference(path, new Loader()).GetAnalyzers(LanguageNames.CSharp))
        .DistinctBy(analyzer => analyzer.GetType());

    sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
