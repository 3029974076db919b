namespace NdisRules.Oracle.Execution;

/// <summary>What the runs of a program have shown.</summary>
/// <param name="Violations">Each once.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="IsComplete">Whether every combination of decisions was run.</param>
/// <param name="Unexpected">What no program should throw; null for nothing.</param>
sealed record Exploration(IReadOnlyList<Violation> Violations, int Runs, bool IsComplete, Exception? Unexpected)
{
    /// <summary>Whether runs ended early, since the runtime refused something, so that their rest is not known.</summary>
    public bool HasBrokenRuns => Violations.Any(violation => violation.Defect != Defect.Leak);
}

/// <summary>
/// Runs a program with every combination of decisions: all with one decision that is not the first possibility before all with two, and so on.
/// Nothing is random, and no run is repeated but to learn where a violation came from.
/// </summary>
sealed class Explorer(Harness harness)
{
    readonly Queue<IReadOnlyList<int>> waiting = new([[]]);
    readonly Dictionary<string, Violation> violations = [];
    int runs;
    bool isCut;
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
        return new Exploration([.. violations.Values], runs, waiting.Count == 0 && !isCut, unexpected);
    }

    void Execute(IReadOnlyList<int> prefix)
    {
        var run = harness.Execute(prefix, wantsSites: false);
        runs++;
        isCut |= run.Choices.IsCut;
        unexpected ??= run.Unexpected;
        foreach (var next in run.Choices.Beside())
            waiting.Enqueue(next);
        if (run.Broken is null && run.Left.Count == 0)
            return;
        // The same once more, to learn where; places would cost more than all the rest if every run noted them.
        var told = harness.Execute(prefix, wantsSites: true);
        foreach (var violation in told.Broken is { } broken ? [broken] : told.Left.ToArray())
            violations.TryAdd(KeyOf(violation), violation);
    }

    static string KeyOf(Violation violation) => $"{violation.Defect}/{violation.Line}/{string.Join(';', violation.Objects.Select(lines => string.Join(',', lines)))}";
}
