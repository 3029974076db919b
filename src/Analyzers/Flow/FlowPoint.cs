using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>
/// A block together with what is still to be done once the finally blocks around it have run. Two ways into a finally are two
/// points, so they never mix: a <c>return</c> inside a try does not leak into the code after it.
/// </summary>
sealed record FlowPoint(BasicBlock Block, Pending? Pending);

/// <summary>
/// A stack of exits that wait for a finally. Either a branch, which goes on with its next finally or its destination, or an
/// exception, which goes on outward; an exception waits for a filter, too.
/// </summary>
/// <param name="Finally">The finally region that is running, or the filter that is asked, with its handler.</param>
/// <param name="Branch">The branch that waits, or null for an exception.</param>
/// <param name="NextFinally">The place in the branch's list of finally regions to go on with.</param>
/// <param name="Kind">Whether an exception was thrown in the source or by an operation.</param>
/// <param name="Origin">The block of a written <c>throw</c>; null for a fault, so that all faults of one try share a point.</param>
/// <param name="Outer">What waits further out.</param>
sealed record Pending(ControlFlowRegion Finally, ControlFlowBranch? Branch, int NextFinally, EdgeKind Kind, BasicBlock? Origin, Pending? Outer);
