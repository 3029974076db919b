using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Fixing;

/// <summary>A loaded project as the code fixes want it: documents in a workspace, as an editor has them.</summary>
internal static class FixWorkspace
{
    public static Project Open(LoadedProject project)
    {
        var id = ProjectId.CreateNewId(project.Answer.Name);
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(id, VersionStamp.Default, project.Answer.Name, project.Answer.Name, LanguageNames.CSharp,
            filePath: project.Path,
            compilationOptions: project.Compilation.Options,
            parseOptions: project.Compilation.SyntaxTrees.FirstOrDefault()?.Options,
            metadataReferences: project.Compilation.References));
        foreach (var tree in project.Compilation.SyntaxTrees)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        foreach (var file in project.AdditionalFiles)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), Path.GetFileName(file.Path), file.GetText() ?? SourceText.From(""), filePath: file.Path);
        foreach (var file in project.Configs.Files)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), Path.GetFileName(file), SourceText.From(File.ReadAllText(file)), filePath: file);
        return solution.GetProject(id)!;
    }
}
