using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NdisRules.Tool.Loading;

/// <summary>A project, for one target framework, as the compiler would see it.</summary>
/// <param name="Answer">What the build said of it.</param>
/// <param name="Compilation">Its code, with what source generators add.</param>
/// <param name="AdditionalFiles">The files that it hands to analyzers.</param>
/// <param name="Configs">What its configuration files say.</param>
internal sealed record LoadedProject(ProjectAnswer Answer, CSharpCompilation Compilation, ImmutableArray<AdditionalText> AdditionalFiles, AnalyzerConfigs Configs)
{
    public string Path => Answer.Project;

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
