namespace NdisRules.Tool.Loading;

/// <summary>What the build says of a project, for one target framework.</summary>
internal sealed class ProjectAnswer
{
    /// <summary>The project file.</summary>
    public string Project { get; private set; } = "";

    /// <summary>The name of its assembly.</summary>
    public string Name { get; private set; } = "";

    public string Framework { get; private set; } = "";

    /// <summary>The file that a restore leaves; empty where the project needs none.</summary>
    public string Assets { get; private set; } = "";

    /// <summary>Where its assembly will lie, in every place from which another project may refer to it.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>The assemblies of other projects that it refers to.</summary>
    public List<(string Assembly, string Project, string Aliases)> References { get; } = [];

    /// <summary>Rule files that are data of the program itself.</summary>
    public HashSet<string> EmbeddedRules { get; } = new(StringComparer.Ordinal);

    /// <summary>The arguments that the compiler would get.</summary>
    public List<string> Arguments { get; } = [];

    public static ProjectAnswer Read(string file)
    {
        var answer = new ProjectAnswer();
        foreach (var line in File.ReadLines(file))
            if (line.IndexOf('=') is var at and > 0)
                answer.Take(line[..at], line[(at + 1)..]);
        return answer;
    }

    void Take(string kind, string value)
    {
        switch (kind)
        {
            case "project":
                Project = value;
                break;
            case "name":
                Name = value;
                break;
            case "framework":
                Framework = value;
                break;
            case "assets":
                Assets = value;
                break;
            case "output" when value != "":
                Outputs.Add(value);
                break;
            case "reference" when value.Split('|') is [var assembly, var project, var aliases]:
                References.Add((assembly, project, aliases));
                break;
            case "embedded":
                EmbeddedRules.Add(Path.GetFullPath(value));
                break;
            case "argument":
                Arguments.Add(value);
                break;
        }
    }
}
