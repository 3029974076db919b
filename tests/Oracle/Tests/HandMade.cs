using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Tests;

/// <summary>Programs that are written by hand, to try the oracle itself.</summary>
static class HandMade
{
    /// <summary>A class with one public method.</summary>
    public static GeneratedProgram Method(params Statement[] statements) =>
        new(0, IsDriver: false, [new TypeNode($"sealed class {Rendering.MainClass}(§params)", [new Member("public void Run()", new Block(statements))])]);

    public static async Task<Judgement> JudgeAsync(GeneratedProgram program, Dialect dialect) =>
        Assert.Single((await Trial.RunAsync([new Unit(program, dialect, "Hand")], isCompared: false)).Judgements);

    /// <summary>What the runs show, whatever the analyzer says.</summary>
    public static async Task<IReadOnlyList<Violation>> RunAsync(GeneratedProgram program, Dialect? dialect = null) => (await JudgeAsync(program, dialect ?? Dialect.Ndis)).Exploration.Violations;

    public static Statement Acquire(string name) => new Line($"var {name} = §new.B;");

    public static Statement Free(string name) => new Release($"§free.B({name});");

    public static Statement Tested(string name, params Statement[] then) => new If($"§live.B({name})", new Block(then));
}
