using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Tool.Loading;

/// <summary>Runs the source generators of projects: without what they write, the code would not compile. Each generator is loaded once for all projects.</summary>
internal sealed class Generators
{
    readonly ConcurrentDictionary<string, ImmutableArray<ISourceGenerator>> known = new(StringComparer.Ordinal);
    readonly Loader loader = new();

    public CSharpCompilation RunOn(CSharpCompilation compilation, CSharpParseOptions parsing, IReadOnlyList<string> analyzers, ImmutableArray<AdditionalText> additional, AnalyzerConfigs configs, CancellationToken cancellation)
    {
        foreach (var path in analyzers)
            loader.AddDependencyLocation(path);
        var generators = analyzers.SelectMany(path => known.GetOrAdd(path, Load)).ToImmutableArray();
        if (generators.IsEmpty)
            return compilation;
        var driver = CSharpGeneratorDriver.Create(generators, additional, parsing, configs.Options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, cancellation);
        return (CSharpCompilation)updated;
    }

    ImmutableArray<ISourceGenerator> Load(string path) => File.Exists(path) ? new AnalyzerFileReference(path, loader).GetGenerators(LanguageNames.CSharp) : [];

    /// <summary>Loads from the folders of the analyzers; Roslyn itself is the one inside this program.</summary>
    sealed class Loader : IAnalyzerAssemblyLoader
    {
        readonly ConcurrentDictionary<string, string> byName = new(StringComparer.OrdinalIgnoreCase);
        readonly AssemblyLoadContext context = new("generators");

        public Loader() => context.Resolving += (loading, name) => byName.TryGetValue(name.Name!, out var path) ? loading.LoadFromAssemblyPath(path) : null;

        public void AddDependencyLocation(string fullPath) => byName.TryAdd(Path.GetFileNameWithoutExtension(fullPath), Path.GetFullPath(fullPath));

        public Assembly LoadFromPath(string fullPath)
        {
            lock (context)
                return context.LoadFromAssemblyPath(Path.GetFullPath(fullPath));
        }
    }
}
