using System.Reflection;

namespace NdisRules.Cases.Tests;

/// <summary>Reads the data files: a folder is a family, <c>// case: NAME</c> begins a case, <c>// file: NAME</c> another file of it.</summary>
internal static class Suite
{
    const string CaseHead = "// case: ";
    const string FileHead = "// file: ";

    public static string Folder { get; } = typeof(Suite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Cases").Value!;

    /// <summary>What every case sees beside its own files.</summary>
    public static string SharedFolder { get; } = Path.Combine(Folder, "Shared");

    /// <summary>The flows of the matrix, which are no cases by themselves.</summary>
    public static string MatrixFolder { get; } = Path.Combine(Folder, "Matrix");

    public static IReadOnlyList<Case> Cases { get; } = [.. Files().SelectMany(Read)];

    /// <summary>The data files, by family and name.</summary>
    public static IEnumerable<string> Files() => Directory.EnumerateDirectories(Folder)
        .Where(folder => folder != SharedFolder && folder != MatrixFolder && Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"))
        .Order(StringComparer.Ordinal);

    static IEnumerable<Case> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var file = Path.GetRelativePath(Folder, path).Replace('\\', '/');
        var heads = lines.Index().Where(line => line.Item.StartsWith(CaseHead, StringComparison.Ordinal)).Select(line => line.Index).ToList();
        if (heads.Count == 0)
            throw new FormatException($"{file} has no line '{CaseHead}…'.");
        // What stands above the first case is there in each of them.
        var common = heads[0] == 0 ? [] : new[] { new CasePart("Common.cs", 1, lines[..heads[0]]) };
        foreach (var (head, next) in heads.Zip(heads.Skip(1).Append(lines.Length)))
            yield return new(file.Split('/')[0], file, lines[head][CaseHead.Length..].Trim(), [.. common, .. Parts(lines, head + 1, next)]);
    }

    static IEnumerable<CasePart> Parts(string[] lines, int begin, int end)
    {
        var name = "Case.cs";
        var first = begin;
        for (var i = begin; i <= end; i++)
        {
            if (i < end && !lines[i].StartsWith(FileHead, StringComparison.Ordinal))
                continue;
            if (lines[first..i].Any(line => line.Trim().Length > 0))
                yield return new(name, first + 1, lines[first..i]);
            if (i < end)
                (name, first) = (lines[i][FileHead.Length..].Trim(), i + 1);
        }
    }
}
