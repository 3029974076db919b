using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>A contract of the model was broken: an object freed twice, used after its free, left behind, given to the wrong partner.</summary>
/// <remarks>
/// <para><see cref="RuleId"/> is the id of the diagnostic by which the analyzers report the same defect in source.</para>
/// <para>Catch it in tests and at the edge of a process only: after a violation the state of the offending driver cannot be trusted.</para>
/// <para>Threads: immutable. Source: the exception is ours; the contracts are those of the NDIS 6 documentation.</para>
/// </remarks>
public sealed class NdisViolationException : InvalidOperationException
{
    /// <summary>Makes a violation of one rule.</summary>
    /// <param name="ruleId">The diagnostic's id, such as <c>NDIS0003</c>.</param>
    /// <param name="message">What happened, naming the object.</param>
    /// <param name="outstanding">One line per object that was left behind; none unless the rule is about outstanding objects.</param>
    /// <param name="allocationSite">Where the object was allocated, null when that is not known.</param>
    public NdisViolationException(string ruleId, string message, IReadOnlyList<string>? outstanding = null, string? allocationSite = null)
        : base($"{ruleId}: {message}{(allocationSite is null ? "" : $" It was allocated by {allocationSite}.")}{Lines(outstanding)}")
    {
        AllocationSite = allocationSite;
        RuleId = ruleId;
        Outstanding = outstanding ?? [];
        if (NdisEventSource.Log.IsEnabled()) NdisEventSource.Log.Violation(ruleId, Message);
    }

    /// <summary>The id of the broken rule, equal to the analyzers' diagnostic id, such as <c>NDIS0003</c>. Never null.</summary>
    public string RuleId { get; }

    /// <summary>One line per object that was left behind. Empty when the rule is not about outstanding objects.</summary>
    public IReadOnlyList<string> Outstanding { get; }

    /// <summary>Where the object that was freed twice, used after its free or freed before what was derived from it had been allocated, such as
    /// <c>Driver.Send in Driver.cs, line 42</c>. Null without the verifier, and once the slot was lent again.</summary>
    public string? AllocationSite { get; }

    static string Lines(IReadOnlyList<string>? outstanding) =>
        outstanding is null or [] ? "" : Environment.NewLine + "  " + string.Join(Environment.NewLine + "  ", outstanding);
}
