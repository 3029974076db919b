namespace NdisRules.Oracle.Programs;

/// <summary>Reads a program and makes changed copies of it.</summary>
static class Walk
{
    /// <summary>Every statement, those inside others included, in the order of the text.</summary>
    public static IEnumerable<Statement> Statements(GeneratedProgram program) =>
        program.Types.SelectMany(type => type.Members).Where(member => member.Body is not null).SelectMany(member => Statements(member.Body!));

    public static IEnumerable<Statement> Statements(Block block) => block.Statements.SelectMany(statement => Blocks(statement).SelectMany(Statements).Prepend(statement));

    /// <summary>The blocks directly inside a statement.</summary>
    public static IEnumerable<Block> Blocks(Statement statement) => statement switch
    {
        If branch => branch.Else is null ? [branch.Then] : [branch.Then, branch.Else],
        Compound compound => compound.Parts.Select(part => part.Body),
        _ => [],
    };

    /// <summary>A copy in which every block has gone through a function, the outer ones first, so that what it is given are the program's own statements.</summary>
    public static GeneratedProgram Rewrite(GeneratedProgram program, Func<Block, Block> change) => program with
    {
        Types = [.. program.Types.Select(type => type with { Members = [.. type.Members.Select(member => member with { Body = member.Body is null ? null : Rewrite(member.Body, change) })] })],
    };

    static Block Rewrite(Block block, Func<Block, Block> change) => new([.. change(block).Statements.Select(statement => Rewrite(statement, change))]);

    static Statement Rewrite(Statement statement, Func<Block, Block> change) => statement switch
    {
        If branch => branch with { Then = Rewrite(branch.Then, change), Else = branch.Else is null ? null : Rewrite(branch.Else, change) },
        Compound compound => compound with { Parts = [.. compound.Parts.Select(part => part with { Body = Rewrite(part.Body, change) })] },
        _ => statement,
    };
}
