using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;

namespace NdisRules.Oracle.Shrinking;

/// <summary>Makes a program smaller as long as the verdict stays.</summary>
static class Shrinker
{
    const int MostAttempts = 250;

    /// <summary>Few runs: a program that needs many is not small.</summary>
    const int Runs = 600;

    /// <summary>A program with the same outcome and defect from which nothing more can be taken away.</summary>
    public static async Task<Judgement> ShrinkAsync(Judgement judgement, Outcome outcome, Defect defect)
    {
        var attempts = 0;
        for (var isSmaller = true; isSmaller && attempts < MostAttempts;)
        {
            isSmaller = false;
            foreach (var candidate in Smaller.Of(judgement.Unit.Program))
            {
                if (++attempts > MostAttempts)
                    break;
                if (await TryAsync(judgement.Unit with { Program = candidate }) is not { } judged || !judged.Verdicts.Any(verdict => verdict.Outcome == outcome && verdict.Defect == defect))
                    continue;
                judgement = judged;
                isSmaller = true;
                break;
            }
        }
        return judgement;
    }

    static async Task<Judgement?> TryAsync(Unit unit)
    {
        var result = await Trial.RunAsync([new Unit(unit.Program, unit.Dialect, unit.Name)], isCompared: false, Runs, Runs);
        return result.Judgements.Count == 1 && result.Judgements[0].Exploration.Unexpected is null ? result.Judgements[0] : null;
    }
}
