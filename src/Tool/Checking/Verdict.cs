namespace NdisRules.Tool.Checking;

/// <summary>How a rule came out, as Static Driver Verifier said it.</summary>
internal enum Outcome
{
    /// <summary>It applies, and no violation was found.</summary>
    Pass,

    /// <summary>At least one violation.</summary>
    Defect,

    /// <summary>Nothing in the code concerns it.</summary>
    NotApplicable,

    /// <summary>A method was beyond the budget of the analysis, and no violation was found elsewhere.</summary>
    GaveUp,
}

/// <summary>The verdict on one rule.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Defects">How many violations count.</param>
/// <param name="Reason">Why it does not apply, or which methods were not verified; empty otherwise.</param>
internal sealed record Verdict(string Rule, Outcome Outcome, int Defects, string Reason)
{
    /// <summary>The name of the outcome, as reports print it.</summary>
    public string Name => Outcome switch
    {
        Outcome.NotApplicable => "Not applicable",
        Outcome.GaveUp => "Gave up",
        _ => Outcome.ToString(),
    };

    /// <summary>The verdict on a rule over all projects: a defect anywhere is one, and it applies when it does anywhere.</summary>
    public static Verdict Over(string rule, IReadOnlyCollection<RuleUse> uses, IEnumerable<Defect> defects)
        => new Verdict(rule, uses.Contains(RuleUse.Applies) ? Outcome.Pass : Outcome.NotApplicable, 0, uses.Contains(RuleUse.Applies) ? "" : ReasonOf(uses)).With(defects);

    /// <summary>The same verdict, for the defects that count.</summary>
    public Verdict With(IEnumerable<Defect> defects)
    {
        var own = defects.Where(defect => defect.Rule == Rule && defect.Counts).ToArray();
        var beyond = own.Where(defect => defect.Id == Ids.NotVerified).ToArray();
        var found = own.Length - beyond.Length;
        return found > 0 ? this with { Outcome = Outcome.Defect, Defects = found, Reason = beyond.Length == 0 ? "" : "gave up in " + Names(beyond) }
            : beyond.Length > 0 ? this with { Outcome = Outcome.GaveUp, Defects = 0, Reason = Names(beyond) }
            : Outcome == Outcome.NotApplicable ? this
            : this with { Outcome = Outcome.Pass, Defects = 0, Reason = "" };
    }

    static string ReasonOf(IReadOnlyCollection<RuleUse> uses) => uses.Contains(RuleUse.Disabled) ? "switched off by .editorconfig"
        : uses.Contains(RuleUse.NotMentioned) ? "the code mentions nothing that it acquires"
        : "no reference has what it acquires";

    static string Names(IEnumerable<Defect> defects) => string.Join(", ", defects.Select(defect => defect.Member).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}

/// <summary>What a rule has to do with a project.</summary>
internal enum RuleUse
{
    /// <summary>Nothing that it acquires exists.</summary>
    Unknown,

    /// <summary>It exists, and the code does not mention it.</summary>
    NotMentioned,

    /// <summary>Every file has it switched off.</summary>
    Disabled,

    Applies,
}
