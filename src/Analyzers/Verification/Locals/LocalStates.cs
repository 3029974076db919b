using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>
/// What may have become of the last object that a local was given: a set of possibilities, without what told them apart. Equal sets are one and the same.
/// </summary>
sealed class LocalStates
{
    [Flags]
    enum Possible
    {
        Nothing = 0,
        NotGiven = 1,
        Null = 2,
        Allocated = 4,
        Freed = 8,
    }

    static readonly LocalStates[] all = [.. Enumerable.Range(0, 16).Select(set => new LocalStates((Possible)set))];

    readonly Possible set;

    LocalStates(Possible set) => this.set = set;

    /// <summary>No path gets here.</summary>
    public static LocalStates Unreached => all[(int)Possible.Nothing];

    public static LocalStates NotGiven => all[(int)Possible.NotGiven];

    public static LocalStates Null => all[(int)Possible.Null];

    public static LocalStates Allocated => all[(int)Possible.Allocated];

    public static LocalStates AllocatedOrNull => all[(int)(Possible.Allocated | Possible.Null)];

    public static LocalStates Freed => all[(int)Possible.Freed];

    public static ILattice<LocalStates> Lattice { get; } = new Union();

    /// <summary>Whether it may hold an object whose release is owed.</summary>
    public bool MayBeAllocated => (set & Possible.Allocated) != 0;

    /// <summary>Whether it holds such an object on every path, or no path gets here.</summary>
    public bool IsAllocated => (set & ~Possible.Allocated) == 0;

    /// <summary>Whether it has been given something, and that is not yet freed, on every path.</summary>
    public bool IsGivenAndNotFreed => (set & ~(Possible.Allocated | Possible.Null)) == 0;

    /// <summary>What is left of the possibilities on the side of a test that finds null, or none.</summary>
    public LocalStates Where(bool isNull) => all[(int)(set & (isNull ? Possible.Null : Possible.Allocated))];

    sealed class Union : ILattice<LocalStates>
    {
        public LocalStates Bottom => Unreached;

        public LocalStates Join(LocalStates left, LocalStates right) => all[(int)(left.set | right.set)];
    }
}
