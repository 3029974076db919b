using NdisRules.Oracle.Execution;

namespace NdisRules.Oracle;

/// <summary>
/// What generated programs ask of the world. The analyzer sees only that it is a library: every answer is possible, each time. A run decides.
/// </summary>
public static class Input
{
    /// <summary>How many times in one run <see cref="More"/> may say yes.</summary>
    const int MostRounds = 3;

    /// <summary>How many bodies a run may enter. No program that was generated enters so many; one that was cut smaller may call itself for ever.</summary>
    const int MostEntries = 1_000;

    static Run Current => Run.Current ?? throw new InvalidOperationException("No run asks.");

    public static bool Choose() => Current.Decide(2) == 1;

    /// <summary>A number from 0 to below the count.</summary>
    public static int Pick(int count) => Current.Decide(count);

    /// <summary>Whether a loop goes on; bounded, so that every run ends.</summary>
    public static bool More() => Current.Rounds < MostRounds && Current.Decide(2) == 1 && ++Current.Rounds > 0;

    /// <summary>None, one or two things to do.</summary>
    public static IEnumerable<int> Items() => Enumerable.Range(1, Current.Decide(3));

    /// <summary>As <see cref="Choose"/>, or an exception.</summary>
    public static bool Risky() => Current.Decide(3) switch { 2 => throw new IOException(), var answer => answer == 1 };

    /// <summary>Nothing, or an exception.</summary>
    public static void MayThrow()
    {
        if (Current.Decide(2) == 1)
            throw new IOException();
    }

    /// <summary>Whether an exception is a violation, which has been noted: then the run goes on behind it.</summary>
    public static bool GoesOn(Exception exception) => Current.GoesOn(exception);

    /// <summary>Says which line is executed in a handler, whose try has the given lines.</summary>
    public static void At(int line, int first, int last) => Current.Places?.Say(line, first, last);

    /// <summary>Says that a try is entered, so that what was said in its handlers before holds no longer.</summary>
    public static void Enter() => Current.Places?.Forget();

    /// <summary>Says that a body of the program is entered; what runs beside a run is nobody's.</summary>
    public static void Begin()
    {
        if (Run.Current is { } run && ++run.Entries > MostEntries)
            run.Choices.Cut();
    }

    /// <summary>Looks at a number.</summary>
    public static void See(int number) => _ = number;
}
