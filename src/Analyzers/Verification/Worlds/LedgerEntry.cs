namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>What a world notes about the tracked object beside its state.</summary>
enum LedgerEntry
{
    /// <summary>What made the object's parent.</summary>
    Parent,

    /// <summary>Where the parent ended, when it ended before the object.</summary>
    ParentEnd,

    /// <summary>How many newer duties of the rule lie on the same object.</summary>
    Above,

    /// <summary>Whether older duties of the rule may lie on the same object.</summary>
    Below,

    /// <summary>The first argument that must match, of the tracked acquire and of those above and below it.</summary>
    Match,
    MatchAbove1,
    MatchAbove2,
    MatchAbove3,
    MatchBelow,

    /// <summary>Further arguments of the tracked acquire that must match.</summary>
    Match2,
    Match3,

    /// <summary>Whether something else was put where the object had a part of its own.</summary>
    PartReplaced,

    /// <summary>Whether the acquire has just given nothing, to a callee that still runs: the null that it hands out is that of the acquire.</summary>
    Refused,

    /// <summary>Whether the object was there when a handler was entered, and is none that the handler acquired.</summary>
    Resident,

    /// <summary>Whether nothing has been linked to the object since it was acquired.</summary>
    Unlinked,

    /// <summary>The variable that the release has emptied.</summary>
    Emptied,

    /// <summary>Whether the object has lain in a field that others may come to, of an owner whose end is not in sight: it is nobody's loss.</summary>
    InOpenField,
}
