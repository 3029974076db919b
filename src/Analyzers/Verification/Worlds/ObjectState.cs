namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>The three states of Static Driver Verifier's pairing rules.</summary>
enum ObjectState
{
    /// <summary>No object yet, its acquire failed, or nothing more is asked about it.</summary>
    Unallocated,

    /// <summary>Acquired, and somebody owes its release.</summary>
    Allocated,

    /// <summary>Released: its names are stale.</summary>
    Freed,
}
