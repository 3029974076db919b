using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Methods of the same class that take, give, look at, or exchange objects.</summary>
static class Helpers
{
    static void Add(Author author, Construct construct, string head, Block body) => author.Members.Add(new Member(head, body) { Of = construct });

    /// <summary>A block that frees a parameter in whatever way.</summary>
    static Block Freeing(Author author, Duty parameter, string? leave = "return;", bool isAsync = false)
    {
        var body = Author.Function(leave, [parameter], isAsync: isAsync, depth: 2);
        return author.Write(body, author.Rng.Next(3));
    }

    public static bool Consume(Author author, Frame frame)
    {
        var name = author.Name("Drop");
        if (author.Rng.Chance(30) && frame.Duties.Where(duty => duty is { IsPlain: true, MayBeNull: true }).ToList() is { Count: > 0 } untested)
        {
            var duty = author.Rng.Pick(untested);
            Author.Forget(frame, duty);
            Add(author, Construct.Helper, $"void {name}(§maybe.{duty.Kind} one)", Freeing(author, new Duty { Place = "one", Kind = duty.Kind, MayBeNull = true }));
            frame.Add(new Release($"{name}({duty.Place});") { Of = Construct.Helper });
            return true;
        }
        if (author.Live(frame) is not { } live)
            return false;
        if (author.Rng.Chance(30))
        {
            Add(author, Construct.Helper, $"static void {name}(§type.{live.Kind} one)", new Block([new Line($"§use.{live.Kind}(one);")]));
            frame.Add(new Line($"{name}({live.Place});") { Of = Construct.Helper });
            return true;
        }
        Author.Forget(frame, live);
        Add(author, Construct.Helper, $"void {name}(§type.{live.Kind} one)", Freeing(author, new Duty { Place = "one", Kind = live.Kind }));
        frame.Add(new Release($"{name}({live.Place});") { Of = Construct.Helper });
        return true;
    }

    public static bool WithResult(Author author, Frame frame) => author.Rng.Next(4) switch
    {
        0 => TellsWhetherItFreed(author, frame),
        1 => PassesOn(author, frame),
        2 => TellsWhetherThereIsOne(author, frame),
        _ => Makes(author, frame),
    };

    static bool Makes(Author author, Frame frame)
    {
        var (name, kind) = (author.Name("Make"), author.PlainKind());
        var body = Author.Function($"return §none.{kind};", depth: 2);
        var made = author.Acquire(body);
        author.Settle(body, made);
        author.Use(body, made);
        author.Grow(body, author.Rng.Next(2));
        if (!body.Duties.Remove(made))
            return false;
        author.Finish(body);
        body.Add(new Line($"return {made.Place};"));
        Add(author, Construct.HelperWithResult, $"§maybe.{made.Kind} {name}()", body.ToBlock());
        Add(author, Construct.HelperWithResult, frame, name, made.Kind);
        return true;
    }

    static void Add(Author author, Construct construct, Frame frame, string maker, char kind)
    {
        var duty = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
        frame.Add(new Line($"var {duty.Place} = {maker}();") { Of = construct });
        if (author.Rng.Chance(50))
            author.Settle(frame, duty);
    }

    static bool TellsWhetherItFreed(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        var (name, freed) = (author.Name("TryDrop"), author.Name("freed"));
        Add(author, Construct.HelperWithResult, $"bool {name}(§type.{duty.Kind} one)", new Block(
        [
            new If("Input.Choose()", new Block([new Line("return false;")])),
            new Release($"§free.{duty.Kind}(one);"),
            new Line("return true;"),
        ]));
        Author.Forget(frame, duty);
        if (author.Rng.Chance(50))
        {
            frame.Add(new If($"!{name}({duty.Place})", new Block([.. author.Discharge(duty)])) { Of = Construct.HelperWithResult });
            return true;
        }
        frame.Add(new Line($"var {freed} = {name}({duty.Place});") { Of = Construct.HelperWithResult });
        author.Take(frame, new Duty { Place = duty.Place, Kind = duty.Kind, Guard = $"!{freed}" });
        return true;
    }

    static bool PassesOn(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        var (name, same) = (author.Name("Pass"), author.Name("same"));
        Add(author, Construct.HelperWithResult, $"static §type.{duty.Kind} {name}(§type.{duty.Kind} one)", new Block([new Line($"§use.{duty.Kind}(one);"), new Line("return one;")]));
        Author.Forget(frame, duty);
        frame.Add(new Line($"var {same} = {name}({duty.Place});") { Of = Construct.HelperWithResult });
        author.Take(frame, new Duty { Place = same, Kind = duty.Kind });
        return true;
    }

    static bool TellsWhetherThereIsOne(Author author, Frame frame)
    {
        var duty = author.Acquire(frame);
        var name = author.Name("Has");
        Add(author, Construct.HelperWithResult, $"static bool {name}(§maybe.{duty.Kind} one)", new Block([new Line($"return §live.{duty.Kind}(one);")]));
        frame.Duties.Remove(duty);
        var then = author.Inside(frame, [new Duty { Place = duty.Place, Kind = duty.Kind }]);
        frame.Add(new If($"{name}({duty.Place})", author.Write(then, author.Steps(then))) { Of = Construct.HelperWithResult });
        return true;
    }

    public static bool Out(Author author, Frame frame)
    {
        var (name, kind, place) = (author.Name("TryMake"), author.PlainKind(), author.Name());
        if (author.Rng.Chance(30))
        {
            Add(author, Construct.OutParameter, $"void {name}(out §maybe.{kind} one)", new Block([new Line($"one = §new.{kind};")]));
            frame.Add(new Line($"{name}(out var {place});") { Of = Construct.OutParameter });
            author.Take(frame, new Duty { Place = place, Kind = kind, MayBeNull = true });
            return true;
        }
        Add(author, Construct.OutParameter, $"bool {name}(out §maybe.{kind} one)", new Block(
        [
            new Line($"one = §none.{kind};"),
            new If("Input.Choose()", new Block([new Line("return false;")])),
            new Line($"one = §new.{kind};"),
            new Line($"return §live.{kind}(one);"),
        ]));
        if (author.Rng.Chance(50))
        {
            var ok = author.Name("ok");
            frame.Add(new Line($"var {ok} = {name}(out var {place});") { Of = Construct.OutParameter });
            author.Take(frame, new Duty { Place = place, Kind = kind, Guard = ok });
            return true;
        }
        if (author.Exit(frame) is { } exit && author.Rng.Chance(50))
        {
            frame.Add(new If($"!{name}(out var {place})", exit) { Of = Construct.OutParameter });
            author.Take(frame, new Duty { Place = place, Kind = kind });
            return true;
        }
        var then = author.Inside(frame, [new Duty { Place = place, Kind = kind }]);
        frame.Add(new If($"{name}(out var {place})", author.Write(then, author.Steps(then))) { Of = Construct.OutParameter });
        return true;
    }

    public static bool Ref(Author author, Frame frame)
    {
        var duty = author.Acquire(frame);
        var (name, kind) = (author.Name("Clear"), duty.Kind);
        if (author.Rng.Chance(40))
        {
            Add(author, Construct.RefParameter, $"void {name}(ref §maybe.{kind} one)", new Block([new If($"§null.{kind}(one)", new Block([new Line($"one = §new.{kind};")]))]));
            frame.Statements[^1] = new Line($"§maybe.{kind} {duty.Place} = §new.{kind};");
            frame.Add(new Line($"{name}(ref {duty.Place});") { Of = Construct.RefParameter });
            return true;
        }
        Add(author, Construct.RefParameter, $"void {name}(ref §maybe.{kind} one)", new Block(
        [
            .. author.Discharge(new Duty { Place = "one", Kind = kind, MayBeNull = true }),
            new Line($"one = §none.{kind};"),
        ]));
        frame.Statements[^1] = new Line($"§maybe.{kind} {duty.Place} = §new.{kind};");
        frame.Add(new Line($"{name}(ref {duty.Place});") { Of = Construct.RefParameter });
        if (author.Rng.Chance(50))
            Author.Forget(frame, duty);
        return true;
    }

    public static bool Recursive(Author author, Frame frame)
    {
        var (name, kind) = (author.Name("Deep"), author.PlainKind());
        switch (author.Rng.Next(3))
        {
            case 0 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                Add(author, Construct.Recursion, $"void {name}(§type.{duty.Kind} one, int depth)", new Block(
                [
                    new If("depth == 0", new Block([new Release($"§free.{duty.Kind}(one);"), new Line("return;")])) { IsFixed = true },
                    new Line($"{name}(one, depth - 1);"),
                ]));
                frame.Add(new Release($"{name}({duty.Place}, 2);") { Of = Construct.Recursion });
                return true;
            case 1:
                Add(author, Construct.Recursion, $"§maybe.{kind} {name}(int depth)", new Block([new Line($"return depth == 0 ? §new.{kind} : {name}(depth - 1);")]));
                var made = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"var {made.Place} = {name}(2);") { Of = Construct.Recursion });
                return true;
            default:
                var body = Author.Function("return;", depth: 2);
                body.Add(new If("depth == 0", new Block([new Line("return;")])) { IsFixed = true });
                author.Settle(body, author.Acquire(body));
                body.Add(new Line($"{name}(depth - 1);"));
                Add(author, Construct.Recursion, $"void {name}(int depth)", author.Write(body, 0));
                frame.Add(new Line($"{name}(2);") { Of = Construct.Recursion });
                return true;
        }
    }

    public static bool Async(Author author, Frame frame)
    {
        var name = author.Name("RunAsync");
        var wait = frame.IsAsync ? "await " : "";
        var end = frame.IsAsync ? "" : author.Rng.Pick([".GetAwaiter().GetResult()", ".Wait()"]);
        switch (author.Rng.Next(3))
        {
            case 0 when author.Live(frame) is { } duty:
                Author.Forget(frame, duty);
                var freeing = Freeing(author, new Duty { Place = "one", Kind = duty.Kind }, isAsync: true);
                Add(author, Construct.Async, $"async Task {name}(§type.{duty.Kind} one)", new Block([new Line("await Task.CompletedTask;"), .. freeing.Statements]));
                frame.Add(new Release($"{wait}{name}({duty.Place}){end};") { Of = Construct.Async });
                return true;
            case 1:
                var kind = author.PlainKind();
                Add(author, Construct.Async, $"async Task<§maybe.{kind}> {name}()", new Block([new Line("await Task.CompletedTask;"), new Line($"return §new.{kind};")]));
                var made = author.Take(frame, new Duty { Place = author.Name(), Kind = kind, MayBeNull = true });
                frame.Add(new Line($"var {made.Place} = {wait}{name}(){end.Replace(".Wait()", ".Result")};") { Of = Construct.Async });
                return true;
            default:
                var body = Author.Function("return;", isAsync: true, depth: frame.Depth + 1);
                body.Add(new Line("await Task.CompletedTask;"));
                Add(author, Construct.Async, $"async Task {name}()", author.Write(body, 1 + author.Steps(body)));
                frame.Add(new Line($"{wait}{name}(){end};") { Of = Construct.Async });
                return true;
        }
    }
}
