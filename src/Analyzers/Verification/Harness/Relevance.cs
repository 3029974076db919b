using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
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
    public IReadOnlyList<Transition> Of(IReadOnlyList<Transition> all, Acquire acquire)
    {
        var holding = new HashSet<object>(IdentityComparer.Instance);
        var deciding = new HashSet<object>(IdentityComparer.Instance);
        var relevant = new HashSet<Transition>();
        var waiting = all.Where(transition => transition.Bodies.Count > 0).ToList();
        for (var count = -1; count != relevant.Count;)
        {
            count = relevant.Count;
            foreach (var transition in waiting.ToArray())
            {
                var prints = transition.Bodies.Select(PrintOf).ToArray();
                var holds = transition.Bodies.Any(body => ReferenceEquals(body.Graph, acquire.Root.Graph)) || prints.Any(print => print.Mentions.Overlaps(holding));
                if (!holds && IsHandler(transition) && !prints.Any(print => print.IsOpaque || print.Writes.Overlaps(deciding)))
                    continue;
                relevant.Add(transition);
                var settled = !holds;
                foreach (var print in prints)
                {
                    deciding.UnionWith(print.Decides);
                    if (holds)
                        holding.UnionWith(print.Writes.Where(MayHold));
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

    static bool IsHandler(Transition transition) => transition.From == transition.To;

    static bool MayHold(object identity) => identity switch
    {
        IFieldSymbol field => MayHold(field.Type),
        IPropertySymbol property => MayHold(property.Type),
        IParameterSymbol parameter => MayHold(parameter.Type),
        _ => true,
    };

    static bool MayHold(ITypeSymbol type) => type is { SpecialType: SpecialType.None or SpecialType.System_Object, TypeKind: not TypeKind.Enum };

    Footprint PrintOf(Body body)
    {
        if (!known.TryGetValue(body, out var print))
            known.Add(body, print = Footprint.Of(body, context, bodies, cancellation));
        return print;
    }
}
