
namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>An object comes, is used, and goes.</summary>
static class Basics
{
    public static bool Acquire(Author author, Frame frame)
    {
        var duty = author.Acquire(frame);
        if (author.Rng.Chance(60))
            author.Settle(frame, duty);
        return true;
    }

    public static bool AcquireAndRelease(Author author, Frame frame)
    {
        if (frame.HoldsInTry)
            return false;
        var duty = author.Acquire(frame);
        if (author.Rng.Chance(50) && author.Settle(frame, duty))
            author.Use(frame, duty);
        author.Meet(frame, duty);
        return true;
    }

    public static bool Use(Author author, Frame frame)
    {
        var known = frame.Chain().SelectMany(one => one.Duties).Where(duty => duty.IsLive).ToList();
        if (known.Count == 0)
            return false;
        author.Use(frame, author.Rng.Pick(known));
        return true;
    }

    public static bool Meet(Author author, Frame frame)
    {
        var ready = frame.Duties.Where(duty => duty is { Borrowers: 0, IsKept: false }).ToList();
        if (ready.Count < 2)
            return false;
        author.Meet(frame, author.Rng.Pick(ready));
        return true;
    }
}
