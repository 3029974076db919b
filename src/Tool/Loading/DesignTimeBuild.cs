using System.Security;
using System.Text.RegularExpressions;

namespace NdisRules.Tool.Loading;

/// <summary>Asks MSBuild, in one process for all projects, how each would be compiled. Nothing is compiled.</summary>
internal static partial class DesignTimeBuild
{
    /// <summary>Fetches what the projects need; a project that cannot be restored is one line with the first reason.</summary>
    public static async Task RestoreAsync(CheckTarget target, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var restored = Directory.Exists(target.Path) ? SolutionOf(target, folder) : target.Path;
        var (exitCode, output) = await DotNet.RunAsync(target.Root, ["restore", restored, "-v:q", "-nologo", "-nodeReuse:false", "-tl:off"], cancellation);
        if (exitCode != 0)
            throw new ToolException($"'{target.Path}' cannot be restored: {FirstError(output)}");
    }

    /// <summary>The answers of the projects, in the order of their paths and frameworks.</summary>
    public static async Task<IReadOnlyList<ProjectAnswer>> AskAsync(CheckTarget target, IEnumerable<string> projects, int jobs, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var all = folder.Write("all.proj", $"""
            <Project>
              <ItemGroup>
                {string.Join('\n', projects.Select(project => $"<NdisRulesProject Include=\"{SecurityElement.Escape(project)}\" />"))}
              </ItemGroup>
              <Import Project="{folder.Write("Collect.targets", Resources.Text("Collect.targets"))}" />
            </Project>
            """);
        var answers = folder.Create("answers");
        var (exitCode, output) = await DotNet.RunAsync(target.Root,
            ["msbuild", all, "-t:NdisRulesCollectAll", $"-m:{jobs}", "-nodeReuse:false", "-v:q", "-nologo", "-tl:off", $"-p:NdisRulesAnswers={answers}"], cancellation);
        if (exitCode != 0)
            throw new ToolException($"'{target.Path}' cannot be loaded: {FirstError(output)}");
        return [.. Directory.GetFiles(answers).Select(ProjectAnswer.Read)
            .OrderBy(answer => answer.Project, StringComparer.Ordinal).ThenBy(answer => answer.Framework, StringComparer.Ordinal)];
    }

    /// <summary>One restore for all projects of a folder that has no solution.</summary>
    static string SolutionOf(CheckTarget target, TemporaryFolder folder) => folder.Write("all.slnx",
        $"<Solution>{string.Concat(target.Projects.Select(project => $"<Project Path=\"{SecurityElement.Escape(project)}\" />"))}</Solution>");

    static string FirstError(string output) => ErrorLine().Match(output) is { Success: true } error
        ? error.Groups["what"].Value
        : output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "the build said nothing";

    [GeneratedRegex(@"error\s+(?<what>[A-Z]+\d+\s*:.*?)(\s\[[^\]\n]*\])?\s*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
