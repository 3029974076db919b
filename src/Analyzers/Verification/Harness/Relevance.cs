using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>
/// Chooses the handlers that an object has to be led through. One that names no field which may hold the object, and changes none
/// that decides what the others do, leaves every world as it was: without it a class costs its objects times its handlers.
/// </summary>
sealed class Relevance(INamedTypeSymbol context, MethodBodies bodies, CancellationToken cancellation)
{
    readonly Dictionary<Body, Footprint> known = [];

    /// <summary>The transitions without the handlers that cannot matter; the way from stage to stage is never cut.</summary>
    /// <param name="all">All of them, in order.</param>
    /// <param name="root">Where the object is acquired.</param>
    /// <param name="types">The types that it, or what holds it, may have.</param>
    public IReadOnlyList<Transition> OfObject(IReadOnlyList<Transition> all, Body root, ObjectTypes types) => Of(all, [root], new(IdentityComparer.Instance), types);

    /// <summary>The same for the null that some bodies may meet: it may come from whatever they name that could hold an object.</summary>
    public IReadOnlyList<Transition> OfNull(IReadOnlyList<Transition> all, IReadOnlyCollection<Body> asking, ObjectTypes types)
        => Of(all, asking, new(asking.SelectMany(body => PrintOf(body).Mentions).Where(identity => FocusFinder.MayHold(TypeOf(identity), types)), IdentityComparer.Instance), types);

    IReadOnlyList<Transition> Of(IReadOnlyList<Transition> all, IReadOnlyCollection<Body> roots, HashSet<object> holding, ObjectTypes types)
    {
        var deciding = new HashSet<object>(IdentityComparer.Instance);
        var relevant = new HashSet<Transition>();
        var waiting = all.Where(transition => transition.Bodies.Count > 0).ToList();
        for (var count = -1; count != relevant.Count;)
        {
            count = relevant.Count;
            foreach (var transition in waiting.ToArray())
            {
                var prints = transition.Bodies.Select(PrintOf).ToArray();
                var holds = transition.Bodies.Any(body => roots.Any(root => ReferenceEquals(body.Graph, root.Graph))) || prints.Any(print => print.Mentions.Overlaps(holding));
                if (!holds && IsHandler(transition) && !prints.Any(print => print.IsOpaque || print.Writes.Overlaps(deciding)))
                    continue;
                relevant.Add(transition);
                var settled = !holds;
                foreach (var print in prints)
                {
                    deciding.UnionWith(print.Decides);
                    // What is put into a queue is given to no field: to name the queue is enough.
                    if (holds)
                        holding.UnionWith(print.Writes.Where(identity => MayHold(identity, types)).Concat(print.Mentions.Where(identity => FocusFinder.MayLead(TypeOf(identity), types))));
                }

                // A way between stages is taken anyhow; whether it holds the object may show later.
                if (!settled || IsHandler(transition))
                    waiting.Remove(transition);
            }
        }

        // Statics have more users than the handlers.
        return holding.Concat(deciding).Any(identity => identity is IFieldSymbol { IsStatic: true, IsConst: false, IsReadOnly: false } or IPropertySymbol { IsStatic: true })
            ? all : [.. all.Where(transition => !IsHandler(transition) || relevant.Contains(transition))];
    }

    /// <summary>
    /// Whether a body that runs beside the object may give up what a field or property holds: it names it and releases, or does not only put something there. One that holds an object of
    /// the rule itself, not a queue of them, may also be looked at only.
    /// </summary>
    public bool MayGiveUp(Body worker, object member, Rule rule) => PrintOf(worker) is var print && print.Mentions.Contains(member)
        && (Releases(worker, rule) || (!print.Writes.Contains(member) && !(rule.Types.Has(TypeOf(member)) && OnlyLooks(print, member, rule))));

    /// <summary>Whether what a member holds is handed to nobody who may keep it.</summary>
    bool OnlyLooks(Footprint print, object member, Rule rule)
    {
        var looks = new Looks(rule, (method, parameter) => Ownership.InLibrary(method, parameter, rule.Types, bodies.Traits) == OwnershipKind.Borrows);
        return print.Bodies.All(body => looks.Only(body, operation => IdentityComparer.Instance.Equals(Footprint.Field(operation), member)));
    }

    /// <summary>Whether a body, or one that it calls, releases objects of a rule.</summary>
    public bool Releases(Body worker, Rule rule) => PrintOf(worker).Bodies.Any(body => body.Calls.Any(rule.IsRelease));

    /// <summary>Whether a body, with what it calls, names what a field or property holds and gives an object of the rule back.</summary>
    public bool GivesUp(Body body, object member, Rule rule) => PrintOf(body).Mentions.Contains(member) && Releases(body, rule);

    static bool IsHandler(Transition transition) => transition.From == transition.To;

    /// <summary>A number, a truth or a text holds no object; an address does where the objects are addresses.</summary>
    static bool MayHold(object identity, ObjectTypes types) => TypeOf(identity) is not { } type || (type is { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } ? types.Has(type)
        : type is { SpecialType: not (>= SpecialType.System_Boolean and <= SpecialType.System_String), TypeKind: not TypeKind.Enum });

    static ITypeSymbol? TypeOf(object identity) => identity switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    Footprint PrintOf(Body body)
    {
        if (!known.TryGetValue(body, out var print))
            known.Add(body, print = Footprint.Of(body, context, bodies, cancellation));
        return print;
    }
}
