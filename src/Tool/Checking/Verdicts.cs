namespace NdisRules.Tool.Checking;

/// <summary>The verdicts on all rules.</summary>
internal static class Verdicts
{
    public static IReadOnlyList<Verdict> Of(IReadOnlyCollection<ProjectResult> projects, IReadOnlyCollection<Defect> defects, Selection selection) =>
        [.. projects.SelectMany(project => project.Uses.Keys).Distinct(StringComparer.Ordinal).Where(selection.HasRule).Order(StringComparer.OrdinalIgnoreCase)
            .Select(rule => Verdict.Over(rule, [.. projects.Where(project => project.Uses.ContainsKey(rule)).Select(project => project.Uses[rule])], defects))];
}
