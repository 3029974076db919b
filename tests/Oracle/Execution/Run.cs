using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>One execution of a program on this thread: what was decided, what failed, and what went wrong.</summary>
sealed class Run(IReadOnlyList<int> prefix, Unit unit, bool wantsSites)
{
    [ThreadStatic]
    static Run? current;

    readonly List<IReadOnlyList<int>> failed = [];
    readonly List<Violation> violations = [];

    /// <summary>The run of this thread, null between runs.</summary>
    public static Run? Current
    {
        get => current;
        set => current = value;
    }

    public Choices Choices { get; } = new(prefix);

    /// <summary>Where the program is; null unless places are noted, since they cost far more than all the rest.</summary>
    public Places? Places { get; } = wantsSites ? new Places(unit) : null;

    /// <summary>How many rounds of unbounded loops there were.</summary>
    public int Rounds { get; set; }

    /// <summary>How many times a body of the program was entered.</summary>
    public int Entries { get; set; }

    /// <summary>Whether the program's own code is running, and not that of the host around it.</summary>
    public bool IsInside { get; set; }

    /// <summary>What went wrong, in order.</summary>
    public IReadOnlyList<Violation> Violations => violations;

    /// <summary>Whether a violation left the statement that it happened in, so that the rest of the run tells nothing.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The lines at which something was acquired, and those of the calls that led there; only where places are noted.</summary>
    public HashSet<int> Acquired { get; } = [];

    /// <summary>An exception that no generated program should throw: a mistake of the generator.</summary>
    public Exception? Unexpected { get; set; }

    public int Decide(int count) => IsBroken ? throw new RunEnded() : Choices.Next(count);

    /// <summary>Whether an allocation of the program is to fail.</summary>
    public bool Fails()
    {
        if (!IsInside || IsBroken)
            return false;
        if (Places is not null)
            Acquired.UnionWith(Places.NoteAcquire());
        if (Choices.Next(2) == 0)
            return false;
        failed.Add(Places?.Here() ?? []);
        return true;
    }

    /// <summary>Sees every exception at the moment it is thrown, since the program may catch it.</summary>
    public void Note(Exception exception)
    {
        if (IsBroken || !IsInside || !IsViolation(exception))
            return;
        // The pool of arrays has told already, and knows more.
        if (!wasTold)
            Tell(exception);
        wasTold = false;
        IsBroken = true;
    }

    void Tell(Exception exception)
    {
        if (exception is not NdisViolationException violation)
        {
            Tell(Defect.Null, known: null);
            return;
        }
        var defect = DefectOf(violation);
        var known = violation.AllocationSite is { } site ? Places?.Meant(site) : null;
        var isConsequence = early.IsMet(defect, violation) || (IsOfContext(violation) && early.Refused.Count > 0);
        Tell(defect, known);
        violations[^1] = violations[^1] with { IsSecondary = violations[^1].IsSecondary || isConsequence, IsOfContext = IsOfContext(violation) };
        early.Note(violation, Places);
    }

    readonly EarlyFrees early = new();
    bool wasTold;

    /// <summary>Notes a violation that is about to be thrown.</summary>
    public void TellBeforeThrow(Defect defect, IReadOnlyList<int> lines)
    {
        Tell(defect, [lines]);
        wasTold = true;
    }

    /// <summary>Whether an exception was a violation, behind which the run goes on.</summary>
    public bool GoesOn(Exception exception)
    {
        if (!IsViolation(exception))
            return false;
        IsBroken = false;
        return true;
    }

    static bool IsViolation(Exception exception) => exception is NdisViolationException or NullReferenceException or ArgumentNullException;

    /// <summary>Notes a violation.</summary>
    public void Tell(Defect defect, IReadOnlyList<IReadOnlyList<int>>? known)
    {
        var objects = known is not null ? known.ToList() : defect == Defect.Null ? failed.ToList() : [];
        var line = defect != Defect.Leak ? Places?.Here().FirstOrDefault() ?? 0 : 0;
        violations.Add(new Violation(defect, objects, line, IsSecondary: violations.Any(before => before.Defect is not (Defect.Leak or Defect.Order))));
    }

    /// <summary>
    /// At the end: what was freed too early leaves no leak of its own, what went with its pool and was never asked for again is one, and what was freed
    /// before something of its own that nobody ever freed is a consequence of that leak.
    /// </summary>
    public void Settle()
    {
        for (var i = 0; i < violations.Count; i++)
        {
            if (IsLeftByRefusal(violations[i]))
                violations[i] = violations[i] with { IsSecondary = true };
        }
        foreach (var lines in early.Lost)
            Tell(Defect.Leak, [lines]);
        SettleOrder();
        // What follows a refused free was meant to follow a free: nothing shows it, and it is no miss.
        foreach (var refused in early.Refused)
            violations.AddRange(new[] { Defect.UseAfterFree, Defect.DoubleFree }.Select(meant => new Violation(meant, [refused], Line: 0, IsSecondary: true)));
    }

    void SettleOrder()
    {
        if (!violations.Any(violation => violation.Defect == Defect.Leak && !IsLeftByRefusal(violation)))
            return;
        for (var i = 0; i < violations.Count; i++)
        {
            if (violations[i].Defect == Defect.Order)
                violations[i] = violations[i] with { IsSecondary = true };
        }
    }

    bool IsLeftByRefusal(Violation violation) => violation.Defect == Defect.Leak && violation.Objects.Any(early.IsRefused);

    /// <summary>Notes an object that was left, by its line in a list of the runtime's.</summary>
    public void Leave(string line) => Tell(Defect.Leak, Places?.Meant(line) ?? []);

    static Defect DefectOf(NdisViolationException violation) => violation.RuleId switch
    {
        _ when IsOfContext(violation) => Defect.DoubleFree,
        "NDIS0001" => Defect.Leak,
        "NDIS0003" => Defect.DoubleFree,
        "NDIS0004" => Defect.UseAfterFree,
        "NDIS0007" => Defect.Null,
        _ => Defect.Order,
    };

    static bool IsOfContext(NdisViolationException violation) => violation.RuleId == "NDIS0007" && violation.Message.Contains("context", StringComparison.Ordinal);
}
