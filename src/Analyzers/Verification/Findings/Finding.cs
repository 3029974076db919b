using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Findings;

/// <summary>A defect of one object, ready to be told.</summary>
/// <param name="Defect">Its kind, which decides the id.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Home">The member that reports it: an editor keeps only what lies in the member it asks about.</param>
/// <param name="Primary">The span it is shown on.</param>
/// <param name="Message">The sentence after the rule's name.</param>
/// <param name="Acquire">The syntax of the acquire, or of the call that led to it; null when nothing was acquired.</param>
/// <param name="ObjectName">What the object is called where it goes wrong; null when it has no name.</param>
/// <param name="Field">The field or property that holds it, for what a closing role forgets.</param>
/// <param name="Exits">Where it is lost, in the order of the source.</param>
/// <param name="Steps">The trace: one shortest way from the start to the defect.</param>
sealed record Finding(
    Defect Defect,
    string Rule,
    ISymbol Home,
    Location Primary,
    string Message,
    SyntaxNode? Acquire,
    string? ObjectName,
    ISymbol? Field,
    IReadOnlyList<Exit> Exits,
    IReadOnlyList<Step> Steps)
{
    /// <summary>For what is still allocated, the field or property that leads to whatever holds it: a container, or an object of a class.</summary>
    public ISymbol? Anchor { get; init; }

    /// <summary>The operation that acquires, wherever it lies, for what is still allocated or lost.</summary>
    public SyntaxNode? Origin { get; init; }

    /// <summary>Where else the same is wrong with the same object, in the order of the source: told where nothing is left to be told of <see cref="Primary"/>.</summary>
    public IReadOnlyList<Finding> Elsewhere { get; init; } = [];
}
