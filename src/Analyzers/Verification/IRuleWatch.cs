namespace NdisRules.Analyzers.Verification;

/// <summary>Told which rule is at work, and for how long. Asked from any thread; what it does must be quick, and it has no say in what is found.</summary>
interface IRuleWatch
{
    /// <param name="rule">The rule that is verified from here on.</param>
    void Begins(string rule);

    /// <param name="rule">The rule.</param>
    /// <param name="took">How long it was at work this time.</param>
    void Ends(string rule, TimeSpan took);
}
