using System.Text.RegularExpressions;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>Makes a program wrong, or at least another one, by one change.</summary>
static partial class Mutator
{
    /// <summary>The program with one change; the same program when there is nothing to change.</summary>
    public static GeneratedProgram Mutate(GeneratedProgram program, Rng rng)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wanted = rng.Next(4);
            var targets = Walk.Statements(program).Where(statement => !statement.IsFixed && (wanted == 3 ? statement is If : statement is Release)).ToList();
            if (targets.Count == 0)
                continue;
            var target = rng.Pick(targets);
            return Walk.Rewrite(program, block => Change(block, target, wanted, rng)) with { Mutation = $"{Names[wanted]}: {Shown(target)}" };
        }
        return program;
    }

    static string[] Names { get; } = ["free removed", "free doubled", "free moved", "branch flipped"];

    static string Shown(Statement statement) => Dialect.Ndis.Expand(statement switch { If branch => branch.Condition, Release release => release.Text, _ => "" });

    static Block Change(Block block, Statement target, int change, Rng rng)
    {
        var at = IndexOf(block, target);
        if (at < 0)
            return block;
        List<Statement> statements = [.. block.Statements];
        switch (change)
        {
            case 0:
                statements.RemoveAt(at);
                break;
            case 1:
                statements.Insert(at, target);
                break;
            case 2:
                statements.RemoveAt(at);
                statements.Insert(Elsewhere(statements, at, (Release)target, rng), target);
                break;
            default:
                statements[at] = (If)target with { IsFlipped = true };
                break;
        }
        return new Block(statements);
    }

    /// <summary>By reference: two statements of the same text are two.</summary>
    static int IndexOf(Block block, Statement target)
    {
        for (var i = 0; i < block.Statements.Count; i++)
        {
            if (ReferenceEquals(block.Statements[i], target))
                return i;
        }
        return -1;
    }

    /// <summary>A place behind the declarations of what the statement names.</summary>
    static int Elsewhere(List<Statement> statements, int at, Release release, Rng rng)
    {
        var names = Identifier().Matches(release.Text).Select(match => match.Value).ToHashSet();
        var first = 0;
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i] is Line line && Identifier().Matches(line.Text).Any(match => names.Contains(match.Value)) && Declares().IsMatch(line.Text))
                first = i + 1;
        }
        var places = Enumerable.Range(first, Math.Max(0, statements.Count + 1 - first)).Where(place => place != at).ToList();
        return places.Count == 0 ? at : rng.Pick(places);
    }

    [GeneratedRegex(@"\b[A-Za-z]+[0-9]+\b")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\bvar\b|^§maybe|^[A-Z]\w+(<.*>)? \w+ = ")]
    private static partial Regex Declares();
}
