using System.Collections.Concurrent;
using System.Diagnostics;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Checking;

/// <summary>Checks every project of a target, several at a time; the result does not depend on how many.</summary>
internal sealed class SolutionChecker(CheckTarget target, Selection selection, Shard shard, int jobs, bool joins, IProgressLog progress)
{
    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly RuleClock clock = new();

    public async Task<CheckResult> CheckAsync(bool restores, CancellationToken cancellation)
    {
        var solution = await SolutionLoader.OpenAsync(target, restores, jobs, progress, cancellation);
        selection.MustNameSome(solution.RuleNames, Ids.All.Select(descriptor => descriptor.Id));
        var results = new ConcurrentBag<ProjectResult>();
        var asked = solution.Asked.Where((_, index) => shard.Has(index)).ToArray();
        progress.Begin(asked.Length);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (answer, ending) =>
        {
            using var shown = progress.Project(answer.Name);
            var started = Stopwatch.StartNew();
            results.Add(await ProjectChecker.CheckAsync(solution.Loader.Load(answer), joins ? solution.Loader.ReferredBy(answer) : [], started, clock.Telling(shown.Rule), ending));
        });
        return Joined([.. results.OrderBy(result => result.Project, StringComparer.Ordinal).ThenBy(result => result.Framework, StringComparer.Ordinal)]);
    }

    CheckResult Joined(IReadOnlyList<ProjectResult> projects)
    {
        var defects = Distinct(projects.SelectMany(project => project.Defects).Where(selection.Has));
        return new()
        {
            Target = target.Path,
            Root = target.Root,
            Projects = projects,
            Defects = defects,
            Verdicts = Verdicts.Of(projects, defects, selection),
            Seconds = watch.Elapsed.TotalSeconds,
            SecondsOfRules = clock.Seconds,
        };
    }

    /// <summary>What a project says for several frameworks is one defect.</summary>
    static IReadOnlyList<Defect> Distinct(IEnumerable<Defect> defects) =>
        [.. defects.DistinctBy(defect => (defect.Project, defect.Where, defect.Id, defect.Message))
            .OrderBy(defect => defect.Where.Path, StringComparer.Ordinal).ThenBy(defect => defect.Where.Line).ThenBy(defect => defect.Where.Column)
            .ThenBy(defect => defect.Id, StringComparer.Ordinal).ThenBy(defect => defect.Message, StringComparer.Ordinal).ThenBy(defect => defect.Project, StringComparer.Ordinal)];
}
