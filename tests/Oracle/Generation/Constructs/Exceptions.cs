using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>try, catch, finally, throw, and using, which is one of them.</summary>
static class Exceptions
{
    const string Thrown = "throw new IOException();";

    static readonly string[] heads = ["catch (IOException)", "catch (Exception)", "catch"];

    public static bool TryCatch(Author author, Frame frame)
    {
        if (frame.IsAsync)
            return false;
        return author.Rng.Next(3) == 0 ? BothFree(author, frame) : author.Rng.Next(4) == 0 ? FlagTells(author, frame) : Around(author, frame);
    }

    /// <summary>Nothing that is held outside changes inside.</summary>
    static bool Around(Author author, Frame frame)
    {
        var body = author.Inside(frame, isCaught: true);
        var handler = author.Inside(frame);
        if (author.Rng.Chance(50))
            body.Add(new Line("Input.MayThrow();"));
        frame.Add(new Compound([new("try", author.Write(body, 1 + author.Steps(body))), new(author.Rng.Pick(heads), author.Write(handler, author.Rng.Next(2)))]) { Of = Construct.TryCatch });
        return true;
    }

    /// <summary>The body gives it back at its end, and the handler when the end was not reached.</summary>
    static bool BothFree(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        Author.Forget(frame, duty);
        List<Statement> body = [new Line("Input.MayThrow();"), .. author.Discharge(duty)];
        frame.Add(new Compound([new("try", new Block(body)), new(author.Rng.Pick(heads), new Block([.. author.Discharge(duty)]))]) { Of = Construct.TryCatch });
        return true;
    }

    /// <summary>A flag tells afterwards how far the body came.</summary>
    static bool FlagTells(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        Author.Forget(frame, duty);
        var done = author.Name("done");
        frame.Add(new Line($"var {done} = false;"));
        List<Statement> body = [new Line("Input.MayThrow();"), .. author.Discharge(duty), new Line($"{done} = true;")];
        frame.Add(new Compound([new("try", new Block(body)), new(author.Rng.Pick(heads), Block.Empty)]) { Of = Construct.TryCatch });
        frame.Add(new If($"!{done}", new Block([.. author.Discharge(duty)])) { Of = Construct.CorrelatedFlag });
        return true;
    }

    public static bool TryFinally(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        var given = author.GiveAway(frame);
        if (frame.Duties.Remove(duty))
            given.Add(duty);
        if (frame.HoldsInTry)
        {
            frame.Duties.AddRange(given);
            return true;
        }
        var body = author.Inside(frame);
        // What the finally frees cannot be gone while the body runs.
        if (author.Rng.Chance(70))
            body.Add(new Line($"§use.{duty.Kind}({duty.Place});"));
        var block = author.Write(body, 1 + author.Steps(body));
        var end = author.Inside(frame, given, isSealed: true);
        frame.Add(new Compound([new("try", block), new("finally", author.Write(end, 0))]) { Of = Construct.TryFinally });
        return true;
    }

    public static bool Throw(Author author, Frame frame)
    {
        if (frame.IsAsync)
            return false;
        if (frame.UpTo(one => one.IsCaught) is { } inside)
        {
            if (frame.HoldsInTry)
                return false;
            frame.Add(author.Rng.Chance(30)
                ? new Line($"{Thrower(author)}();") { Of = Construct.Throw }
                : new If(Author.Choice(frame), new Block([.. author.DischargeAll(inside), new Line(Thrown)])) { Of = Construct.Throw });
            return true;
        }
        if (!frame.Chain().Last().ThrowsOut || frame.Chain().Any(one => one.IsSealed || one.IsCaught))
            return false;
        frame.Add(new If(Author.Choice(frame), new Block([.. author.DischargeAll(frame.Chain()), new Line(Thrown)])) { Of = Construct.Throw });
        return true;
    }

    /// <summary>A helper that may throw, for those who catch.</summary>
    static string Thrower(Author author)
    {
        var name = author.Name("Check");
        author.Members.Add(new Member($"static void {name}()", new Block([new If("Input.Choose()", new Block([new Line(Thrown)]))])) { Of = Construct.Throw });
        return name;
    }

    /// <summary>An object of our own frees when its scope ends.</summary>
    public static bool Using(Author author, Frame frame)
    {
        if (author.Live(frame) is not { } duty)
            return false;
        Author.Forget(frame, duty);
        var owner = author.Name("Owner");
        var dispose = new Member("public void Dispose()", new Block([new Release($"§free.{duty.Kind}(owned);")]));
        author.Types.Add(new TypeNode($"sealed class {owner}(§params, §type.{duty.Kind} owned) : IDisposable", [dispose]) { Of = Construct.Using });
        var body = author.Inside(frame);
        body.Add(new Line($"§use.{duty.Kind}({duty.Place});"));
        frame.Add(author.Rng.Chance(50)
            ? new Compound($"using (new {owner}(§args, {duty.Place}))", author.Write(body, author.Steps(body))) { Of = Construct.Using }
            : new Compound("", new Block([new Line($"using var {author.Name("owner")} = new {owner}(§args, {duty.Place});"), .. author.Write(body, author.Steps(body)).Statements])) { Of = Construct.Using });
        return true;
    }
}
