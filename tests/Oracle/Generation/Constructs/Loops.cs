using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>What is done more than once.</summary>
static class Loops
{
    public static bool Write(Author author, Frame frame) => author.Rng.Next(5) switch
    {
        0 => Retry(author, frame),
        1 => Carried(author, frame),
        _ => Plain(author, frame),
    };

    /// <summary>Each round owes what it takes.</summary>
    static bool Plain(Author author, Frame frame)
    {
        var body = author.Inside(frame, isLoop: true);
        var block = author.Write(body, 1 + author.Steps(body));
        var at = author.Name("i");
        frame.Add(author.Rng.Next(4) switch
        {
            0 => new Compound($"for (var {at} = 0; {at} < 2; {at}++)", block) { Of = Construct.Loop },
            1 => new Compound("while (Input.More())", block) { Of = Construct.Loop },
            2 => new Compound($"foreach (var {at} in Input.Items())", block) { Of = Construct.Loop },
            _ => new Compound("do", block, " while (Input.More());") { Of = Construct.Loop },
        });
        return true;
    }

    /// <summary>Tries until there is one.</summary>
    static bool Retry(Author author, Frame frame)
    {
        var duty = author.Acquire(frame);
        frame.Add(new Compound($"while (§null.{duty.Kind}({duty.Place}) && Input.More())", new Block([new Line($"{duty.Place} = §new.{duty.Kind};")])) { Of = Construct.Loop });
        return true;
    }

    /// <summary>Each round gives back what the round before took.</summary>
    static bool Carried(Author author, Frame frame)
    {
        var duty = new Duty { Place = author.Name("last"), Kind = author.PlainKind(), MayBeNull = true };
        frame.Add(new Line($"§maybe.{duty.Kind} {duty.Place} = §none.{duty.Kind};"));
        var body = new List<Statement>(author.Discharge(duty)) { new Line($"{duty.Place} = §new.{duty.Kind};") };
        frame.Add(new Compound("while (Input.More())", new Block(body)) { Of = Construct.Loop });
        author.Take(frame, duty);
        return true;
    }
}
