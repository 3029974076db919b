using Microsoft.CodeAnalysis;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>Applies to each finding of a project, each time to the project as it was, the fix that is offered first, and builds again.</summary>
internal static class FixMeasure
{
    public static async Task<IReadOnlyList<FixOutcome>> OfAsync(Project project, string name)
    {
        var before = await Workbench.DiagnosticsAsync(project);
        var outcomes = new List<FixOutcome>();
        foreach (var finding in before.Where(diagnostic => Workbench.IsOurs(diagnostic) && diagnostic.Location.IsInSource))
            outcomes.Add(await OfAsync(project, finding, before, $"{name} {finding.Location.GetLineSpan()}: {finding.GetMessage(null)}"));
        return outcomes;
    }

    static async Task<FixOutcome> OfAsync(Project project, Diagnostic finding, IReadOnlyList<Diagnostic> before, string where)
    {
        var offered = await FixProviders.OfferedAsync(project.GetDocument(finding.Location.SourceTree)!, finding);
        if (offered.Count == 0)
            return new(finding.Id, where, IsOffered: false, IsSettled: false, []);
        var after = await Workbench.DiagnosticsAsync((await FixProviders.ApplyAsync(offered[0].Action)).GetProject(project.Id)!);
        var news = after.GroupBy(Kind).Where(group => group.Count() > before.Count(known => Kind(known) == group.Key)).Select(group => group.Key);
        return new(finding.Id, $"{where} [{offered[0].Action.Title}]", IsOffered: true, Count(after) < Count(before), [.. news]);

        int Count(IReadOnlyList<Diagnostic> said) => said.Count(other => Kind(other) == Kind(finding));
    }

    /// <summary>A finding of a rule and an id; of the compiler, the id.</summary>
    static string Kind(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.Properties.GetValueOrDefault("rule")}".Trim();
}
