namespace NdisRules.Oracle.Execution;

/// <summary>What the runs of a program have shown.</summary>
/// <param name="Violations">Each once.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="IsComplete">Whether every combination of decisions was run.</param>
/// <param name="HasBrokenRuns">Whether runs ended early, so that their rest is not known.</param>
/// <param name="Unexpected">What no program should throw; null for nothing.</param>
sealed record Exploration(IReadOnlyList<Violation> Violations, int Runs, bool IsComplete, bool HasBrokenRuns, Exception? Unexpected);

/// <summary>
/// Runs a program with every combination of decisions: all with one decision that is not the first possibility before all with two, and so on.
/// Nothing is random, and no run is repeated but to learn where a violation came from.
/// </summary>
sealed class Explorer(Harness harness)
{
    readonly Queue<IReadOnlyList<int>> waiting = new([[]]);
    readonly Dictionary<string, Violation> violations = [];
    int runs;
    readonly List<IReadOnlyList<int>> done = [];
    bool isCut;
    bool isBroken;
    Exception? unexpected;

    /// <summary>Goes on until every combination was run, so many runs were made, or there is nothing left that is wanted.</summary>
    /// <param name="most">The number of runs in all.</param>
    /// <param name="isEnough">Asked now and then with what is known; null to go on.</param>
    public Exploration Explore(int most, Func<IEnumerable<Violation>, bool>? isEnough = null)
    {
        var known = -1;
        while (runs < most && waiting.TryDequeue(out var prefix))
        {
            Execute(prefix);
            if (isEnough is null || violations.Count == known)
                continue;
            known = violations.Count;
            if (isEnough(violations.Values))
                break;
        }
        return new Exploration([.. violations.Values], runs, waiting.Count == 0 && !isCut, isBroken, unexpected);
    }

    /// <summary>Every line at which an acquire was executed, and those of the calls that led there, found by doing all runs once more.</summary>
    public IReadOnlySet<int> AcquiredLines() => done.SelectMany(prefix => harness.Execute(prefix, wantsSites: true).Acquired).ToHashSet();

    void Execute(IReadOnlyList<int> prefix)
    {
        var run = harness.Execute(prefix, wantsSites: false);
        runs++;
        done.Add(prefix);
        isBroken |= run.IsBroken;
        isCut |= run.Choices.IsCut;
        unexpected ??= run.Unexpected;
        foreach (var next in run.Choices.Beside())
            waiting.Enqueue(next);
        if (run.Violations.Count == 0)
            return;
        // The same once more, to learn where; places would cost more than all the rest if every run noted them.
        var told = harness.Execute(prefix, wantsSites: true);
        foreach (var violation in told.Violations)
        {
            if (!violations.TryAdd(KeyOf(violation), violation) && !violation.IsSecondary)
                violations[KeyOf(violation)] = violation;
        }
    }

    static string KeyOf(Violation violation) => $"{violation.Defect}/{violation.Line}/{string.Join(';', violation.Objects.Select(lines => string.Join(',', lines)))}";
}
