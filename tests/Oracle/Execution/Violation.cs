namespace NdisRules.Oracle.Execution;

/// <summary>What can be wrong with an object. Ids that the runtime cannot tell apart are one class.</summary>
enum Defect
{
    /// <summary>NDIS0001, NDIS0002, NDIS0005, NDIS0006: it is outstanding when everything has ended.</summary>
    Leak,

    /// <summary>NDIS0003.</summary>
    DoubleFree,

    /// <summary>NDIS0004.</summary>
    UseAfterFree,

    /// <summary>NDIS0007, NDIS0010: there is none where one is used or freed.</summary>
    Null,

    /// <summary>NDIS0008, NDIS0009: the wrong partner, or the wrong order.</summary>
    Order,
}

/// <summary>Something that a run has shown.</summary>
/// <param name="Defect">What is wrong.</param>
/// <param name="Objects">The objects it can be about, each as the lines of the acquire and of the calls that led to it, the innermost first; several for a
/// null, of which it is not known which failed acquire it came from, none for one that nothing acquired.</param>
/// <param name="Line">The line where it happened, 0 for a leak.</param>
/// <param name="IsSecondary">Whether it came after another one in its run: a program that is broken already owes nothing, so that this confirms a
/// finding, and is no miss.</param>
sealed record Violation(Defect Defect, IReadOnlyList<IReadOnlyList<int>> Objects, int Line, bool IsSecondary)
{
    /// <summary>Whether it may as well be a <see cref="Defect.Null"/>: a block of context has no name, and the runtime cannot tell one that is popped twice from one that was never pushed.</summary>
    public bool IsOfContext { get; init; }
}
