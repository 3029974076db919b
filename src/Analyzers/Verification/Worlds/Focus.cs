namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>
/// The few variables whose truths keep worlds apart, because they decide whether the object meets its events. Chosen per object
/// and body by control dependence; without them "acquired if ok, freed if ok" would be a false alarm.
/// </summary>
sealed class Focus(IEnumerable<object> identities)
{
    readonly HashSet<object> identities = new(identities, IdentityComparer.Instance);

    public static Focus None { get; } = new([]);

    public bool Has(Place location) => identities.Count > 0 && location.Identity is { } identity && identities.Contains(identity);

    public bool Any(Func<object, bool> predicate) => identities.Any(predicate);

    public Focus And(IEnumerable<object> more) => new(identities.Concat(more));
}
