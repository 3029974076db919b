using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Tool.Loading;

/// <summary>
/// A project together with the source of the projects that it refers to, as one compilation. The engine looks into whatever has source in a compilation;
/// so a helper in one project that frees, and the role in another that calls it, are seen as one program.
/// </summary>
internal static class JoinedProject
{
    /// <summary>More files than this are not joined: every project would carry the whole solution.</summary>
    const int MostFiles = 4000;

    /// <summary>The compilation, which may have errors, or why there is none: then the project is analysed as its build does it, with assemblies in place of projects.</summary>
    public static (CSharpCompilation? Compilation, string Why) Of(LoadedProject project, IReadOnlyList<LoadedProject> referred, CancellationToken cancellation)
    {
        var trees = project.Compilation.SyntaxTrees.ToList();
        var paths = trees.Select(tree => tree.FilePath).ToHashSet(StringComparer.Ordinal);
        foreach (var tree in referred.SelectMany(other => other.Compilation.SyntaxTrees))
            if (paths.Add(tree.FilePath) && !SaysOnlyOfAssembly(tree, cancellation)) // a file that two projects share is there once
                trees.Add(tree);
        if (trees.Count > MostFiles)
            return (null, $"together they have more than {MostFiles} files");
        if (trees.Select(tree => ((CSharpParseOptions)tree.Options).LanguageVersion).Distinct().Count() > 1)
            return (null, "they are written in different versions of C#");

        return (project.Compilation
            .RemoveAllSyntaxTrees().AddSyntaxTrees(trees)
            .WithReferences(ReferencesOf(project, referred))
            .WithOptions(project.Compilation.Options.WithAllowUnsafe(project.Compilation.Options.AllowUnsafe || referred.Any(other => other.Compilation.Options.AllowUnsafe))), "");
    }

    /// <summary>The project's own, without the projects that are joined; of theirs those that it does not have itself.</summary>
    static IEnumerable<MetadataReference> ReferencesOf(LoadedProject project, IEnumerable<LoadedProject> referred)
    {
        var joined = referred.Select(other => other.Compilation).ToHashSet();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in project.Compilation.References.Concat(referred.SelectMany(other => other.Compilation.References)))
        {
            if (reference is CompilationReference { Compilation: CSharpCompilation compilation })
            {
                if (!joined.Contains(compilation) && known.Add(compilation.AssemblyName ?? ""))
                    yield return reference;
            }
            else if (known.Add(Path.GetFileNameWithoutExtension(reference.Display ?? "")))
                yield return reference;
        }
    }

    /// <summary>Attributes of an assembly there may be once, and of a joined project they are the first one's.</summary>
    static bool SaysOnlyOfAssembly(SyntaxTree tree, CancellationToken cancellation) => tree.GetRoot(cancellation) is CompilationUnitSyntax { Members.Count: 0, AttributeLists.Count: > 0 };
}
