using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>
/// Writes blocks that are right by construction: every block knows what it owes, and every way out of it gives that back.
/// </summary>
sealed class Author(Rng rng, GeneratorOptions options)
{
    const int DeepestBlock = 3;

    static readonly string[] Nouns = ["frame", "packet", "item", "unit", "first", "spare", "next"];

    int named;

    public Rng Rng { get; } = rng;

    public GeneratorOptions Options { get; } = options;

    /// <summary>Members of the class that is run, beside its handlers.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>Types beside it.</summary>
    public List<TypeNode> Types { get; } = [];

    /// <summary>The number in the name that was given last.</summary>
    public int LastNumber => named;

    /// <summary>A name that nothing else has.</summary>
    public string Name(string? stem = null) => $"{stem ?? Rng.Pick(Nouns)}{++named}";

    public char PlainKind() => Rng.Pick(Kind.Plain.Where(Options.Kinds.Contains).ToList());

    /// <summary>Writes a block around duties that it has to meet, and meets them.</summary>
    public Block Write(Frame frame, int steps)
    {
        Grow(frame, steps);
        Finish(frame);
        return frame.ToBlock();
    }

    /// <summary>Writes some constructs, and meets no duty but by chance.</summary>
    public void Grow(Frame frame, int steps)
    {
        for (; steps > 0; steps--)
            Constructs.ConstructTable.WriteOne(this, frame);
    }

    /// <summary>Meets every duty of the block.</summary>
    public void Finish(Frame frame)
    {
        while (frame.Duties.Count > 0)
        {
            var ready = frame.Duties.Where(duty => duty.Borrowers == 0).ToList();
            var duty = ready.Count > 0 ? Rng.Pick(ready) : frame.Duties[0];
            if (duty.IsLive && Rng.Chance(20))
                Use(frame, duty);
            Meet(frame, duty);
        }
    }

    /// <summary>Meets one duty here and now.</summary>
    public void Meet(Frame frame, Duty duty)
    {
        frame.Statements.AddRange(Discharge(duty));
        Forget(frame, duty);
    }

    /// <summary>The duty has become somebody else's, or is met.</summary>
    public static void Forget(Frame frame, Duty duty)
    {
        frame.Duties.Remove(duty);
        if (duty.Original is not null)
            duty.Original.Borrowers--;
    }

    /// <summary>The code that gives an object back.</summary>
    public IEnumerable<Statement> Discharge(Duty duty)
    {
        if (duty.Drain is not null)
            return duty.Guard is null ? duty.Drain(this) : [new If(duty.Guard, new Block([.. duty.Drain(this)])) { Of = Construct.CorrelatedFlag }];
        List<Statement> free = [new Release($"§free.{duty.Kind}({duty.Place});")];
        if (duty.Afterwards is not null)
            free.Add(new Line(duty.Afterwards));
        if (duty is { Guard: not null, MayBeNull: true } && Rng.Chance(50))
            return [new If($"{duty.Guard} && §live.{duty.Kind}({duty.Place})", new Block(free)) { Of = Construct.CorrelatedFlag }];
        if (duty.MayBeNull)
            free = [new If(LiveTest(duty), new Block(free)) { Of = Construct.Branch }];
        return duty.Guard is null ? free : [new If(duty.Guard, new Block(free)) { Of = Construct.CorrelatedFlag }];
    }

    /// <summary>What is owed between here and there, in an order in which it can be given back.</summary>
    public IEnumerable<Statement> DischargeAll(IEnumerable<Frame> frames, Duty? except = null)
    {
        var owed = Rng.Shuffle(frames.SelectMany(frame => frame.Duties).Where(duty => duty != except));
        return owed.OrderBy(duty => owed.Any(other => other.Original == duty)).ToList().SelectMany(Discharge);
    }

    /// <summary>A condition that is true when the object is there, in one of its spellings.</summary>
    public string LiveTest(Duty duty) => $"§{Rng.Pick(["live", "live", "liveB", "liveC", "livePattern"])}.{duty.Kind}({duty.Place})";

    /// <summary>A condition that is true when the object is not there.</summary>
    public string NullTest(Duty duty) => $"§{Rng.Pick(["null", "null", "nullB", "nullC"])}.{duty.Kind}({duty.Place})";

    /// <summary>A condition that the code does not control.</summary>
    public static string Choice(Frame frame) => frame.IsGuarded ? "Input.Risky()" : "Input.Choose()";

    public void Use(Frame frame, Duty duty) => frame.Add(new Line($"§use.{duty.Kind}({duty.Place});"));

    /// <summary>Adds an object that this block owes from here on.</summary>
    public Duty Take(Frame frame, Duty duty)
    {
        frame.Duties.Add(duty);
        if (duty.Original is not null)
            duty.Original.Borrowers++;
        return duty;
    }

    /// <summary>Acquires an object into a new variable.</summary>
    public Duty Acquire(Frame frame)
    {
        var duty = new Duty { Place = Name(), Kind = PlainKind(), MayBeNull = true };
        frame.Add(new Line($"var {duty.Place} = §new.{duty.Kind};"));
        return Take(frame, duty);
    }

    /// <summary>Makes sure that an object is there from here on, by leaving when it is not. False where that is not possible.</summary>
    public bool Settle(Frame frame, Duty duty)
    {
        if (!duty.MayBeNull)
            return true;
        if (Exit(frame, duty) is not { } exit)
            return false;
        frame.Add(new If(NullTest(duty), exit) { Of = Construct.EarlyExit });
        duty.MayBeNull = false;
        return true;
    }

    /// <summary>An object that is there: a new one, or one that the block has. Null when none can be had here.</summary>
    public Duty? Live(Frame frame)
    {
        var known = frame.Duties.Where(duty => duty.IsPlain && duty.IsLive).ToList();
        if (known.Count > 0 && Rng.Chance(50))
            return Rng.Pick(known);
        if (frame.HoldsInTry)
            return null;
        var fresh = Acquire(frame);
        return Settle(frame, fresh) ? fresh : null;
    }

    /// <summary>A block that gives back what is owed and leaves: the function, or the round of a loop. Null where nothing can be left.</summary>
    public Block? Exit(Frame frame, Duty? except = null)
    {
        if (Rng.Chance(50) && frame.UpTo(one => one.IsLoop) is { } round)
            return new Block([.. DischargeAll(round, except), new Line(round.Any(one => one.IsSection) || Rng.Chance(50) ? "continue;" : "break;")]);
        if (frame.Chain().Any(one => one.IsSealed) || frame.Chain().Last().Return is not { } leave)
            return null;
        return new Block([.. DischargeAll(frame.Chain(), except), new Line(leave)]);
    }

    /// <summary>Another block inside a block. It takes over duties of the outer one.</summary>
    public Frame Inside(Frame frame, IEnumerable<Duty>? duties = null, bool isLoop = false, bool isCaught = false, bool isSealed = false, bool isSection = false) => new()
    {
        Parent = frame,
        Duties = duties is null ? [] : [.. duties],
        IsLoop = isLoop,
        IsSection = isSection,
        IsCaught = isCaught,
        IsSealed = isSealed,
        IsAsync = frame.IsAsync,
        Fields = isCaught ? [] : frame.Fields,
        Depth = frame.Depth + 1,
    };

    /// <summary>The block of a new function.</summary>
    public static Frame Function(string? leave, IEnumerable<Duty>? duties = null, IReadOnlyList<Field>? fields = null, bool isAsync = false, bool throwsOut = false, bool knowsAdapter = false, int depth = 1) => new()
    {
        IsFunction = true,
        Return = leave,
        Duties = duties is null ? [] : [.. duties],
        Fields = fields ?? [],
        IsAsync = isAsync,
        ThrowsOut = throwsOut,
        KnowsAdapter = knowsAdapter,
        Depth = depth,
    };

    /// <summary>How many constructs go into a block of that depth.</summary>
    public int Steps(Frame frame) => frame.Depth >= DeepestBlock ? Rng.Next(2) : Rng.Next(Math.Max(2, Options.Size - frame.Depth));

    /// <summary>Some of the duties of a block, which it gives away.</summary>
    public List<Duty> GiveAway(Frame frame, int percent = 40)
    {
        var given = frame.Duties.Where(duty => duty is { Borrowers: 0, Original: null, IsKept: false } && Rng.Chance(percent)).ToList();
        given.ForEach(duty => frame.Duties.Remove(duty));
        return given;
    }

    /// <summary>The same duties for another arm, which changes them on its own.</summary>
    public static List<Duty> Copy(IEnumerable<Duty> duties) => [.. duties.Select(duty => new Duty
    {
        Place = duty.Place,
        Kind = duty.Kind,
        MayBeNull = duty.MayBeNull,
        Guard = duty.Guard,
        Afterwards = duty.Afterwards,
        Drain = duty.Drain,
    })];
}
