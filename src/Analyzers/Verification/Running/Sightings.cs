using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>What can be wrong about an object; each kind has an id of its own.</summary>
enum Defect
{
    StillAllocated,
    NotAlternating,
    FreedTwice,
    UsedAfterFree,
    Lost,
    LostByCall,
    FreedWithoutAcquire,
    WrongPartner,
    OutOfOrder,
    MayBeNull,
    NotVerified,
}

/// <summary>One defect as one world met it.</summary>
/// <param name="Defect">Its kind.</param>
/// <param name="Where">What it is reported on, when the kind is not reported on the acquire.</param>
/// <param name="World">The world that met it, with its trace.</param>
/// <param name="Home">The member in which <paramref name="Where"/> lies.</param>
/// <param name="Exit">How the object was lost.</param>
/// <param name="Name">What the object is called there.</param>
/// <param name="Note">The end of the sentence, where the kind has several.</param>
sealed record Sighting(Defect Defect, Location Where, World World, ISymbol Home, Exit? Exit = null, string? Name = null, string Note = "");

/// <summary>Collects what the settled facts of a run show. Nothing is reported before a run has ended.</summary>
sealed class Sightings
{
    static readonly IReadOnlyList<Sighting> nothing = [];

    // Most points of a program show nothing.
    List<Sighting>? all;
    Dictionary<IOperation, (Sighting Sighting, bool IsNothing)>? meetings;

    /// <summary>Whether it is what a point showed while facts may still change.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether something was executed of which nothing was told.</summary>
    public bool IsIncomplete { get; set; }

    public IReadOnlyList<Sighting> All => all ?? nothing;

    public void Add(Sighting sighting) => (all ??= []).Add(sighting);

    /// <summary>Adds what was seen somewhere else.</summary>
    public void AddAll(Sightings others)
    {
        if (others.all is not null)
            (all ??= []).AddRange(others.all);
        if (others.meetings is null)
            return;
        foreach (var met in others.meetings)
            Met(met.Key, met.Value.IsNothing, met.Value.Sighting);
    }

    /// <summary>A release or a use that meets no object in one world: a defect only if it meets none however one gets there.</summary>
    /// <param name="where">The release or the use.</param>
    /// <param name="isNothing">Whether there is nothing to release or to use in this world.</param>
    /// <param name="sighting">What is told if there is nothing in any.</param>
    public void Met(IOperation where, bool isNothing, Sighting sighting)
        => (meetings ??= [])[where] = meetings.TryGetValue(where, out var known) ? known with { IsNothing = known.IsNothing && isNothing } : (sighting, isNothing);

    /// <summary>Releases and uses of what is not there on any way.</summary>
    public IEnumerable<Sighting> OfNothing() => meetings is null ? nothing : meetings.Values.Where(met => met.IsNothing).Select(met => met.Sighting);
}
