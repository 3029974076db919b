namespace NdisRules.CodeFixes.Writing;

/// <summary>What a mention of a variable means for the object that it holds.</summary>
internal enum UseKind
{
    /// <summary>It is looked at, or released where one can see it.</summary>
    Looks,

    /// <summary>It gets another name, or goes where the engine follows it.</summary>
    Followed,

    /// <summary>It is put into something: the engine follows it as long as it follows that.</summary>
    Stored,

    /// <summary>Somebody may keep it whom nobody follows: the engine is silent from there on.</summary>
    Kept,
}
