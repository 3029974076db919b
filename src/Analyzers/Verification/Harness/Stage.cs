using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>Where in its life an adapter is.</summary>
enum Stage
{
    Loaded,
    Entered,
    Constructed,
    Paused,
    Running,
    Closed,
    Unloaded,
    Disposed,

    /// <summary>Switched off: nothing more is asked.</summary>
    Gone,
}

/// <summary>One call that the system makes: from a stage, through a few bodies one after the other, to a stage.</summary>
/// <param name="From">Where the life is before.</param>
/// <param name="To">Where it is after a success.</param>
/// <param name="Failed">Where it is after a failure; null where a failure ends the life.</param>
/// <param name="Bodies">What runs, in order; none where the driver has no such role.</param>
/// <param name="Role">The role that runs last; null without one.</param>
sealed record Transition(Stage From, Stage To, Stage? Failed, IReadOnlyList<Body> Bodies, RoleMethod? Role);
