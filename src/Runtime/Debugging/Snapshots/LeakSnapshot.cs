namespace NdisRules.Runtime.Debugging;

/// <summary>Objects that are allocated, that nothing can reach, and that were allocated at one place.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="AllocatedBy">The place, null when the verifier did not note it.</param>
/// <param name="Where">The pool.</param>
/// <param name="Count">How many.</param>
/// <param name="Objects">Their names; the first ones, where there are many.</param>
sealed record LeakSnapshot(string Kind, string? AllocatedBy, string Where, int Count, IReadOnlyList<string> Objects);
