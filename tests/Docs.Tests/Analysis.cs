using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.Docs.Tests;

/// <summary>Runs all our analyzers over a few files, with the usings that the SDK gives every project.</summary>
internal static class Analysis
{
    const string ImplicitUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    public static DiagnosticAnalyzer[] Analyzers => [new PairingAnalyzer(), new RoleDeclarationAnalyzer()];

    /// <summary>What is reported, in the order of files and lines. The code must compile.</summary>
    public static Task<IReadOnlyList<Mark>> RunAsync(params IEnumerable<(string Name, string Text)> files) => RunAsync(files, rules: "");

    /// <summary>The same, with a rule file of the project's own; none where it is empty.</summary>
    public static async Task<IReadOnlyList<Mark>> RunAsync(IEnumerable<(string Name, string Text)> files, string rules)
    {
        var compilation = CSharpCompilation.Create(
            "UnderTest",
            [.. files.Append(("GlobalUsings.cs", ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Item2, path: file.Item1))],
            [.. await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default), MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var found = await compilation.WithAnalyzers([.. Analyzers], new AnalyzerOptions(rules.Length == 0 ? [] : [new RuleFile(rules)])).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(Mark.Of).Order()];
    }

    sealed class RuleFile(string text) : AdditionalText
    {
        public override string Path => "Own.ndisrules";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
