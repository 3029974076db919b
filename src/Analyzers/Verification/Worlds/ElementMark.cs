namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// What stands for the index of a slot, of a container or of a walk over one, where a program has none. No text: a program may have any text for a key.
/// </summary>
sealed class ElementMark
{
    ElementMark(bool isNote = false) => IsNote = isNote;

    /// <summary>Where an element lies of which no index is known.</summary>
    public static ElementMark Somewhere { get; } = new();

    /// <summary>Where the null lies that an acquire gave: one stands for all of them.</summary>
    public static ElementMark Nothing { get; } = new();

    /// <summary>The element that is taken next.</summary>
    public static ElementMark Next { get; } = new();

    /// <summary>The last element.</summary>
    public static ElementMark Last { get; } = new();

    /// <summary>How many elements there are.</summary>
    public static ElementMark Count { get; } = new(isNote: true);

    /// <summary>That a container stands for a part of another one.</summary>
    public static ElementMark Part { get; } = new(isNote: true);

    /// <summary>The function that makes the one element, when somebody asks for it.</summary>
    public static ElementMark Factory { get; } = new(isNote: true);

    /// <summary>What a walk goes over.</summary>
    public static ElementMark Source { get; } = new();

    /// <summary>The element that a walk is at.</summary>
    public static ElementMark Current { get; } = new();

    /// <summary>That a walk takes out what it comes by.</summary>
    public static ElementMark Draining { get; } = new();

    /// <summary>Whether no element lies there, but something that is known of a container.</summary>
    public bool IsNote { get; }
}
