using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>A delegate whose targets are known: what it runs, one after the other, or one of a few such sequences. Two are equal when they run the same on the same.</summary>
sealed class Function : IEquatable<Function>
{
    readonly FunctionTarget[][] ways;

    Function(FunctionTarget[][] ways) => this.ways = ways;

    public Function(FunctionTarget target)
        : this([[target]])
    {
    }

    /// <summary>What it may run, each a sequence.</summary>
    public IReadOnlyList<IReadOnlyList<FunctionTarget>> Ways => ways;

    public IEnumerable<FunctionTarget> Targets => ways.SelectMany(way => way);

    /// <summary>Whether it shares variables or objects with other code: then it is a name of what these hold.</summary>
    public bool Shares => Targets.Any(target => target.Shares);

    /// <summary>One delegate after the other, as <c>+=</c> makes of them; null when that is too much to follow.</summary>
    public Function? Then(Function next) => ways is [var first] && next.ways is [var second] && first.Length + second.Length <= Budget.FunctionTargets ? new([[.. first, .. second]]) : null;

    /// <summary>What <c>-=</c> leaves: the last time that the other is run is taken out. Null when nothing is left.</summary>
    public Function? Without(Function other)
    {
        if (ways is not [var mine] || other.ways is not [var theirs])
            return this;
        for (var start = mine.Length - theirs.Length; start >= 0; start--)
            if (mine.Skip(start).Take(theirs.Length).Zip(theirs, static (left, right) => left.RunsLike(right)).All(static same => same))
                return mine.Length == theirs.Length ? null : new([[.. mine.Take(start), .. mine.Skip(start + theirs.Length)]]);
        return this;
    }

    /// <summary>One or the other; null when they are too many.</summary>
    public Function? Or(Function other)
    {
        var added = other.ways.Where(way => !ways.Any(known => known.SequenceEqual(way))).ToArray();
        return added.Length == 0 ? this : ways.Length + added.Length <= Budget.FunctionTargets ? new([.. ways, .. added]) : null;
    }

    public bool Equals(Function? other) => other is not null && ways.Length == other.ways.Length && ways.Zip(other.ways, (mine, theirs) => mine.SequenceEqual(theirs)).All(same => same);

    public override bool Equals(object? obj) => Equals(obj as Function);

    public override int GetHashCode() => ways.Length * 31 + ways[0][0].GetHashCode();

    public override string ToString() => string.Join(" or ", ways.Select(way => string.Join(" + ", way.Select(target => target.Method.Name.Length > 0 ? target.Method.Name : "lambda"))));
}

/// <summary>One thing that a delegate runs.</summary>
/// <param name="Method">A lambda, a local function or a method.</param>
/// <param name="Receiver">The place that <c>this</c> is in it; null where it has none or it is not followed.</param>
/// <param name="Bound">The place that keeps what the delegate was made on, where that matters to the object; null otherwise.</param>
/// <param name="Depth">How many calls deep the delegate was made: a body further in that runs it cannot know it alone.</param>
/// <param name="Shares">Whether it shares variables or an object with other code.</param>
sealed record FunctionTarget(IMethodSymbol Method, Place? Receiver, Place? Bound, int Depth, bool Shares)
{
    /// <summary>Whether it may share the variables around it.</summary>
    public bool IsNested => Method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction;

    /// <summary>Whether it runs the same on the same, wherever it was made.</summary>
    public bool RunsLike(FunctionTarget other) => SymbolEqualityComparer.Default.Equals(Method, other.Method) && ReferenceEquals(Receiver, other.Receiver) && ReferenceEquals(Bound, other.Bound);

    public bool Equals(FunctionTarget? other) => other is not null && RunsLike(other) && Depth == other.Depth;

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
