using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Events of the object that runs: what its own code subscribes there is kept like a delegate in a field, since only its own code can raise them. To all but
/// private ones others may have subscribed as well.
/// </summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> Subscribe(IEventAssignmentOperation subscription, World world) => Evaluate(subscription.HandlerValue, world).Then((after, handler) =>
    {
        if (handler.Function is not { } function || EventPlace(subscription.EventReference, after) is not { } place || Closures.IsShared(run, after, place))
            return Outcome.One(Escaped(after, handler), Value.Unknown);
        var heard = after.Read(place);
        var changed = subscription.Adds ? Combined(BinaryOperatorKind.Add, heard, handler) : heard.Function is { } all ? all.Without(function) is { } rest ? Value.Of(rest) : Value.Null : heard;
        return Outcome.One(changed is null ? Escaped(Escaped(after, heard), handler).Write(place, Value.Unknown) : after.Write(place, changed), Value.Unknown);
    });

    /// <summary>What raising an event will run; that nobody has subscribed is certain only of a private one.</summary>
    IReadOnlyList<Outcome> Heard(IEventReferenceOperation raised, World world)
        => EventPlace(raised, world) is { } place && world.Read(place) is var heard && (heard.Function is not null || IsPrivate(raised.Event)) ? Outcome.One(world, heard) : Parts(raised, world);

    /// <summary>Where an event that the compiler keeps in a field lies; null for one of somebody else's, or with code of its own.</summary>
    Place? EventPlace(IOperation reference, World world) => reference.Unconverted() is not IEventReferenceOperation { Event: { IsAbstract: false, IsVirtual: false, IsOverride: false, IsExtern: false } @event } mention || @event.AddMethod is not { IsImplicitlyDeclared: true } || @event.DeclaringSyntaxReferences.IsEmpty ? null
        : @event.IsStatic ? run.Places.Static(@event.OriginalDefinition)
        : mention.Instance is IInstanceReferenceOperation && ThisPlace(world) is { } owner ? run.Places.Member(owner, @event.OriginalDefinition) : null;

    static bool IsPrivate(IEventSymbol raised) => raised.DeclaredAccessibility == Accessibility.Private;

    /// <summary>Whether others than those in sight may hear what is raised: who they are, and what they do with what they are given, nobody knows.</summary>
    bool MayBeHeardElsewhere(IOperation? invoked) => Captured(invoked) is IEventReferenceOperation { Event: var raised } && !IsPrivate(raised);
}
