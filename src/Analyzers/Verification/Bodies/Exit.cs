using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>How an object lost its last name; what a fix has to put its free before.</summary>
enum ExitForm
{
    Return,
    Throw,
    Break,
    Continue,
    Goto,

    /// <summary>Control falls off the end of a block: the location is its closing brace.</summary>
    EndOfBlock,

    /// <summary>Something else was stored where the object was.</summary>
    Overwrite,

    /// <summary>The value was never stored.</summary>
    Discard,
}

/// <summary>A place in the source where an object is lost.</summary>
/// <param name="Form">How.</param>
/// <param name="Where">The jump, the assignment, or the closing brace.</param>
/// <param name="Holder">The last name of the object, as a person would write it; null when it never had one.</param>
sealed record Exit(ExitForm Form, Location Where, string? Holder)
{
    /// <summary>At the end of a block: the condition that led past the release, and how it came out.</summary>
    public (SyntaxNode Condition, bool Outcome)? Turn { get; init; }

    /// <summary>Whether what lay there was not written over, but taken out or thrown away by a call: <c>list.Clear()</c>.</summary>
    public bool IsRemoval { get; init; }
}
