using System.Diagnostics.CodeAnalysis;

namespace NdisRules.Oracle.Execution;

/// <summary>
/// The decisions of one run: first those of a prefix, then always the first possibility. Remembers how many possibilities there were, so that
/// the runs beside this one are known.
/// </summary>
sealed class Choices(IReadOnlyList<int> prefix)
{
    /// <summary>How many decisions a run may ask for. A program that asks for more is cut there, and counts as not finished.</summary>
    public const int Deepest = 60;

    readonly List<int> taken = [];
    readonly List<int> possible = [];

    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<int> Taken => taken;

    /// <summary>Whether the run asked for too many decisions.</summary>
    public bool IsCut { get; private set; }

    /// <summary>One of so many possibilities.</summary>
    /// <exception cref="RunEnded">The run has asked for too many.</exception>
    public int Next(int count)
    {
        if (taken.Count == Deepest)
            Cut();
        var choice = taken.Count < prefix.Count ? prefix[taken.Count] : 0;
        taken.Add(choice);
        possible.Add(count);
        return choice;
    }

    /// <summary>Ends a run that would not end by itself.</summary>
    /// <exception cref="RunEnded">Always.</exception>
    [DoesNotReturn]
    public void Cut()
    {
        IsCut = true;
        throw new RunEnded();
    }

    /// <summary>The prefixes of the runs that differ from this one first in a decision behind its prefix.</summary>
    public IEnumerable<IReadOnlyList<int>> Beside()
    {
        for (var at = prefix.Count; at < taken.Count; at++)
        {
            for (var other = 1; other < possible[at]; other++)
                yield return [.. taken.Take(at), other];
        }
    }
}

/// <summary>Leaves a run whose rest tells nothing: it was cut, or something is already broken.</summary>
sealed class RunEnded : Exception;
