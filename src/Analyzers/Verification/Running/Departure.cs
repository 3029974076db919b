using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>A world as it leaves a body.</summary>
/// <param name="World">The world, without the body's own variables.</param>
/// <param name="Edge">How it left; its kind tells a return from a throw.</param>
/// <param name="Result">What was returned; unknown for a throw.</param>
sealed record Departure(World World, FlowEdge Edge, Value Result);
