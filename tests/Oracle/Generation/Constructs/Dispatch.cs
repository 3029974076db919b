using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Which method runs depends on the object it is called on.</summary>
static class Dispatch
{
    public static bool Write(Author author, Frame frame) => author.Rng.Chance(60) ? Consume(author, frame) : Make(author, frame);

    static bool Consume(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        Author.Forget(frame, duty);
        var name = author.Name("Sink");
        var head = $"void Take(§params, §type.{duty.Kind} one)";
        Statement free = new Release($"§free.{duty.Kind}(one);");
        Hierarchy(author, name, head, new Block([free]), new Block([new Line($"§use.{duty.Kind}(one);"), free]));
        frame.Add(new Line($"{Chosen(author, name)}"));
        frame.Add(new Release($"sink{author.LastNumber}.Take(§args, {duty.Place});") { Of = Construct.Dispatch });
        return true;
    }

    static bool Make(Author author, Frame frame)
    {
        var (name, kind) = (author.Name("Source"), author.PlainKind());
        Hierarchy(author, name, $"§maybe.{kind} Give(§params)", new Block([new Line($"return §new.{kind};")]), new Block([new Line($"return §none.{kind};")]));
        frame.Add(new Line(Chosen(author, name)));
        var source = $"sink{author.LastNumber}";
        var made = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
        frame.Add(new Line($"var {made.Place} = {source}.Give(§args);") { Of = Construct.Dispatch });
        return true;
    }

    static string Chosen(Author author, string name) => $"I{name} {author.Name("sink")} = Input.Choose() ? new {name}A() : new {name}B();";

    static void Hierarchy(Author author, string name, string head, Block first, Block second)
    {
        if (author.Rng.Chance(50))
        {
            author.Types.Add(new TypeNode($"interface I{name}", [new Member(head + ";")]) { Of = Construct.Dispatch });
            author.Types.Add(new TypeNode($"sealed class {name}A : I{name}", [new Member("public " + head, first)]));
            author.Types.Add(new TypeNode($"sealed class {name}B : I{name}", [new Member("public " + head, second)]));
            return;
        }
        author.Types.Add(new TypeNode($"abstract class I{name}", [new Member($"public abstract {head};")]) { Of = Construct.Dispatch });
        author.Types.Add(new TypeNode($"sealed class {name}A : I{name}", [new Member("public override " + head, first)]));
        author.Types.Add(new TypeNode($"sealed class {name}B : I{name}", [new Member("public override " + head, second)]));
    }
}
