using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Fixing;
using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle.Mending;

/// <summary>Applies the fixes to a program as a person does: fix-all of one id after the other, until a whole round changes nothing.</summary>
static class Mender
{
    /// <summary>A fix may uncover what the next round settles. Two rounds are the rule; the bound is for fixes that undo each other.</summary>
    const int MostRounds = 6;

    /// <summary>Thrown exceptions count for arrays too, as everywhere in the oracle.</summary>
    const string Config = "is_global = true\nndisrules.arraypool.exceptions = explicit\n";

    static readonly Lazy<Project> empty = new(MakeEmpty);

    /// <summary>The text of the program after all fixes.</summary>
    public static async Task<string> MendAsync(Unit unit)
    {
        var project = empty.Value.AddDocument(unit.File, SourceText.From(unit.Text), filePath: "/" + unit.File).Project;
        var text = unit.Text;
        for (var round = 0; round < MostRounds; round++)
        {
            project = (await FixAllRunner.EachAsync(project)).GetProject(project.Id)!;
            var mended = (await project.Documents.Single().GetTextAsync()).ToString();
            if (mended == text)
                return text;
            text = mended;
            // Read anew from its text: what counts is what lands on the disk.
            project = project.Solution.WithDocumentText(project.DocumentIds[0], SourceText.From(text)).GetProject(project.Id)!;
        }
        throw new InvalidOperationException($"The fixes of {unit.Name} come to no end.");
    }

    static Project MakeEmpty()
    {
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Mended", "Mended", LanguageNames.CSharp,
            compilationOptions: Compiler.Options, parseOptions: Compiler.Parsing, metadataReferences: Compiler.References);
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(info);
        solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(info.Id), ".globalconfig", SourceText.From(Config), filePath: "/.globalconfig");
        return solution.GetProject(info.Id)!;
    }
}
