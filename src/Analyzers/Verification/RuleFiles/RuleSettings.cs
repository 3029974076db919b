namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>How a rule is to be applied: what its file says, unless an <c>.editorconfig</c> says otherwise.</summary>
/// <param name="IsEnabled">Whether it is applied at all.</param>
/// <param name="Exceptions">Which exceptions are paths.</param>
/// <param name="UnknownCalls">What is assumed of calls without source.</param>
sealed record RuleSettings(bool IsEnabled, ExceptionPolicy Exceptions, UnknownCalls UnknownCalls)
{
    public static RuleSettings Of(RuleText text) => new(IsEnabled: true, text.Exceptions, text.UnknownCalls);
}
