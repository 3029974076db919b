using System.Reflection;

namespace NdisRules.EndToEnd.Tests;

/// <summary>Where the build that made these tests has put things.</summary>
static class Repository
{
    public static string Root { get; } = Built("Repository");

    /// <summary>The dll of a project of this solution, in the configuration of this test run.</summary>
    public static string Dll(string project) => Path.Combine(Built("Artifacts"), "bin", project, Built("Configuration"), $"{project}.dll");

    static string Built(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
