using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Oracle.Programs;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>A program in one vocabulary, as a file of a compilation: once as it is judged, once as it is executed, line by line the same.</summary>
sealed record Unit(GeneratedProgram Program, Dialect Dialect, string Name)
{
    public string File => Name + ".cs";

    public string Text { get; init; } = Rendering.Of(Program, Dialect, Name, isGuarded: false);

    /// <summary>Whether nothing but a brace stands on a line, or the line is not known.</summary>
    public bool IsBrace(int line) => line == 0 || Text.Split('\n')[line - 1].Trim() == "{";

    public string Executed { get; init; } = Rendering.Of(Program, Dialect, Name, isGuarded: true);
}

/// <summary>Compiles many programs at a time.</summary>
static class Compiler
{
    static readonly Lazy<ImmutableArray<MetadataReference>> references = new(Resolved);

    /// <summary>How programs are read.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest);

    /// <summary>How they are compiled: without optimisation every call keeps its frame, so that places are exact.</summary>
    public static CSharpCompilationOptions Options { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable, deterministic: true);

    /// <summary>What they see.</summary>
    public static ImmutableArray<MetadataReference> References => references.Value;

    /// <summary>The compilation of the units that compile, and those that do not with what is wrong with them.</summary>
    public static (CSharpCompilation Compilation, IReadOnlyList<Unit> Sound, IReadOnlyList<(Unit Unit, string Error)> Unfit) Compile(IReadOnlyList<Unit> units)
    {
        var trees = units.ToDictionary(unit => unit.File, unit => Parse(unit, unit.Text));
        var compilation = Create(trees.Values);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "");
        var unfit = units.Where(unit => errors.Contains(unit.File)).ToList();
        if (unfit.Count > 0)
            compilation = compilation.RemoveSyntaxTrees(unfit.Select(unit => trees[unit.File]));
        return (compilation, [.. units.Except(unfit)], [.. unfit.Select(unit => (unit, errors[unit.File].First().ToString()))]);
    }

    /// <summary>Compiles the units as they are executed and loads them into this process. It goes when nothing refers to it any more.</summary>
    public static Assembly Load(IEnumerable<Unit> units)
    {
        var compilation = Create(units.Select(unit => Parse(unit, Entered(unit.Executed))));
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        code.Position = symbols.Position = 0;
        return new AssemblyLoadContext("programs", isCollectible: true).LoadFromStream(code, symbols);
    }

    /// <summary>The text with a word at the beginning of each body that says so, line by line the same.</summary>
    static string Entered(string text)
    {
        var bodies = CSharpSyntaxTree.ParseText(text, Parsing).GetRoot().DescendantNodes().OfType<BlockSyntax>()
            .Where(block => block.Parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax);
        return SourceText.From(text).WithChanges(bodies.Select(body => new TextChange(new(body.OpenBraceToken.Span.End, 0), " NdisRules.Oracle.Input.Begin();"))).ToString();
    }

    static SyntaxTree Parse(Unit unit, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parsing, unit.File);

    static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create("Programs" + Guid.NewGuid().ToString("N"), trees, References, Options);

    static ImmutableArray<MetadataReference> Resolved() =>
        [.. ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default).Result, MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location), MetadataReference.CreateFromFile(typeof(Input).Assembly.Location)];
}
