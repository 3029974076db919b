using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Objects that come from, or lie on, another one which has to outlive them.</summary>
static class Derived
{
    public static bool Clone(Author author, Frame frame)
    {
        if (!author.Options.Kinds.Contains(Kind.Clone) || List(author, frame) is not { } original)
            return false;
        var clone = author.Take(frame, new Duty { Place = author.Name("clone"), Kind = Kind.Clone, MayBeNull = true, Original = original });
        frame.Add(new Line($"var {clone.Place} = §new.C({original.Place});") { Of = Construct.Clone });
        if (author.Rng.Chance(50))
            author.Settle(frame, clone);
        return true;
    }

    public static bool Context(Author author, Frame frame)
    {
        if (!author.Options.Kinds.Contains(Kind.Context) || List(author, frame) is not { Borrowers: 0 } list)
            return false;
        var status = author.Name("status");
        frame.Add(new Line($"var {status} = §new.X({list.Place});") { Of = Construct.Context });
        author.Take(frame, new Duty { Place = $"{list.Place}, {status}", Kind = Kind.Context, Guard = $"§live.X({status})", Original = list });
        return true;
    }

    public static bool Pool(Author author, Frame frame)
    {
        // A helper may be static, and knows of no adapter.
        if (!author.Options.Kinds.Contains(Kind.Pool) || !frame.Chain().Last().KnowsAdapter)
            return false;
        var pool = author.Take(frame, new Duty { Place = author.Name("own"), Kind = Kind.Pool, MayBeNull = true });
        frame.Add(new Line($"var {pool.Place} = §new.P;") { Of = Construct.Pool });
        if (!author.Settle(frame, pool) || author.Rng.Chance(20))
            return true;
        var lent = author.Take(frame, new Duty { Place = author.Name(), Kind = Kind.Buffer, MayBeNull = true, Original = pool });
        frame.Add(new Line($"var {lent.Place} = §from.B({pool.Place});"));
        return true;
    }

    /// <summary>A list that is there: one that the block has, or a new one.</summary>
    static Duty? List(Author author, Frame frame)
    {
        var kinds = new[] { Kind.List, Kind.Whole }.Where(author.Options.Kinds.Contains).ToList();
        var known = frame.Duties.Where(duty => duty.IsLive && kinds.Contains(duty.Kind) && duty.Original is null && duty.Afterwards is null).ToList();
        if (known.Count > 0)
            return author.Rng.Pick(known);
        if (kinds.Count == 0)
            return null;
        var fresh = author.Take(frame, new Duty { Place = author.Name("list"), Kind = author.Rng.Pick(kinds), MayBeNull = true });
        frame.Add(new Line($"var {fresh.Place} = §new.{fresh.Kind};"));
        return author.Settle(frame, fresh) ? fresh : null;
    }
}
