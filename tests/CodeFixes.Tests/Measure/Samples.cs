using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>The samples as projects.</summary>
internal static class Samples
{
    const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    static string Folder { get; } = typeof(Samples).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Samples").Value!;

    public static Task<Project> OpenAsync(string name) => Workbench.OfAsync(Directory.EnumerateFiles(Path.Combine(Folder, name), "*.cs").Order(StringComparer.Ordinal)
        .Select(file => (Path.GetFileName(file), File.ReadAllText(file))).Append(("Usings.cs", ImplicitUsings)));
}
