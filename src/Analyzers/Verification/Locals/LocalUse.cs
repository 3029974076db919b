namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>What one statement does with a local that names an object.</summary>
enum LocalUse
{
    /// <summary>Gives it what an acquire gave.</summary>
    Acquire,

    /// <summary>Gives it null.</summary>
    Clear,

    /// <summary>Releases what it holds.</summary>
    Release,

    /// <summary>Returns what it holds.</summary>
    HandOut,

    /// <summary>Looks at what it holds, and keeps nothing.</summary>
    Look,

    /// <summary>Branches, to its true side if there is nothing.</summary>
    IsNull,

    /// <summary>Branches, to its true side if there is something.</summary>
    IsThere,
}
