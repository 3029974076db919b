using Microsoft.CodeAnalysis;
using NdisRules.Fixing;

namespace NdisRules.CodeFixes.Tests.Measure;

/// <summary>Applies to each finding of a project, each time to the project as it was, the fix that is offered first, and builds again.</summary>
internal static class FixMeasure
{
    public static async Task<IReadOnlyList<FixOutcome>> OfAsync(Project project, string name)
    {
        var before = await Builds.DiagnosticsAsync(project);
        var outcomes = new List<FixOutcome>();
        foreach (var finding in before.Where(diagnostic => Builds.IsOurs(diagnostic) && diagnostic.Location.IsInSource))
            outcomes.Add(await OfAsync(project, finding, before, $"{name} {finding.Location.GetLineSpan()}: {finding.GetMessage(null)}") with { Place = $"{name}, line {finding.Location.GetLineSpan().StartLinePosition.Line + 1}" });
        return outcomes;
    }

    static async Task<FixOutcome> OfAsync(Project project, Diagnostic finding, IReadOnlyList<Diagnostic> before, string where)
    {
        var document = project.GetDocument(finding.Location.SourceTree)!;
        var offered = await FixProviders.OfferedAsync(document, finding);
        if (offered.Count == 0)
            return new(finding.Id, where, IsOffered: false, IsSettled: false, []);
        var changed = (await FixProviders.ApplyAsync(offered[0].Action)).GetProject(project.Id)!;
        var after = await Builds.DiagnosticsAsync(changed);
        var news = after.GroupBy(Kind).Where(group => group.Count() > before.Count(known => Kind(known) == group.Key)).Select(group => group.Key);
        return new(finding.Id, $"{where} [{offered[0].Action.Title}]", IsOffered: true, Count(after) < Count(before), [.. news], await ChangesAsync(document, changed));

        int Count(IReadOnlyList<Diagnostic> said) => said.Count(other => Kind(other) == Kind(finding));
    }

    static async Task<string> ChangesAsync(Document document, Project changed)
    {
        var (old, now) = (Lines((await document.GetTextAsync()).ToString()), Lines((await changed.GetDocument(document.Id)!.GetTextAsync()).ToString()));
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = old.Skip(start).Reverse().Zip(now.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Concat(old[start..^end].Select(line => $"  - {line}\n").Concat(now[start..^end].Select(line => $"  + {line}\n")));

        static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>A finding of a rule and an id; of the compiler, the id.</summary>
    static string Kind(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.Properties.GetValueOrDefault("rule")}".Trim();
}
