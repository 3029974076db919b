namespace NdisRules.Oracle.Programs;

/// <summary>A program: the class that is run, and the types beside it.</summary>
/// <param name="Seed">What it was generated from.</param>
/// <param name="IsDriver">Whether a host takes it through the life of an adapter; else its public methods are called.</param>
/// <param name="Types">The class that is run first.</param>
/// <param name="Mutation">How it was made wrong; null for a program that is right as generated.</param>
sealed record GeneratedProgram(long Seed, bool IsDriver, IReadOnlyList<TypeNode> Types, string? Mutation = null)
{
    /// <summary>The class that is run.</summary>
    public TypeNode Main => Types[0];

    /// <summary>Everything that the generator wrote into it.</summary>
    public IReadOnlySet<Construct> Constructs => Walk.Statements(this).Select(statement => statement.Of)
        .Concat(Types.SelectMany(type => type.Members).Select(member => member.Of)).Concat(Types.Select(type => type.Of)).OfType<Construct>().ToHashSet();
}

/// <summary>A class, struct or interface.</summary>
sealed record TypeNode(string Head, IReadOnlyList<Member> Members)
{
    public Construct? Of { get; init; }
}

/// <summary>A member of a type.</summary>
/// <param name="Head">A field or a member without body when there is no block, else the head of a method.</param>
/// <param name="Body">The body, null when the head is all.</param>
sealed record Member(string Head, Block? Body = null)
{
    public Construct? Of { get; init; }
}
