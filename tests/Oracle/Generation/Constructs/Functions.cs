using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Lambdas and local functions, with and without captures.</summary>
static class Functions
{
    public static bool Lambda(Author author, Frame frame)
    {
        var name = author.Name("act");
        var kind = author.PlainKind();
        switch (author.Rng.Next(4))
        {
            case 0 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                frame.Add(new Compound($"Action {name} = () =>", new Block([new Release($"§free.{duty.Kind}({duty.Place});")]), ";") { Of = Construct.Lambda });
                frame.Add(new Release($"{name}();"));
                return true;
            case 1 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                var one = author.Name("one");
                var body = Author.Function("return;", [new Duty { Place = one, Kind = duty.Kind }], depth: frame.Depth + 1);
                frame.Add(new Compound($"Action<§type.{duty.Kind}> {name} = {one} =>", author.Write(body, 0), ";") { Of = Construct.Lambda });
                frame.Add(new Release($"{name}({duty.Place});"));
                return true;
            case 2:
                var made = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"Func<§maybe.{kind}> {name} = () => §new.{kind};") { Of = Construct.Lambda });
                frame.Add(new Line($"var {made.Place} = {name}();"));
                return true;
            default:
                var filled = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"§maybe.{kind} {filled.Place} = §none.{kind};"));
                frame.Add(new Line($"Action {name} = () => {filled.Place} = §new.{kind};") { Of = Construct.Lambda });
                frame.Add(new Line($"{name}();"));
                return true;
        }
    }

    public static bool Local(Author author, Frame frame)
    {
        var name = author.Name("Inner");
        var kind = author.PlainKind();
        switch (author.Rng.Next(4))
        {
            case 0 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                frame.Add(new Release($"{name}();") { Of = Construct.LocalFunction });
                frame.Add(new Compound($"void {name}()", new Block([new Release($"§free.{duty.Kind}({duty.Place});")])) { Of = Construct.LocalFunction });
                return true;
            case 1 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                var one = author.Name("one");
                var body = Author.Function("return;", [new Duty { Place = one, Kind = duty.Kind }], depth: frame.Depth + 1);
                frame.Add(new Compound($"void {name}(§type.{duty.Kind} {one})", author.Write(body, author.Rng.Next(2))) { Of = Construct.LocalFunction });
                frame.Add(new Release($"{name}({duty.Place});"));
                return true;
            case 2:
                var made = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"var {made.Place} = {name}();"));
                frame.Add(new Line($"§maybe.{kind} {name}() => §new.{kind};") { Of = Construct.LocalFunction });
                return true;
            default:
                var filled = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"§maybe.{kind} {filled.Place} = §none.{kind};"));
                frame.Add(new Line($"void {name}() => {filled.Place} = §new.{kind};") { Of = Construct.LocalFunction });
                frame.Add(new Line($"{name}();"));
                return true;
        }
    }
}
