using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.Analyzers.Tests.Roles;

/// <summary>Code under test, compiled beside the stub of the runtime, and what discovery says of it.</summary>
internal sealed class RoleCompilation
{
    private const string Usings = "#nullable enable\nusing System; using System.Threading; using System.Threading.Tasks; using NdisRules.Runtime; using static NdisRules.Runtime.Ndis;\n";

    private static readonly ImmutableArray<MetadataReference> References = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "refs", "net10.0"), "*.dll")
        .Select(file => (MetadataReference)MetadataReference.CreateFromFile(file))
        .ToImmutableArray();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private RoleCompilation(IEnumerable<string> sources, bool mayBeBroken, IEnumerable<MetadataReference>? more = null)
    {
        var trees = sources.Select((source, number) => CSharpSyntaxTree.ParseText(Usings + source, path: $"File{number}.cs"))
            .Append(CSharpSyntaxTree.ParseText(RuntimeStub.Source, path: "Runtime.cs"));
        Compilation = CSharpCompilation.Create("Driver", trees, References.AddRange(more ?? []), new(OutputKind.DynamicallyLinkedLibrary));
        if (!mayBeBroken)
            Assert.Empty(Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        Map = new(Compilation, tree => _models.GetOrAdd(tree, one => Compilation.GetSemanticModel(one)));
    }

    public CSharpCompilation Compilation { get; }

    public LifeCycleMap Map { get; }

    public static RoleCompilation Of(params string[] sources) => new(sources, mayBeBroken: false);

    public static RoleCompilation OfBroken(params string[] sources) => new(sources, mayBeBroken: true);

    public INamedTypeSymbol Type(string name) => Compilation.GetTypeByMetadataName(name) ?? throw new ArgumentException(name);

    public ISymbol Member(string type, string name) => Type(type).GetMembers(name).First();

    /// <summary>The roles of a type's life, one a line: <c>Closing HaltEx Driver.OnHalt(context)</c>.</summary>
    public string Roles(string type) => Map.OfType(Type(type)) is { } life ? string.Join("\n", life.Methods.Where(IsNotConstruction).Select(Line)) : "none";

    public string AllRoles(string type) => string.Join("\n", Map.OfType(Type(type))!.Methods.Select(Line));

    public string? ContextOf(string type, string member) => Map.Of(Member(type, member))?.Context.Name;

    public async Task<string[]> Findings()
    {
        var diagnostics = await WithAnalyzer().GetAnalyzerDiagnosticsAsync();
        return diagnostics.OrderBy(one => one.Location.SourceTree!.FilePath).ThenBy(one => one.Location.SourceSpan.Start).Select(Text).ToArray();
    }

    /// <summary>What an editor shows for the first file alone.</summary>
    public async Task<string[]> FindingsWhileEditing()
    {
        var analysis = WithAnalyzer();
        var diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(Compilation.GetSemanticModel(Compilation.SyntaxTrees[0]), filterSpan: null, CancellationToken.None);
        return diagnostics.Select(Text).ToArray();
    }

    private CompilationWithAnalyzers WithAnalyzer() => new(
        Compilation,
        [new RoleDeclarationAnalyzer()],
        new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => throw exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    private static string Text(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        return $"{diagnostic.Id} {diagnostic.Location.SourceTree!.ToString().Substring(span.Start, span.Length)} {diagnostic.Properties.GetValueOrDefault("role")}";
    }

    private static bool IsNotConstruction(RoleMethod method) => method.Role != Role.Construction;

    private static string Line(RoleMethod method) =>
        $"{method.Role} {method.Name} {method.Method.ContainingType.Name}.{method.Method.Name}"
        + (method.ContextParameter is { } parameter ? $"({parameter.Name})" : "");
}
