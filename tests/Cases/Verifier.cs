using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.Cases.Tests;

/// <summary>Runs all analyzers over a case. What does not change from case to case, references and shared sources, is made once.</summary>
internal static class Verifier
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    static readonly Lazy<Task<CSharpCompilation>> Base = new(MakeBaseAsync);
    static readonly ConcurrentDictionary<(Case Program, bool SparesRuns), Lazy<Task<IReadOnlyList<Report>>>> Known = new();

    static readonly ImmutableArray<AdditionalText> SharedRules =
        [.. Directory.EnumerateFiles(Suite.SharedFolder, "*.ndisrules").Order(StringComparer.Ordinal).Select(file => new RuleText(Path.GetFileName(file), File.ReadAllText(file)))];

    /// <summary>What is reported, in the order of the lines.</summary>
    /// <param name="program">The case.</param>
    /// <param name="sparesRuns">As an analyzer is by itself; else one that leads every object through a run.</param>
    public static Task<IReadOnlyList<Report>> RunAsync(Case program, bool sparesRuns = true) => Known.GetOrAdd((program, sparesRuns), one => new(() => AnalyzeAsync(one.Program, one.SparesRuns))).Value;

    /// <summary>The compilation of a case, and the rule files that its analyzers are given.</summary>
    public static async Task<(CSharpCompilation Compilation, ImmutableArray<AdditionalText> Rules)> CompileAsync(Case program)
    {
        var trees = program.Parts.Where(part => !part.IsRules).Select(part => CSharpSyntaxTree.ParseText(part.Text, Parsing, part.Name)).ToArray();
        var compilation = (await Base.Value).AddSyntaxTrees(trees);
        if (trees.Any(tree => tree.GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax)))
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return (compilation, [.. SharedRules, .. program.Parts.Where(part => part.IsRules).Select(part => new RuleText(part.Name, part.Text))]);
    }

    /// <summary>What the analyzers say, errors of the compiler with it.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOfAsync(CSharpCompilation compilation, ImmutableArray<AdditionalText> rules, bool sparesRuns = true)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions(rules), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new PairingAnalyzer(sparesRuns), new RoleDeclarationAnalyzer()], options).GetAllDiagnosticsAsync();
        return [.. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || !diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler))];
    }

    static async Task<IReadOnlyList<Report>> AnalyzeAsync(Case program, bool sparesRuns)
    {
        var (compilation, rules) = await CompileAsync(program);
        return [.. (await DiagnosticsOfAsync(compilation, rules, sparesRuns)).Select(diagnostic => ToReport(program, diagnostic)).OrderBy(report => report.Line).ThenBy(report => report.Id, StringComparer.Ordinal)];
    }

    static Report ToReport(Case program, Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        var part = program.Parts.FirstOrDefault(part => part.Name == place.Path);
        return new(part is null ? 0 : part.FirstLine + place.StartLinePosition.Line, diagnostic.Id, part is null ? $"{place.Path}: {diagnostic.GetMessage()}" : diagnostic.GetMessage());
    }

    static async Task<CSharpCompilation> MakeBaseAsync() => CSharpCompilation.Create(
        "Case",
        Directory.EnumerateFiles(Suite.SharedFolder, "*.cs").Order(StringComparer.Ordinal).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Parsing, "Shared/" + Path.GetFileName(file))),
        [.. await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default), MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    sealed class RuleText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
