using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

// Runs the analyzers of one dll, loaded as a compiler loads them, over files; the last lines are the findings in order.
if (args is not [var analyzerPath, .. { Length: > 0 } files] || files.FirstOrDefault(file => !File.Exists(file)) is not null)
{
    Console.Error.WriteLine("usage: NdisRules.OldestHost ANALYZERS.dll FILE...    *.cs are compiled, *.dll referenced, all others are additional files");
    return 2;
}

var troubles = new List<string>();
var reference = new AnalyzerFileReference(Path.GetFullPath(analyzerPath), new Loader());
reference.AnalyzerLoadFailed += (_, failure) =>
{
    if (failure.ErrorCode != AnalyzerLoadFailureEventArgs.FailureErrorCode.NoAnalyzers) troubles.Add($"not loaded: {failure.ErrorCode} {failure.Message}");
};
var analyzers = reference.GetAnalyzers(LanguageNames.CSharp);
Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version!.ToString(3)}, {analyzers.Length} analyzers");

var framework = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "refs", "net10.0"), "*.dll");
var compilation = CSharpCompilation.Create(
    "UnderTest",
    files.Where(file => HasExtension(file, ".cs")).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new(LanguageVersion.Latest), file)),
    framework.Concat(files.Where(file => HasExtension(file, ".dll"))).Select(file => MetadataReference.CreateFromFile(file)),
    new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

var found = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
if (!analyzers.IsEmpty)
{
    var additional = files.Where(file => !HasExtension(file, ".cs") && !HasExtension(file, ".dll")).Select(file => new AdditionalFile(file));
    var driver = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
        new AnalyzerOptions([.. additional]),
        onAnalyzerException: (exception, analyzer, _) => troubles.Add($"exception: {analyzer} threw {exception}"),
        concurrentAnalysis: false,
        logAnalyzerExecutionTime: false));
    found = found.Concat(await driver.GetAnalyzerDiagnosticsAsync());
}

var lines = found
    .Select(one => (Place: one.Location.GetLineSpan(), one.Id, Message: one.GetMessage()))
    .OrderBy(one => one.Place.Path, StringComparer.Ordinal)
    .ThenBy(one => one.Place.StartLinePosition)
    .ThenBy(one => one.Id, StringComparer.Ordinal)
    .Select(one => $"{Path.GetFileName(one.Place.Path)}{Word(one.Place.StartLinePosition)}: {one.Id} {one.Message}");
foreach (var line in troubles.Concat(lines)) Console.WriteLine(line);
return troubles.Count == 0 ? 0 : 1;

static string Word(LinePosition position) => $"({position.Line + 1},{position.Character + 1})";

static bool HasExtension(string file, string extension) => Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);

sealed class Loader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}

sealed class AdditionalFile(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
}
