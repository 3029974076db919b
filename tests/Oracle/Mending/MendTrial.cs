using System.Reflection;
using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Mending;

/// <summary>Executes many programs, applies all fixes to them, and executes what came out.</summary>
static class MendTrial
{
    /// <summary>What became of those that compile.</summary>
    public static async Task<IReadOnlyList<Mended>> RunAsync(IReadOnlyList<Unit> units, int runs = Trial.UsualRuns)
    {
        var (compilation, sound, _) = Compiler.Compile(units);
        var found = await Analysis.RunAsync(compilation, isConcurrent: true);
        var before = Explore(sound, runs);
        var attempts = new List<Attempt>();
        foreach (var unit in sound)
            attempts.Add(await AttemptAsync(unit, found.GetValueOrDefault(unit.File, Report.Empty)));
        var changed = attempts.Where(attempt => attempt.IsChanged).Select(attempt => attempt.Mended).ToList();
        var (mended, fit, unfit) = Compiler.Compile(changed);
        var left = await Analysis.RunAsync(mended, isConcurrent: true);
        var after = Explore(fit, runs);
        var errors = unfit.ToDictionary(one => one.Unit.Name, one => one.Error);
        return [.. attempts.Select(Outcome)];

        Mended Outcome(Attempt attempt)
        {
            var (name, shown) = (attempt.Unit.Name, before[attempt.Unit.Name]);
            return attempt.IsChanged
                ? new(attempt.Unit, attempt.Found, shown, attempt.Text, left.GetValueOrDefault(attempt.Unit.File, Report.Empty), Told(attempt.Unit, shown, after.GetValueOrDefault(name)), errors.GetValueOrDefault(name))
                : new(attempt.Unit, attempt.Found, shown, attempt.Text, attempt.Found, Told(attempt.Unit, shown, shown), attempt.Error);
        }
    }

    /// <summary>
    /// What the rule has something to say of, as elsewhere in the oracle: no array is ever missing, so that a null there came from no acquire. One that
    /// was not there before the fixes is theirs all the same.
    /// </summary>
    public static Exploration? Told(Unit unit, Exploration before, Exploration? after) =>
        after is null || unit.Dialect != Dialect.ArrayPool || before.Violations.All(violation => violation.Defect != Defect.Null)
            ? after : after with { Violations = [.. after.Violations.Where(violation => violation.Defect != Defect.Null)] };

    /// <summary>Only what has findings has anything to fix.</summary>
    static async Task<Attempt> AttemptAsync(Unit unit, Report found)
    {
        if (found.Findings.Count == 0)
            return new(unit, found, unit.Text, Error: null);
        try
        {
            return new(unit, found, await Mender.MendAsync(unit), Error: null);
        }
        catch (Exception exception)
        {
            return new(unit, found, unit.Text, exception.Message);
        }
    }

    static Dictionary<string, Exploration> Explore(IReadOnlyList<Unit> units, int runs)
    {
        if (units.Count == 0)
            return [];
        var assembly = Compiler.Load(units);
        using var watching = Watching.Begin();
        return units.ToDictionary(unit => unit.Name, unit => Explore(unit, assembly, runs));
    }

    static Exploration Explore(Unit unit, Assembly assembly, int runs) =>
        new Explorer(new Harness(assembly.GetType($"{unit.Name}.{Rendering.MainClass}", throwOnError: true)!, unit)).Explore(runs);

    /// <param name="Text">After the fixes; as it was where one threw.</param>
    sealed record Attempt(Unit Unit, Report Found, string Text, string? Error)
    {
        public bool IsChanged => Text != Unit.Text;

        public Unit Mended => Unit with { Text = Text, Executed = Guards.Around(Text) };
    }
}
