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

    /// <summary>What the fixed set has beside its seeds: programs that show whether a part of the analyzer is at work which few others need.</summary>
    public static IReadOnlyList<(string Name, GeneratedProgram Program)> OfFixedSet =>
    [
        ("901", TwoFlagsOfOneDecision()),
        ("902", KeptBeyondTheEnd()),
    ];

    /// <summary>Right, as long as it is remembered that of two flags always one is true: what hangs on them comes after the ways have met again.</summary>
    static GeneratedProgram TwoFlagsOfOneDecision() => Method(
        Acquire("one"),
        new If("§null.B(one)", new Block([new Line("return;")])),
        new Line("var first = false;"),
        new Line("var second = false;"),
        new If("Input.Choose()", new Block([new Line("first = true;")]), new Block([new Line("second = true;")])),
        new Line("§use.B(one);"),
        new If("first", new Block([Free("one")])),
        new If("second", new Block([Free("one")])));

    /// <summary>Wrong: whether a handler takes it or InitializeEx does, HaltEx does not give it back.</summary>
    static GeneratedProgram KeptBeyondTheEnd() => new(0, IsDriver: true, [new TypeNode($"sealed class {Rendering.MainClass}(§params) : MiniportAdapter",
    [
        new Member("§maybe.B early;"),
        new Member("§maybe.B late;"),
        new Member("public override NdisStatus InitializeEx(MiniportInitParameters parameters)", new Block(
        [
            new Line("early = §new.B;"),
            new If("§null.B(early)", new Block([new Line("return NdisStatus.Resources;")])),
            new Line("return NdisStatus.Success;"),
        ])),
        new Member("public override bool CheckForHangEx()", new Block([new If("§null.B(late)", new Block([new Line("late = §new.B;")])), new Line("return false;")])),
        new Member("public override void HaltEx(NdisHaltAction action)", new Block([new If("Input.Choose()", new Block([new If("§live.B(late)", new Block([Free("late")]))]))])),
    ])]);

    public static Statement Acquire(string name) => new Line($"var {name} = §new.B;");

    public static Statement Free(string name) => new Release($"§free.B({name});");

    public static Statement Tested(string name, params Statement[] then) => new If($"§live.B({name})", new Block(then));
}
