namespace NdisRules.Oracle.Programs;

/// <summary>
/// A statement of a generated program. Its texts are C# in which what differs between the renderings is written as a sign, such as
/// <c>§free.B(frame)</c>: see <see cref="Dialect"/>.
/// </summary>
abstract record Statement
{
    /// <summary>What the generator wrote it for; null for what is only there to hold things together.</summary>
    public Construct? Of { get; init; }

    /// <summary>Whether mutation and shrinking leave it alone, since without it the program might not end.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>One line of code.</summary>
sealed record Line(string Text) : Statement;

/// <summary>The place where an object goes back: what mutation removes, doubles and moves.</summary>
/// <param name="Text">The whole statement.</param>
sealed record Release(string Text) : Statement;

/// <summary>A branch whose condition can be flipped.</summary>
sealed record If(string Condition, Block Then, Block? Else = null, bool IsFlipped = false) : Statement;

/// <summary>Whatever consists of heads with blocks behind them: loops, try, switch, using, local functions, lambdas.</summary>
/// <param name="Parts">Each head with its block, in the order of the text.</param>
/// <param name="Foot">What follows the last brace, such as the semicolon of a lambda.</param>
sealed record Compound(IReadOnlyList<Part> Parts, string Foot = "") : Statement
{
    public Compound(string head, Block body, string foot = "") : this([new(head, body)], foot)
    {
    }
}

/// <summary>A head and its block.</summary>
sealed record Part(string Head, Block Body);

/// <summary>Statements in braces.</summary>
sealed record Block(IReadOnlyList<Statement> Statements)
{
    public static Block Empty { get; } = new([]);
}
