namespace NdisRules.Tool.Checking;

/// <summary>What checking a project for one framework has brought.</summary>
/// <param name="Project">The project file.</param>
/// <param name="Name">The name of its assembly.</param>
/// <param name="Framework">The target framework.</param>
/// <param name="Files">How many source files it has.</param>
/// <param name="Defects">In the order of files and places; suppressed ones too.</param>
/// <param name="Uses">What each rule has to do with it.</param>
/// <param name="Seconds">How long loading and analysis took.</param>
internal sealed record ProjectResult(string Project, string Name, string Framework, int Files, IReadOnlyList<Defect> Defects, IReadOnlyDictionary<string, RuleUse> Uses, double Seconds)
{
    /// <summary>The projects whose source was looked into as well.</summary>
    public IReadOnlyList<string> JoinedWith { get; init; } = [];

    /// <summary>Why their source could not be looked into; empty where nothing hindered it.</summary>
    public string WhyAlone { get; init; } = "";
}
