using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NdisRules.Tool.Loading;

/// <summary>What the person named on the command line, and the projects it stands for.</summary>
/// <param name="Path">The solution, project or folder, as a full path.</param>
/// <param name="Projects">The C# projects, as full paths, in the order of their paths.</param>
/// <param name="Skipped">Projects of other languages, which nobody checks.</param>
internal sealed partial record CheckTarget(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Skipped)
{
    static readonly HashSet<string> FoldersOfBuilds = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules" };

    /// <summary>The folder that paths in reports are relative to.</summary>
    public string Root => Directory.Exists(Path) ? Path : System.IO.Path.GetDirectoryName(Path)!;

    public static CheckTarget Find(string named)
    {
        var path = System.IO.Path.GetFullPath(named);
        if (Directory.Exists(path))
            return OfFolder(path);
        if (!File.Exists(path))
            throw new ToolException($"'{named}' does not exist");
        return System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".sln" => Of(path, InSolution(path)),
            ".slnx" => Of(path, InXmlSolution(path)),
            ".csproj" => Of(path, [path]),
            _ => throw new ToolException($"'{named}' is no solution (.sln, .slnx), C# project (.csproj) or folder"),
        };
    }

    /// <summary>The solution in the folder, else its project, else every project below.</summary>
    static CheckTarget OfFolder(string folder)
    {
        string[] solutions = [.. Files(folder, "*.sln"), .. Files(folder, "*.slnx")];
        if (solutions.Length > 1)
            throw new ToolException($"'{folder}' has several solutions: name one of {string.Join(", ", solutions.Select(System.IO.Path.GetFileName))}");
        if (solutions.Length == 1)
            return Find(solutions[0]);
        var projects = Files(folder, "*.csproj");
        if (projects.Length > 1)
            throw new ToolException($"'{folder}' has several projects: name one of {string.Join(", ", projects.Select(System.IO.Path.GetFileName))}");
        return projects.Length == 1 ? Find(projects[0]) : Of(folder, Below(folder));
    }

    static CheckTarget Of(string path, IEnumerable<string> projects)
    {
        var all = projects.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var known = all.Where(IsCSharp).ToArray();
        if (known.Length == 0)
            throw new ToolException($"'{path}' has no C# project");
        if (known.FirstOrDefault(project => !File.Exists(project)) is { } missing)
            throw new ToolException($"'{missing}', a project of '{path}', does not exist");
        return new(path, known, [.. all.Except(known)]);
    }

    static bool IsCSharp(string project) => project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<string> InSolution(string solution) =>
        from Match line in ProjectLine().Matches(File.ReadAllText(solution))
        let relative = line.Groups["path"].Value.Replace('\\', System.IO.Path.DirectorySeparatorChar)
        where relative.EndsWith("proj", StringComparison.OrdinalIgnoreCase) // a folder of the solution is listed likewise
        select System.IO.Path.GetFullPath(relative, System.IO.Path.GetDirectoryName(solution)!);

    static IEnumerable<string> InXmlSolution(string solution)
    {
        try
        {
            return from project in XDocument.Load(solution).Descendants("Project")
                   let relative = (string?)project.Attribute("Path")
                   where relative is not null
                   select System.IO.Path.GetFullPath(relative.Replace('\\', System.IO.Path.DirectorySeparatorChar), System.IO.Path.GetDirectoryName(solution)!);
        }
        catch (XmlException e)
        {
            throw new ToolException($"'{solution}' cannot be read: {e.Message}");
        }
    }

    static string[] Files(string folder, string pattern) => [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];

    static IEnumerable<string> Below(string folder) => Directory.GetFiles(folder, "*.csproj")
        .Concat(Directory.GetDirectories(folder).Where(inner => System.IO.Path.GetFileName(inner) is var name && !name.StartsWith('.') && !FoldersOfBuilds.Contains(name)).SelectMany(Below));

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]+)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
