using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.Analyzers.Tests.Roles;

/// <summary>Code under test, compiled beside the stub of the runtime, and what discovery says of it.</summary>
internal sealed class RoleCompilation
{
    public const string Usings = "#nullable enable\nusing System; using System.Threading; using System.Threading.Tasks; using NdisRules.Runtime; using static NdisRules.Runtime.Ndis;\n";

    /// <summary>At the start of a source: it brings its own usings.</summary>
    public const string Bare = "//\n";

    private static readonly ImmutableArray<MetadataReference> References = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "refs", "net10.0"), "*.dll")
        .Select(file => (MetadataReference)MetadataReference.CreateFromFile(file))
        .ToImmutableArray();

    /// <summary>The stub as an assembly of its own, as the real runtime is.</summary>
    public static MetadataReference Runtime { get; } = Library("NdisRules.Runtime", RuntimeStub.Source);

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private RoleCompilation(IEnumerable<string> sources, bool mayBeBroken, params MetadataReference[] more)
        : this(sources.Select((source, number) => ($"File{number}.cs", source)), mayBeBroken, more)
    {
    }

    private RoleCompilation(IEnumerable<(string Path, string Text)> files, bool mayBeBroken, params MetadataReference[] more)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Text.StartsWith(Bare) ? file.Text : Usings + file.Text, path: file.Path));
        Compilation = CSharpCompilation.Create("Driver", trees, [.. References, Runtime, .. more], new(OutputKind.DynamicallyLinkedLibrary));
        if (!mayBeBroken)
            Assert.Empty(Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        Map = new(Compilation, tree => _models.GetOrAdd(tree, one => Compilation.GetSemanticModel(one)), () => MethodBodies.Of(Compilation).Traits.Mentions);
    }

    public CSharpCompilation Compilation { get; }

    public LifeCycleMap Map { get; }

    public static RoleCompilation Of(params string[] sources) => new(sources, mayBeBroken: false);

    public static RoleCompilation OfBroken(params string[] sources) => new(sources, mayBeBroken: true);

    public static RoleCompilation Named(params (string Path, string Text)[] files) => new(files, mayBeBroken: false);

    /// <summary>The code beside a library that is referenced as source, as the projects of a solution are in an editor.</summary>
    public static RoleCompilation Beside(string library, string source) =>
        new([source], mayBeBroken: false, CSharpCompilation.Create(
            "Library", [CSharpSyntaxTree.ParseText(Usings + library)], [.. References, Runtime], new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference());

    public IEnumerable<ISymbol> Members() => Compilation.GetSymbolsWithName(_ => true, SymbolFilter.TypeAndMember);

    public IEnumerable<ISymbol> Lambdas() => Compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<LambdaExpressionSyntax>())
        .Select(lambda => Compilation.GetSemanticModel(lambda.SyntaxTree).GetSymbolInfo(lambda).Symbol!);

    public INamedTypeSymbol Type(string name) => Compilation.GetTypeByMetadataName(name) ?? throw new ArgumentException(name);

    public ISymbol Member(string type, string name) => Type(type).GetMembers(name).First();

    /// <summary>The roles of a type's life, one a line: <c>Closing HaltEx Driver.OnHalt(context)</c>.</summary>
    public string Roles(string type) => Map.OfType(Type(type)) is { } life ? string.Join("\n", life.Methods.Where(IsNotConstruction).Select(Line)) : "none";

    public string AllRoles(string type) => string.Join("\n", Map.OfType(Type(type))!.Methods.Select(Line));

    public string? ContextOf(string type, string member) => Map.Of(Member(type, member))?.Context.Name;

    private static PortableExecutableReference Library(string name, string source)
    {
        using var image = new MemoryStream();
        var emitted = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], References, new(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static bool IsNotConstruction(RoleMethod method) => method.Role != Role.Construction;

    private static string Line(RoleMethod method) =>
        $"{method.Role} {method.Name} {method.Method.ContainingType.Name}.{method.Method.Name}"
        + (method.ContextParameter is { } parameter ? $"({parameter.Name})" : "");
}
