using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Several objects lie in one collection.</summary>
static class Collections
{
    /// <param name="Make">Creates it.</param>
    /// <param name="Add">Puts one in.</param>
    /// <param name="Drains">Heads of loops that take out all, with the name of the one that is taken.</param>
    sealed record Form(Func<char, string> Make, Func<string, string, string> Add, IReadOnlyList<Func<string, string, string>> Drains);

    static readonly Form[] forms =
    [
        new(kind => $"new List<§type.{kind}>()", (all, one) => $"{all}.Add({one});", [(all, one) => $"foreach (var {one} in {all})"]),
        new(kind => $"new Queue<§type.{kind}>()", (all, one) => $"{all}.Enqueue({one});", [(all, one) => $"while ({all}.TryDequeue(out var {one}))", (all, one) => $"foreach (var {one} in {all})"]),
        new(kind => $"new Stack<§type.{kind}>()", (all, one) => $"{all}.Push({one});", [(all, one) => $"while ({all}.TryPop(out var {one}))"]),
    ];

    public static bool Write(Author author, Frame frame)
    {
        if (author.Rng.Chance(25))
            return Array(author, frame);
        var form = author.Rng.Pick(forms);
        var (all, kind) = (author.Name("all"), author.PlainKind());
        frame.Add(new Line($"var {all} = {form.Make(kind)};") { Of = Construct.Collection });
        Fill(author, frame, form, all, kind);
        var drain = author.Rng.Pick(form.Drains);
        author.Take(frame, new Duty { Place = all, Kind = kind, Drain = later => Drain(later, drain, all, kind) });
        return true;
    }

    static void Fill(Author author, Frame frame, Form form, string all, char kind)
    {
        var body = author.Inside(frame, isLoop: true);
        var one = new Duty { Place = author.Name(), Kind = kind, MayBeNull = true };
        body.Add(new Line($"var {one.Place} = §new.{kind};"));
        if (author.Rng.Chance(50))
            body.Add(new If($"§live.{kind}({one.Place})", new Block([new Line(form.Add(all, one.Place))])));
        else
        {
            body.Add(new If($"§null.{kind}({one.Place})", new Block([new Line(author.Rng.Pick(["break;", "continue;"]))])));
            body.Add(new Line(form.Add(all, one.Place)));
        }
        var i = author.Name("i");
        frame.Add(new Compound(author.Rng.Chance(50) ? "while (Input.More())" : $"for (var {i} = 0; {i} < 2; {i}++)", body.ToBlock()) { Of = Construct.Collection });
    }

    static IEnumerable<Statement> Drain(Author author, Func<string, string, string> head, string all, char kind)
    {
        var old = author.Name("old");
        yield return new Compound(head(all, old), new Block([new Release($"§free.{kind}({old});")])) { Of = Construct.Collection };
    }

    /// <summary>An array whose elements may be missing.</summary>
    static bool Array(Author author, Frame frame)
    {
        var (all, kind) = (author.Name("ring"), author.PlainKind());
        frame.Add(new Line($"var {all} = new §maybe.{kind}[2];") { Of = Construct.Collection });
        var i = author.Name("i");
        frame.Add(new Compound($"for (var {i} = 0; {i} < {all}.Length; {i}++)", new Block([new Line($"{all}[{i}] = §new.{kind};")])) { Of = Construct.Collection });
        author.Take(frame, new Duty { Place = all, Kind = kind, Drain = later => DrainArray(later, all, kind) });
        return true;
    }

    static IEnumerable<Statement> DrainArray(Author author, string all, char kind)
    {
        if (author.Rng.Chance(50))
        {
            var old = author.Name("old");
            yield return new Compound($"foreach (var {old} in {all})", new Block([new If($"§live.{kind}({old})", new Block([new Release($"§free.{kind}({old});")]))])) { Of = Construct.Collection };
            yield break;
        }
        var i = author.Name("i");
        yield return new Compound($"for (var {i} = 0; {i} < {all}.Length; {i}++)", new Block([new If($"§live.{kind}({all}[{i}])", new Block([new Release($"§free.{kind}({all}[{i}]);")]))])) { Of = Construct.Collection };
    }
}
