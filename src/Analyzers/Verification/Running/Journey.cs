using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>What a run notes of the way of its object, for who asks.</summary>
sealed class Journey
{
    /// <summary>The bodies that were executed.</summary>
    public HashSet<Body> Bodies { get; } = [];

    /// <summary>Whether the object went, unreleased, to something that another part of the program may have put there.</summary>
    public bool IsHandedOn { get; set; }
}
