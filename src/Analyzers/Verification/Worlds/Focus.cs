using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// The few variables whose truths keep worlds apart, because they decide whether the object meets its events. Chosen per object
/// and body by control dependence; without them "acquired if ok, freed if ok" would be a false alarm.
/// </summary>
sealed class Focus(IEnumerable<object> identities)
{
    readonly HashSet<object> identities = new(identities, IdentityComparer.Instance);

    byte[] known = [];

    /// <summary>The fields and properties among them that may be given another value.</summary>
    public IReadOnlyList<ISymbol> Fields => field ??= [.. identities.OfType<ISymbol>().Where(static identity => identity is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol)];

    public static Focus None { get; } = new([]);

    /// <summary>Asked for every place of every world that is stored, so the answer is kept by the place's number. A focus belongs to one run.</summary>
    public bool Has(Place place)
    {
        if (identities.Count == 0)
            return false;
        if (place.Number >= known.Length)
            Array.Resize(ref known, place.Number * 2 + 16);
        if (known[place.Number] == 0)
            known[place.Number] = (byte)(place.Identity is { } identity && identities.Contains(identity) ? 2 : 1);
        return known[place.Number] == 2;
    }

    public bool Has(ISymbol member) => identities.Contains(member);

    public bool Any(Func<object, bool> predicate) => identities.Any(predicate);

    public Focus And(IReadOnlyList<object> more) => more.Count == 0 ? this : new(identities.Concat(more));
}
