using NdisRules.EndToEnd.Tests;

namespace NdisRules.Docs.Tests.Samples;

/// <summary>The samples, built as a person builds them but for one thing: into a folder of their own, because the solution may be building at this moment.</summary>
public sealed class BuiltSamples : IAsyncLifetime
{
    static readonly TimeSpan limit = TimeSpan.FromMinutes(8);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ndisrules-");
    readonly Dictionary<string, Outcome> builds = [];

    public string Artifacts => Path.Combine(folder.FullName, "artifacts");

    public async Task InitializeAsync()
    {
        // In a new folder each sample is compiled, and says what it says; what they share is compiled once.
        foreach (var sample in new[] { "LeakyMiniport", "CleanMiniport", "TapMiniport" })
        {
            builds[sample] = await DotNet.RunAsync(
                Repository.Root, limit, ["build", $"samples/{sample}", "-v:q", "-tl:off", $"-p:ArtifactsPath={Artifacts}"]);
        }
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Every message of the sample's build.</summary>
    internal IReadOnlyList<BuildMessage> Messages(string sample) => BuildMessage.ParseAll(builds[sample].Succeeded().Output);

    /// <summary>A dll that the build has made.</summary>
    internal string Dll(string project) => Path.Combine(Artifacts, "bin", project, "debug", $"{project}.dll");

    internal Task<Outcome> RunAsync(string sample, params string[] arguments) => DotNet.RunAsync(folder.FullName, limit, [Dll(sample), .. arguments]);

    /// <summary>A copy of the sample that takes runtime, analyzers and fixes from the build, and may be changed.</summary>
    internal string Copy(string sample)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder.FullName, "copy", sample)).FullName;
        foreach (var file in Directory.GetFiles(Sample.Folder(sample))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(copy, "Directory.Build.props"), $"""
            <Project>
              <Import Project="{Path.Combine(Repository.Root, "Directory.Build.props")}" />
              <PropertyGroup>
                <ArtifactsPath>{Path.Combine(folder.FullName, "copy", "artifacts")}</ArtifactsPath>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(copy, "Directory.Build.targets"), $"""
            <Project>
              <ItemGroup>
                <Reference Include="{Dll("NdisRules.Runtime")}" />
                <Analyzer Include="{Dll("NdisRules.Analyzers")}" />
                <Analyzer Include="{Dll("NdisRules.CodeFixes")}" />
              </ItemGroup>
            </Project>
            """);
        return copy;
    }
}
