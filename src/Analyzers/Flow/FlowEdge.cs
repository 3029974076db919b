using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>How control goes from one block to the next.</summary>
enum EdgeKind
{
    /// <summary>Straight on, a jump, or one side of a condition.</summary>
    Step,

    /// <summary>To the end of the body, with or without a value.</summary>
    Return,

    /// <summary>A <c>throw</c> that is written in the source.</summary>
    Throw,

    /// <summary>An exception out of an operation that may throw.</summary>
    Fault,

    /// <summary>To whoever walks what an iterator yields; it may go on later, or never.</summary>
    Yield,
}

/// <summary>One passage of control.</summary>
/// <param name="From">The block that is left.</param>
/// <param name="To">The block that is entered; null where an exception leaves the body.</param>
/// <param name="Kind">Why control goes there.</param>
/// <param name="Origin">Where the jump or the throw began; another block than <paramref name="From"/> when finally blocks ran in between.</param>
/// <param name="Branch">The branch that is followed; null for an exception.</param>
readonly record struct FlowEdge(BasicBlock From, BasicBlock? To, EdgeKind Kind, BasicBlock? Origin, ControlFlowBranch? Branch = null)
{
    public bool LeavesBody => To is null || To.Kind == BasicBlockKind.Exit;

    /// <summary>The outcome of the origin's condition on this edge; null without a condition.</summary>
    public bool? Outcome => Branch is null || Branch.Source.ConditionKind == ControlFlowConditionKind.None
        ? null
        : Branch.IsConditionalSuccessor == (Branch.Source.ConditionKind == ControlFlowConditionKind.WhenTrue);
}
