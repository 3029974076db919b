using System.Diagnostics;
using NdisRules.Runtime;

namespace NdisRules.Benchmarks.Analysis;

/// <summary>
/// <c>ndisrules check</c> beside <c>dotnet build</c>, on one generated solution in one run: a project for every so many drivers, each tenth of which
/// the next nine refer to.
/// </summary>
internal static class SolutionTable
{
    /// <param name="tool">The tool's assembly.</param>
    /// <param name="projects">How many projects.</param>
    /// <param name="lines">How many lines they have together.</param>
    public static void Print(string tool, int projects, int lines)
    {
        var root = Directory.CreateTempSubdirectory("ndisrules-solution").FullName;
        try
        {
            var written = Write(root, projects, lines);
            Run(root, "restore", "dotnet", "restore", "Family.slnx", "-v", "quiet");
            // One build that is not measured, so that neither of the two finds the packages and the page cache cold.
            Run(root, "build", "dotnet", "build", "Family.slnx", "--no-restore", "-v", "quiet", "-clp:NoSummary");
            var built = Run(root, "build", "dotnet", "build", "Family.slnx", "--no-restore", "--no-incremental", "-v", "quiet", "-clp:NoSummary");
            var (took, megabytes) = Run(root, "check", "dotnet", tool, "check", "Family.slnx", "--no-restore");
            Console.WriteLine();
            Console.WriteLine($"{projects} projects, {written:N0} lines, 5 % of the methods touch a rule:");
            Console.WriteLine();
            Console.WriteLine("| | seconds | x build | MB at most |");
            Console.WriteLine("|---|---:|---:|---:|");
            Console.WriteLine($"| dotnet build --no-incremental | {built.Took.TotalSeconds:0.0} | 1.00 | |");
            Console.WriteLine($"| ndisrules check | {took.TotalSeconds:0.0} | {took / built.Took:0.00} | {megabytes:0} |");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    static int Write(string root, int projects, int lines)
    {
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(Ndis).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        var family = new DriverFamily(percent: 5);
        var written = 0;
        for (var project = 0; project < projects; project++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"Family{project}")).FullName;
            var hub = project % 10 == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../Family{project / 10 * 10}/Family{project / 10 * 10}.csproj\" /></ItemGroup>";
            File.WriteAllText(Path.Combine(folder, $"Family{project}.csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\">{hub}</Project>");
            var number = 0;
            foreach (var text in family.Files(lines / projects))
            {
                File.WriteAllText(Path.Combine(folder, $"Driver{number++}.cs"), text.Replace("namespace Family;", $"namespace Family{project};", StringComparison.Ordinal));
                written += text.AsSpan().Count('\n');
            }
        }

        File.WriteAllText(Path.Combine(root, "Family.slnx"), $"<Solution>{string.Concat(Enumerable.Range(0, projects).Select(project => $"<Project Path=\"Family{project}/Family{project}.csproj\" />"))}</Solution>");
        return written;
    }

    /// <summary>Runs a command to its end; the memory is that of the process itself, without those that it starts.</summary>
    static (TimeSpan Took, double Megabytes) Run(string root, string what, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var most = 0L;
        while (!process.WaitForExit(200))
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.WorkingSet64);
        }

        var took = Stopwatch.GetElapsedTime(begun);
        // 1: defects were found.
        if (process.ExitCode > (what == "check" ? 1 : 0))
            throw new InvalidOperationException($"{what} failed: {errors.Result}{string.Join('\n', output.Result.Split('\n').TakeLast(20))}");
        return (took, most / 1e6);
    }
}
