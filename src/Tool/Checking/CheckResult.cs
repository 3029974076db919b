namespace NdisRules.Tool.Checking;

/// <summary>What checking a whole target has brought.</summary>
internal sealed record CheckResult
{
    /// <summary>The solution, project or folder.</summary>
    public required string Target { get; init; }

    /// <summary>The folder that paths in reports are relative to.</summary>
    public required string Root { get; init; }

    public required IReadOnlyList<ProjectResult> Projects { get; init; }

    /// <summary>Every defect once, in the order of files and places; those that are suppressed or in the baseline too.</summary>
    public required IReadOnlyList<Defect> Defects { get; init; }

    /// <summary>In the order of the rules' names.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How long each rule was at work, on all threads together; nothing of rules that never were.</summary>
    public IReadOnlyDictionary<string, double> SecondsOfRules { get; init; } = new Dictionary<string, double>();

    public IEnumerable<Defect> Counting => Defects.Where(defect => defect.Counts);

    public int ExitCode => Counting.Any() ? Tool.ExitCode.Defects : Tool.ExitCode.Clean;

    /// <summary>A path as reports print it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path) is var relative && !Path.IsPathRooted(relative) ? relative.Replace('\\', '/') : path;
}
