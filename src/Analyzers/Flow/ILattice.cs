namespace NdisRules.Analyzers.Flow;

/// <summary>The facts an analysis tracks, and how two of them combine where paths meet.</summary>
interface ILattice<T>
{
    /// <summary>No path gets here. Joining it with any fact gives that fact back.</summary>
    T Bottom { get; }

    /// <summary>
    /// A fact that covers both; the very same <paramref name="left"/> when <paramref name="right"/> adds nothing.
    /// However often it is applied, a chain of joins must come to rest.
    /// </summary>
    T Join(T left, T right);
}
