using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>Questions about the nesting of a graph's regions.</summary>
static class Regions
{
    public static bool Holds(this ControlFlowRegion region, BasicBlock block)
        => region.FirstBlockOrdinal <= block.Ordinal && block.Ordinal <= region.LastBlockOrdinal;

    /// <summary>
    /// The region around this one in the same graph; null outside the outermost. The graph of a lambda hangs in its parent's, and what
    /// lies there is none of its business: the block numbers are another graph's.
    /// </summary>
    public static ControlFlowRegion? Outer(this ControlFlowRegion region) => region.Kind == ControlFlowRegionKind.Root ? null : region.EnclosingRegion;

    /// <summary>The regions around a block, innermost first.</summary>
    public static IEnumerable<ControlFlowRegion> Around(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.Outer())
            yield return region;
    }

    /// <summary>The regions around <paramref name="from"/>, innermost first, that do not reach to <paramref name="to"/>; all of them when <paramref name="to"/> is null.</summary>
    public static IReadOnlyList<ControlFlowRegion> Left(BasicBlock from, BasicBlock? to)
    {
        List<ControlFlowRegion>? left = null;
        for (var region = from.EnclosingRegion; region is not null && (to is null || !region.Holds(to)); region = region.Outer())
            (left ??= []).Add(region);
        return left ?? none;
    }

    static readonly IReadOnlyList<ControlFlowRegion> none = [];

    public static ControlFlowRegion? Sibling(this ControlFlowRegion region, ControlFlowRegionKind kind)
    {
        if (region.EnclosingRegion is { } outer)
            foreach (var nested in outer.NestedRegions)
                if (nested.Kind == kind)
                    return nested;
        return null;
    }

    public static bool CanBeCaught(this BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.Outer())
            if (region.Kind == ControlFlowRegionKind.Try)
                return true;
        return false;
    }

    /// <summary>Whether a catch or filter region takes what <paramref name="thrown"/> may be: false for surely not, null for perhaps, true for surely. A filter that says no sends it on itself.</summary>
    /// <param name="handler">A catch, or a filter with its catch.</param>
    /// <param name="thrown">The static type of a written <c>throw</c>; null when nothing is known of the exception.</param>
    public static bool? Catches(this ControlFlowRegion handler, ITypeSymbol? thrown)
    {
        var caught = handler.ExceptionType;
        var takesAll = caught is null || caught.SpecialType == SpecialType.System_Object || caught is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
        var takesType = takesAll || (thrown is not null && thrown.IsOrDerivesFrom(caught!));
        if (takesType)
            return true;
        return thrown is null || caught!.IsOrDerivesFrom(thrown) ? null : false;
    }
}
