using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>A condition that a body asks at several places, and that has the same answer at each until one of the things changes that it looks at.</summary>
/// <param name="graph">The graph of the body.</param>
sealed class AskedCondition(ControlFlowGraph graph)
{
    public ControlFlowGraph Graph => graph;

    /// <summary>The variables that it names.</summary>
    public HashSet<ISymbol> Variables { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The fields and properties with a field that it reads, itself or by what it calls.</summary>
    public HashSet<ISymbol> Members { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The variables and members whose objects it looks into: how many a list has, what an element is.</summary>
    public HashSet<ISymbol> Owners { get; } = new(SymbolEqualityComparer.Default);

    public bool LooksIntoObjects => Owners.Count > 0;
}
