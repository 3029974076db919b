using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.Tool.Tests;

/// <summary>A folder with projects in it, outside of the repository; gone afterwards.</summary>
internal sealed class Trial : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ndisrules-trial-");

    public string Folder => folder.FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file and says where.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text + "\n");
        return PathOf(name);
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>A project that uses the runtime; with the analyzers of this build where it is to be built, too.</summary>
    public string WriteProject(string name, string items = "", bool hasAnalyzers = false, string frameworks = "<TargetFramework>net10.0</TargetFramework>", string properties = "") => Write($"{name}/{name}.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {frameworks}{properties}
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{typeof(Ndis).Assembly.Location}" />
            {(hasAnalyzers ? $"<Analyzer Include=\"{typeof(PairingAnalyzer).Assembly.Location}\" />" : "")}
            {(hasAnalyzers ? "<AdditionalFiles Include=\"**/*.ndisrules\" />" : "")}
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Runs the tool as the command line does.</summary>
    public static async Task<Outcome> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await Program.RunAsync(arguments, new Terminal { Output = output, Error = error }, cancellation);
        return new(exitCode, output.ToString(), error.ToString());
    }

    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>How the tool ended, and what it said.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>The one line that says why it could not run.</summary>
        public string Refusal()
        {
            Assert.Equal((2, ""), (ExitCode, Output));
            var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("ndisrules: ", line);
            return line["ndisrules: ".Length..].TrimEnd();
        }
    }
}
