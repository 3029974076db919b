using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Findings;

/// <summary>Turns what a run saw into findings: one per object and kind, in words that a tired person understands.</summary>
sealed class FindingWriter(Rule rule)
{
    string What => rule.Text.ObjectName;

    /// <summary>The findings of one object: one per kind, but an opening that fails and a closing that ends are two ends of a life.</summary>
    public IEnumerable<Finding> Write(IEnumerable<Sighting> sightings, Acquire? acquire)
        => Told([.. sightings]).GroupBy(sighting => (sighting.Defect, End: sighting.Defect == Defect.StillAllocated ? sighting.Note : "", Release: acquire is null ? sighting.Where : null)).OrderBy(group => group.Key.Defect).Select(group => WithElsewhere(group.Key.Defect, First(group, acquire), acquire));

    /// <summary>What is lost anyhow is not told once more for a call that might throw.</summary>
    static IEnumerable<Sighting> Told(IReadOnlyList<Sighting> sightings)
        => sightings.Any(sighting => sighting.Defect is Defect.Lost or Defect.NotAlternating) ? sightings.Where(sighting => sighting.Defect != Defect.LostByCall) : sightings;

    /// <summary>NDIS0031: the method was too much.</summary>
    public Finding GaveUp(Body body, string reason) => new(Defect.NotVerified, rule.Name, body.Member, body.Identifier,
        $"'{NameOf(body.Symbol)}' is not verified: {reason}", null, null, null, [], []);

    /// <summary>
    /// In the order of the source, so that of several the same one is told whatever the threads did. An object that the next one of its own acquire replaces is told there:
    /// where several acquires fill one place, each is told of once.
    /// </summary>
    static IReadOnlyList<Sighting> First(IEnumerable<Sighting> sightings, Acquire? acquire)
        => [.. sightings.OrderBy(sighting => sighting.Defect != Defect.NotAlternating || IsAt(sighting, acquire) ? 0 : 1).ThenBy(sighting => sighting.Where.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(sighting => sighting.Where.SourceSpan.Start)];

    static bool IsAt(Sighting sighting, Acquire? acquire) => acquire is not null && (IsAt(sighting, acquire.Syntax) || IsAt(sighting, acquire.Operation.Syntax));

    static bool IsAt(Sighting sighting, SyntaxNode syntax) => ReferenceEquals(sighting.Where.SourceTree, syntax.SyntaxTree) && sighting.Where.SourceSpan == syntax.Span;

    /// <summary>Of a null that nobody asked about the first use is told; where that turns out to say too little, the next one.</summary>
    Finding WithElsewhere(Defect defect, IReadOnlyList<Sighting> sightings, Acquire? acquire)
    {
        var places = defect == Defect.MayBeNull ? sightings.GroupBy(sighting => sighting.Where).Select(place => Write(defect, [.. place], acquire)).ToArray() : [Write(defect, sightings, acquire)];
        return places.Length == 1 ? places[0] : places[0] with { Elsewhere = [.. places.Skip(1)] };
    }

    Finding Write(Defect defect, IReadOnlyList<Sighting> sightings, Acquire? acquire)
    {
        var first = sightings[0];
        var isLost = defect is Defect.Lost or Defect.LostByCall;
        return new(
            defect,
            rule.Name,
            isLost ? acquire!.Holder.Member : first.Home,
            isLost ? acquire!.Syntax.GetLocation() : first.Where,
            Message(first, acquire),
            acquire?.Syntax,
            first.Name,
            first.World.Holders.Select(holder => holder is { Kind: PlaceKind.Member or PlaceKind.Static, Root.Kind: not PlaceKind.Heap } ? holder.Symbol : null).FirstOrDefault(symbol => symbol is not null),
            [.. sightings.Select(sighting => sighting.Exit).OfType<Exit>().Distinct()],
            Trace.Steps(first.World.Trace))
        {
            Origin = defect is Defect.StillAllocated or Defect.Lost ? acquire?.Operation.Syntax : null,
            Anchor = defect == Defect.StillAllocated ? first.World.Holders.Select(holder => AnchorOf(first.World, holder)).FirstOrDefault(symbol => symbol is not null) : null,
        };
    }

    /// <summary>The member, outside all objects, by which one comes to a holder.</summary>
    static ISymbol? AnchorOf(World world, Place holder)
    {
        var place = Heap.Outside(world.Store, holder);
        while (place is { Kind: not (PlaceKind.Member or PlaceKind.Static) })
            place = place.Holder;
        return place?.Symbol;
    }

    string Message(Sighting sighting, Acquire? acquire) => sighting.Defect switch
    {
        Defect.StillAllocated => $"{What} allocated in '{NameOf(acquire!.Holder.Symbol)}' (line {Line(acquire.Syntax)}) {sighting.Note}",
        Defect.NotAlternating => $"{What} allocated at line {Line(acquire!.Syntax)} is still allocated when {Named(sighting.Name)} is given another one here",
        Defect.FreedTwice => $"{What} allocated at line {Line(acquire!.Syntax)} is freed twice{At(sighting, "; the first free is at line ")}",
        Defect.UsedAfterFree => $"{What} allocated at line {Line(acquire!.Syntax)} is used after its free{At(sighting, " at line ")}",
        Defect.Lost => Lost(sighting),
        Defect.LostByCall => $"{What}{(sighting.Name is { } name ? $" in '{name}'" : "")} is never freed if the call at line {Line(sighting.Exit!)} throws",
        Defect.WrongPartner or Defect.OutOfOrder => $"{What} allocated at line {Line(acquire!.Syntax)} {sighting.Note}",
        Defect.FreedWithoutAcquire when acquire is not null && sighting.Note.Length > 0 => $"there is nothing to free here: {What} {sighting.Note} at line {Line(acquire.Syntax)}",
        Defect.FreedWithoutAcquire when acquire is not null => $"there is nothing to free here: what is freed belongs to {What} allocated at line {Line(acquire.Syntax)} and is freed with it",
        Defect.FreedWithoutAcquire => "there is nothing to free here: the handle is null",
        Defect.MayBeNull when acquire is null => "there is nothing to use here: the handle is null",
        Defect.MayBeNull => $"{What} may be null here: the result of the allocation at line {Line(acquire!.Syntax)} was not tested",
        _ => "",
    };

    string Lost(Sighting sighting)
    {
        var exit = sighting.Exit!;
        var line = Line(exit);
        return exit.Form switch
        {
            ExitForm.Discard => $"{What} is not kept, so nobody can free it",
            _ when exit.IsRemoval => $"{What} in '{sighting.Name}' is dropped from it at line {line} and never freed",
            ExitForm.Overwrite => $"{What} in '{sighting.Name}' is overwritten at line {line} and never freed",
            _ when sighting.Name is null => $"{What} is never freed",
            _ => $"{What} in '{sighting.Name}' is not freed{sighting.Note}: its last name ends at line {line}",
        };
    }

    static string Named(string? name) => name is null ? "its place" : $"'{name}'";

    static int Line(Exit exit) => exit.Where.GetLineSpan().StartLinePosition.Line + 1;

    static int Line(SyntaxNode syntax) => syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Where the object was freed; nothing when the way there is not known any more.</summary>
    static string At(Sighting sighting, string words)
        => Trace.Last(sighting.World.Trace, StepKind.Release) is { } step ? words + Line(step.Where) : "";

    public static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => "a lambda",
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => symbol.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        _ => symbol.Name,
    };
}
