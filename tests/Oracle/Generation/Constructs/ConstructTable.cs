using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Writes one construct into a block; false, and nothing written, where it does not fit.</summary>
delegate bool Writing(Author author, Frame frame);

/// <summary>All ways to go on with a block.</summary>
static class ConstructTable
{
    /// <summary>Beside the constructs, what gives them something to work on.</summary>
    const int BasicWeight = 25;

    const int Attempts = 8;

    /// <param name="Of">The row of the table of results; null for the basic ones.</param>
    /// <param name="InTry">Whether it may stand in a try with a catch, where any call may be the last.</param>
    /// <param name="Write">Writes it.</param>
    sealed record Entry(Construct? Of, bool InTry, Writing Write);

    static readonly Entry[] entries =
    [
        new(null, false, Basics.Acquire),
        new(null, true, Basics.AcquireAndRelease),
        new(null, true, Basics.Use),
        new(null, false, Basics.Meet),
        new(Construct.Branch, true, Branches.IfElse),
        new(Construct.CorrelatedFlag, false, Branches.Correlated),
        new(Construct.Pattern, false, Branches.Pattern),
        new(Construct.Switch, false, Branches.Switch),
        new(Construct.EarlyExit, true, Branches.EarlyExit),
        new(Construct.Loop, false, Loops.Write),
        new(Construct.TryCatch, false, Exceptions.TryCatch),
        new(Construct.TryFinally, true, Exceptions.TryFinally),
        new(Construct.Throw, true, Exceptions.Throw),
        new(Construct.Using, false, Exceptions.Using),
        new(Construct.Helper, false, Helpers.Consume),
        new(Construct.HelperWithResult, false, Helpers.WithResult),
        new(Construct.OutParameter, false, Helpers.Out),
        new(Construct.RefParameter, false, Helpers.Ref),
        new(Construct.Recursion, false, Helpers.Recursive),
        new(Construct.Async, false, Helpers.Async),
        new(Construct.Alias, false, Holders.Alias),
        new(Construct.Struct, false, Holders.Struct),
        new(Construct.ClassInstance, false, Holders.Instance),
        new(Construct.Collection, false, Collections.Write),
        new(Construct.Lambda, false, Functions.Lambda),
        new(Construct.LocalFunction, false, Functions.Local),
        new(Construct.Dispatch, false, Dispatch.Write),
        new(Construct.Clone, false, Derived.Clone),
        new(Construct.Context, false, Derived.Context),
        new(Construct.Pool, false, Derived.Pool),
        new(Construct.Field, false, FieldMoves.Write),
    ];

    /// <summary>Adds one construct, drawn by weight.</summary>
    public static void WriteOne(Author author, Frame frame)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var entry = Draw(author);
            if (frame.IsGuarded && !entry.InTry)
                continue;
            if (entry.Write(author, frame))
                return;
        }
    }

    static Entry Draw(Author author)
    {
        var at = author.Rng.Next(entries.Sum(entry => WeightOf(author, entry)));
        return entries.First(entry => (at -= WeightOf(author, entry)) < 0);
    }

    static int WeightOf(Author author, Entry entry) => entry.Of is { } construct ? author.Options.WeightOf(construct) : BasicWeight;
}
