using NdisRules.EndToEnd.Tests;

namespace NdisRules.Docs.Tests.Samples;

/// <summary>The source of a sample.</summary>
internal static class Sample
{
    public static string Folder(string sample) => Path.Combine(Repository.Root, "samples", sample);

    public static IReadOnlyList<(string Name, string Text)> Files(string sample) =>
        [.. Directory.GetFiles(Folder(sample), "*.cs").Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];

    /// <summary>Every defect that the sample's comments tell.</summary>
    public static IReadOnlyList<Mark> Marks(string sample) => [.. Files(sample).SelectMany(file => Mark.In(file.Name, file.Text)).Order()];
}
