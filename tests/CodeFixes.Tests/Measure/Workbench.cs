using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Cases.Tests;
using NdisRules.Runtime;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>Projects in a workspace, as an editor has them: made of cases, of samples, or of plain text.</summary>
internal static class Workbench
{
    static readonly CSharpParseOptions parsing = new(LanguageVersion.Latest);
    static readonly Lazy<Task<Project>> shared = new(MakeSharedAsync);

    /// <summary>The files of a case beside those that every case sees.</summary>
    public static async Task<Project> OfAsync(Case program)
    {
        var project = await shared.Value;
        foreach (var part in program.Parts)
            project = part.IsRules ? project.AddAdditionalDocument(part.Name, part.Text).Project : project.AddDocument(part.Name, SourceText.From(part.Text), filePath: "/" + part.Name).Project;
        return WithEntryPoint(project);
    }

    /// <summary>A project with the given files and nothing else; usings are those of a project with implicit ones.</summary>
    public static async Task<Project> OfAsync(IEnumerable<(string Name, string Text)> files)
    {
        var project = await MakeAsync();
        foreach (var (name, text) in files)
            project = project.AddDocument(name, SourceText.From(text), filePath: "/" + name).Project;
        return WithEntryPoint(project);
    }

    static Project WithEntryPoint(Project project)
        => project.Documents.Any(document => document.GetSyntaxRootAsync().Result!.DescendantNodes().Any(node => node is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.Text: "Main" }))
            ? project.WithCompilationOptions(project.CompilationOptions!.WithOutputKind(OutputKind.ConsoleApplication)) : project;

    static async Task<Project> MakeSharedAsync()
    {
        var project = await MakeAsync();
        foreach (var file in Directory.EnumerateFiles(Suite.SharedFolder).Order(StringComparer.Ordinal))
            project = file.EndsWith(".cs", StringComparison.Ordinal)
                ? project.AddDocument(Path.GetFileName(file), SourceText.From(File.ReadAllText(file)), filePath: "/Shared/" + Path.GetFileName(file)).Project
                : project.AddAdditionalDocument(Path.GetFileName(file), SourceText.From(File.ReadAllText(file))).Project;
        await project.GetCompilationAsync();
        return project;
    }

    static async Task<Project> MakeAsync()
    {
        ImmutableArray<MetadataReference> references = [.. await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, default), MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location)];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Measured", "Measured", LanguageNames.CSharp, compilationOptions: options, parseOptions: parsing, metadataReferences: references);
        return new AdhocWorkspace().CurrentSolution.AddProject(info).GetProject(info.Id)!;
    }
}
