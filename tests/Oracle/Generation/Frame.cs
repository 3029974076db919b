using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>A block that is being written, and what is owed when it ends.</summary>
sealed class Frame
{
    public List<Statement> Statements { get; } = [];

    /// <summary>What this block owes. When it ends there is nothing left, unless somebody else takes it over.</summary>
    public List<Duty> Duties { get; init; } = [];

    public Frame? Parent { get; init; }

    /// <summary>How to leave the function, null where that is not allowed.</summary>
    public string? Return { get; init; }

    /// <summary>Whether the block is that of a function: outer duties are not its business.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Whether the block is the body of a loop.</summary>
    public bool IsLoop { get; init; }

    /// <summary>Whether the block is a section of a switch, in which a break is no way out of a loop.</summary>
    public bool IsSection { get; init; }

    /// <summary>Whether the block is the body of a try with a catch.</summary>
    public bool IsCaught { get; init; }

    /// <summary>Whether the code is that of an adapter's handler, under whose handle pools are made.</summary>
    public bool KnowsAdapter { get; init; }

    /// <summary>Whether a throw may leave the function.</summary>
    public bool ThrowsOut { get; init; }

    /// <summary>Whether a break or continue cannot leave the block, as in a finally.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Whether code stands in it that may await.</summary>
    public bool IsAsync { get; init; }

    /// <summary>The fields that the code may touch; none in helpers.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    public int Depth { get; init; }

    /// <summary>Whether some call in it may end in a catch of the same function: then nothing may be held across a call.</summary>
    public bool IsGuarded => Chain().Any(frame => frame.IsCaught);

    /// <summary>Whether the blocks inside the innermost try with a catch hold something, so that no call may stand here.</summary>
    public bool HoldsInTry => IsGuarded && UpTo(frame => frame.IsCaught) is { } inside && inside.Any(frame => frame.Duties.Count > 0);

    /// <summary>This block and those around it, up to the function.</summary>
    public IEnumerable<Frame> Chain()
    {
        for (var frame = this; ; frame = frame.Parent!)
        {
            yield return frame;
            if (frame.IsFunction || frame.Parent is null)
                yield break;
        }
    }

    /// <summary>This block and those around it, up to the first that is wanted; null when there is none to reach.</summary>
    public List<Frame>? UpTo(Func<Frame, bool> wanted)
    {
        var found = new List<Frame>();
        foreach (var frame in Chain())
        {
            found.Add(frame);
            if (wanted(frame))
                return found;
            if (frame.IsSealed)
                return null;
        }
        return null;
    }

    public void Add(Statement statement) => Statements.Add(statement);

    public Block ToBlock() => new([.. Statements]);
}
