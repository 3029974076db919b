using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>Ways part and meet again.</summary>
static class Branches
{
    public static bool IfElse(Author author, Frame frame)
    {
        if (frame.HoldsInTry)
            return false;
        var given = author.GiveAway(frame);
        var then = author.Inside(frame, Author.Copy(given));
        var otherwise = author.Inside(frame, Author.Copy(given));
        var hasElse = given.Count > 0 || author.Rng.Chance(40);
        frame.Add(new If(Author.Choice(frame), author.Write(then, 1 + author.Steps(then)), hasElse ? author.Write(otherwise, author.Steps(otherwise)) : null) { Of = Construct.Branch });
        return true;
    }

    public static bool EarlyExit(Author author, Frame frame)
    {
        if (frame.HoldsInTry || author.Exit(frame) is not { } exit)
            return false;
        frame.Add(new If(Author.Choice(frame), exit) { Of = Construct.EarlyExit });
        return true;
    }

    /// <summary>What decides about the acquire decides about the free as well.</summary>
    public static bool Correlated(Author author, Frame frame) => author.Rng.Next(4) switch
    {
        0 => ByResult(author, frame),
        1 => ByCondition(author, frame, author.Name("mode"), "Input.Pick(3)", " == 1"),
        _ => ByCondition(author, frame, author.Name("wanted"), "Input.Choose()", ""),
    };

    static bool ByCondition(Author author, Frame frame, string name, string from, string test)
    {
        var duty = new Duty { Place = author.Name(), Kind = author.PlainKind(), MayBeNull = true, Guard = name + test };
        frame.Add(new Line($"var {name} = {from};") { Of = Construct.CorrelatedFlag });
        frame.Add(new Line($"§maybe.{duty.Kind} {duty.Place} = §none.{duty.Kind};"));
        var inside = author.Inside(frame);
        inside.Add(new Line($"{duty.Place} = §new.{duty.Kind};"));
        if (author.Rng.Chance(50))
            author.Settle(inside, duty);
        frame.Add(new If(duty.Guard, author.Write(inside, 0)) { Of = Construct.CorrelatedFlag });
        author.Take(frame, duty);
        return true;
    }

    static bool ByResult(Author author, Frame frame)
    {
        var duty = author.Acquire(frame);
        var ok = author.Name("ok");
        frame.Add(new Line($"var {ok} = §live.{duty.Kind}({duty.Place});") { Of = Construct.CorrelatedFlag });
        duty.MayBeNull = false;
        duty.Guard = ok;
        return true;
    }

    public static bool Switch(Author author, Frame frame)
    {
        var given = author.GiveAway(frame);
        var sections = new List<Statement>();
        foreach (var label in new[] { "case 0:", author.Rng.Chance(30) ? "case 1 when Input.Choose():" : "case 1:", "default:" })
        {
            var section = author.Inside(frame, Author.Copy(given), isSection: true);
            sections.Add(new Compound(label, author.Write(section, author.Steps(section)), " break;") { IsFixed = true });
        }
        frame.Add(new Compound("switch (Input.Pick(3))", new Block(sections)) { Of = Construct.Switch });
        return true;
    }

    public static bool Pattern(Author author, Frame frame)
    {
        if (author.Rng.Chance(40))
            return SwitchExpression(author, frame);
        if (frame.Duties.Where(duty => duty is { IsPlain: true, MayBeNull: true }).ToList() is { Count: > 0 } untested)
        {
            var duty = author.Rng.Pick(untested);
            frame.Duties.Remove(duty);
            var then = author.Inside(frame, [new Duty { Place = duty.Place, Kind = duty.Kind }]);
            frame.Add(new If($"§livePattern.{duty.Kind}({duty.Place})", author.Write(then, author.Steps(then))) { Of = Construct.Pattern });
            return true;
        }
        var given = author.GiveAway(frame);
        var first = author.Inside(frame, Author.Copy(given));
        var second = author.Inside(frame, Author.Copy(given));
        var number = author.Name("number");
        var test = author.Rng.Pick(["is 1 or 2", $"is > 0 and var {number}", "is not 0", $"is var {number} and < 2"]);
        frame.Add(new If($"Input.Pick(3) {test}", author.Write(first, author.Steps(first)), author.Write(second, author.Steps(second))) { Of = Construct.Pattern });
        return true;
    }

    static bool SwitchExpression(Author author, Frame frame)
    {
        var duty = new Duty { Place = author.Name(), Kind = author.PlainKind(), MayBeNull = true };
        frame.Add(new Line($"§maybe.{duty.Kind} {duty.Place} = Input.Pick(3) switch {{ 0 => §new.{duty.Kind}, _ => §none.{duty.Kind} }};") { Of = Construct.Pattern });
        author.Take(frame, duty);
        return true;
    }
}
