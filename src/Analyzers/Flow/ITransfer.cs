using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Flow;

/// <summary>What a program does to a fact.</summary>
interface ITransfer<T>
{
    /// <summary>A point is about to be passed. What passing it earlier has shown no longer holds: more is known of it now.</summary>
    /// <param name="point">Its number; see <see cref="Solver{T}.Points"/>.</param>
    void Begin(int point);

    /// <summary>The fact after <paramref name="operation"/> has run to its end.</summary>
    /// <param name="operation">One operation of a block.</param>
    /// <param name="before">The fact before it.</param>
    /// <param name="thrown">Takes each fact with which a part of the operation may throw; null where no handler would see it.</param>
    T After(IOperation operation, T before, Action<T>? thrown);

    /// <summary>The facts on the two ways out of a condition.</summary>
    (T WhenTrue, T WhenFalse) Decide(IOperation condition, T before, Action<T>? thrown);

    /// <summary>The fact once <paramref name="value"/> has been computed and is about to leave the body: returned or thrown.</summary>
    T Result(IOperation value, bool isThrown, T before, Action<T>? thrown);

    /// <summary>The fact once control has passed <paramref name="edge"/>: what was declared in the regions left behind is gone.</summary>
    T Pass(FlowEdge edge, T fact);
}
