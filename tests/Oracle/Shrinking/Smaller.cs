using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Shrinking;

/// <summary>The programs that are one step smaller than a program, the biggest steps first. Many do not compile, or say something else.</summary>
static class Smaller
{
    public static IEnumerable<GeneratedProgram> Of(GeneratedProgram program) =>
        [.. WithoutTypes(program), .. WithoutMembers(program), .. WithoutStatements(program), .. Unwrapped(program)];

    static IEnumerable<GeneratedProgram> WithoutTypes(GeneratedProgram program) =>
        program.Types.Skip(1).Select(gone => program with { Types = [.. program.Types.Where(type => type != gone)] });

    static IEnumerable<GeneratedProgram> WithoutMembers(GeneratedProgram program)
    {
        for (var at = 0; at < program.Types.Count; at++)
        {
            foreach (var gone in program.Types[at].Members)
            {
                var type = program.Types[at];
                yield return program with { Types = [.. program.Types.Select(one => ReferenceEquals(one, type) ? type with { Members = [.. type.Members.Where(member => !ReferenceEquals(member, gone))] } : one)] };
            }
        }
    }

    static IEnumerable<GeneratedProgram> WithoutStatements(GeneratedProgram program) => Walk.Statements(program).Where(statement => !statement.IsFixed)
        .OrderByDescending(Size).Select(gone => Replace(program, gone, []));

    /// <summary>A branch is replaced by one of its arms, a loop by its body, a try by what is in it.</summary>
    static IEnumerable<GeneratedProgram> Unwrapped(GeneratedProgram program)
    {
        foreach (var statement in Walk.Statements(program).Where(statement => !statement.IsFixed))
        {
            if (statement is If { Else: not null } branch)
                yield return Replace(program, statement, [branch with { Else = null }]);
            foreach (var block in Walk.Blocks(statement))
                yield return Replace(program, statement, block.Statements);
        }
    }

    static GeneratedProgram Replace(GeneratedProgram program, Statement gone, IReadOnlyList<Statement> by) =>
        Walk.Rewrite(program, block => block.Statements.Any(one => ReferenceEquals(one, gone)) ? new Block([.. block.Statements.SelectMany(one => ReferenceEquals(one, gone) ? by : [one])]) : block);

    static int Size(Statement statement) => 1 + Walk.Blocks(statement).Sum(block => Walk.Statements(block).Count());
}
