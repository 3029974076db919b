using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Checking;

/// <summary>A finding to be settled, and how closely each attempt is looked at.</summary>
/// <param name="Scene">The document as it stands.</param>
/// <param name="Finding">What is to be settled.</param>
/// <param name="IsWhole">Whether the whole document is judged. Otherwise only the member of the finding is: whoever asks so judges the rest for many changes at once.</param>
/// <param name="Cancellation">Stops it.</param>
internal sealed record Trial(Scene Scene, Finding Finding, bool IsWhole, CancellationToken Cancellation);
