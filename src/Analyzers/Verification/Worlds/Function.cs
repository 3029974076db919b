using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>A delegate whose targets are known, in the order in which they run. Two are equal when they run the same on the same.</summary>
sealed class Function(params FunctionTarget[] targets) : IEquatable<Function>
{
    readonly FunctionTarget[] targets = targets;

    public IReadOnlyList<FunctionTarget> Targets => targets;

    /// <summary>One delegate after the other, as <c>+=</c> makes of them.</summary>
    public Function Then(Function next) => new([.. targets, .. next.targets]);

    public bool Equals(Function? other) => other is not null && targets.SequenceEqual(other.targets);

    public override bool Equals(object? obj) => Equals(obj as Function);

    public override int GetHashCode() => targets.Length * 31 + targets[0].Method.Name.GetHashCode();

    public override string ToString() => string.Join(" + ", targets.Select(target => target.Method.Name.Length > 0 ? target.Method.Name : "lambda"));
}

/// <summary>One thing that a delegate runs.</summary>
/// <param name="Method">A lambda, a local function or a method.</param>
/// <param name="Receiver">The place that <c>this</c> is in it; null where it has none or it is not followed.</param>
/// <param name="Bound">The place that keeps what the delegate was made on, where that matters to the object; null otherwise.</param>
/// <param name="Depth">How many calls deep the delegate was made: a body further in that runs it cannot know it alone.</param>
sealed record FunctionTarget(IMethodSymbol Method, Place? Receiver, Place? Bound, int Depth)
{
    /// <summary>Whether it shares the variables around it.</summary>
    public bool IsNested => Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction;

    public bool Equals(FunctionTarget? other) => other is not null && SymbolEqualityComparer.Default.Equals(Method, other.Method)
        && ReferenceEquals(Receiver, other.Receiver) && ReferenceEquals(Bound, other.Bound) && Depth == other.Depth;

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
