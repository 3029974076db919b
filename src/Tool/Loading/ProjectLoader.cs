using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Tool.Loading;

/// <summary>Makes compilations of what the build said. A project that another one refers to is taken from its source, so nothing need be built before.</summary>
internal sealed class ProjectLoader
{
    static readonly string[] FoldersOfBuilds = ["bin", "obj"];

    readonly Generators generators = new();
    readonly MetadataCache metadata = new();
    readonly Dictionary<string, ProjectAnswer> byOutput = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<ProjectAnswer, Lazy<LoadedProject>> loaded = new();
    readonly CancellationToken cancellation;

    /// <param name="answers">Every project of the target and every one that these refer to.</param>
    /// <param name="cancellation">Ends the loading.</param>
    public ProjectLoader(IEnumerable<ProjectAnswer> answers, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        foreach (var answer in answers)
            foreach (var output in answer.Outputs)
                byOutput.TryAdd(Path.GetFullPath(output), answer);
    }

    public LoadedProject Load(ProjectAnswer answer) => loaded.GetOrAdd(answer, asked => new(() => Make(asked))).Value;

    /// <summary>The projects whose source a project can be joined with: those that it refers to, and those that they do.</summary>
    public IReadOnlyList<LoadedProject> ReferredBy(ProjectAnswer answer)
    {
        var found = new List<LoadedProject>();
        var seen = new HashSet<ProjectAnswer> { answer };
        Add(answer);
        return found;

        void Add(ProjectAnswer one)
        {
            foreach (var (assembly, _, _) in one.References)
                if (byOutput.TryGetValue(Path.GetFullPath(assembly), out var project) && seen.Add(project))
                {
                    found.Add(Load(project));
                    Add(project);
                }
        }
    }

    /// <summary>The rule files of a project, without loading it.</summary>
    public IEnumerable<string> RuleFilesOf(ProjectAnswer answer) => AdditionalFilesOf(ArgumentsOf(answer), answer).Select(file => file.Path).Where(IsRuleFile);

    static CSharpCommandLineArguments ArgumentsOf(ProjectAnswer answer) => CSharpCommandLineParser.Default.Parse(answer.Arguments, Path.GetDirectoryName(answer.Project)!, sdkDirectory: null);

    LoadedProject Make(ProjectAnswer answer)
    {
        var folder = Path.GetDirectoryName(answer.Project)!;
        var arguments = ArgumentsOf(answer);
        if (arguments.Errors.FirstOrDefault(error => error.Severity == DiagnosticSeverity.Error) is { } wrong)
            throw new ToolException($"'{answer.Project}' cannot be loaded: {wrong.Id}: {wrong.GetMessage(null)}");
        var configs = new AnalyzerConfigs(arguments.AnalyzerConfigPaths);
        var additional = AdditionalFilesOf(arguments, answer);
        var compilation = CSharpCompilation.Create(arguments.CompilationName ?? answer.Name, Parse(arguments), ReferencesOf(arguments, answer),
            arguments.CompilationOptions
                .WithSyntaxTreeOptionsProvider(configs.Severities)
                .WithMetadataReferenceResolver(null)
                .WithXmlReferenceResolver(null)
                .WithSourceReferenceResolver(SourceFileResolver.Default)
                .WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths))
                .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default));
        var analyzers = arguments.AnalyzerReferences.Select(reference => Path.GetFullPath(reference.FilePath, folder)).ToArray();
        return new(answer, generators.RunOn(compilation, arguments.ParseOptions, analyzers, additional, configs, cancellation), additional, configs);
    }

    IEnumerable<SyntaxTree> Parse(CSharpCommandLineArguments arguments)
    {
        foreach (var file in arguments.SourceFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return CSharpSyntaxTree.ParseText(Read(file.Path, arguments), arguments.ParseOptions, file.Path, cancellation);
        }
    }

    static SourceText Read(string path, CSharpCommandLineArguments arguments)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return SourceText.From(stream, arguments.Encoding ?? Encoding.UTF8, arguments.ChecksumAlgorithm);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>The project's own; and its rule files even where it does not refer to the package, whose build files would name them.</summary>
    static ImmutableArray<AdditionalText> AdditionalFilesOf(CSharpCommandLineArguments arguments, ProjectAnswer answer)
    {
        var folder = Path.GetDirectoryName(answer.Project)!;
        var named = arguments.AdditionalFiles.Select(file => Path.GetFullPath(file.Path, folder)).ToList();
        if (!named.Any(IsRuleFile))
            named.AddRange(Directory.EnumerateFiles(folder, "*.ndisrules", SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(FoldersOfBuilds.Contains) && !answer.EmbeddedRules.Contains(file)).Order(StringComparer.Ordinal));
        return [.. named.Distinct(StringComparer.Ordinal).Select(file => new AdditionalFile(file))];
    }

    static bool IsRuleFile(string path) => path.EndsWith(".ndisrules", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the compiler would be given, and the projects that the build could not resolve because they have not been built yet.</summary>
    IEnumerable<MetadataReference> ReferencesOf(CSharpCommandLineArguments arguments, ProjectAnswer answer)
    {
        var projects = new HashSet<ProjectAnswer>();
        foreach (var reference in arguments.MetadataReferences)
        {
            var path = Path.GetFullPath(reference.Reference, Path.GetDirectoryName(answer.Project)!);
            if (!byOutput.TryGetValue(path, out var project) || project == answer)
                yield return metadata.Get(path, reference.Properties);
            else if (projects.Add(project))
                yield return Load(project).Compilation.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes);
        }

        foreach (var (assembly, _, aliases) in answer.References)
            if (byOutput.TryGetValue(Path.GetFullPath(assembly), out var project) && project != answer && projects.Add(project))
                yield return Load(project).Compilation.ToMetadataReference([.. aliases.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }
}
