using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>An object has another name, or lies inside something.</summary>
static class Holders
{
    static Duty Moved(Author author, Frame frame, Duty duty, string place, bool isPlain = true)
    {
        Author.Forget(frame, duty);
        return author.Take(frame, new Duty { Place = place, Kind = duty.Kind, MayBeNull = duty.MayBeNull, Afterwards = isPlain ? null : $"{place} = §none.{duty.Kind};" });
    }

    /// <summary>An object that has not been tested yet, or one that is there.</summary>
    static Duty? Any(Author author, Frame frame)
    {
        var known = frame.Duties.Where(duty => duty.IsPlain).ToList();
        return known.Count > 0 && author.Rng.Chance(50) ? author.Rng.Pick(known) : author.Live(frame);
    }

    public static bool Alias(Author author, Frame frame)
    {
        if (Any(author, frame) is not { } duty)
            return false;
        var other = author.Name("same");
        switch (author.Rng.Next(4))
        {
            case 0:
                frame.Add(new Line($"§maybe.{duty.Kind} {other} = §none.{duty.Kind};"));
                frame.Add(new Line($"({other}, var {author.Name("count")}) = ({duty.Place}, 1);") { Of = Construct.Alias });
                break;
            case 1 when !frame.IsAsync && !duty.Place.Contains('['):
                frame.Add(new Line($"ref var {other} = ref {duty.Place};") { Of = Construct.Alias });
                break;
            case 2:
                frame.Add(new Line($"var {other} = Input.Choose() ? {duty.Place} : {duty.Place};") { Of = Construct.Alias });
                break;
            default:
                frame.Add(new Line($"var {other} = {duty.Place};") { Of = Construct.Alias });
                break;
        }
        // A lambda cannot name a ref local.
        Moved(author, frame, duty, other, isPlain: !frame.Statements[^1].IsRefLocal());
        return true;
    }

    static bool IsRefLocal(this Statement statement) => statement is Line line && line.Text.StartsWith("ref var", StringComparison.Ordinal);

    public static bool Struct(Author author, Frame frame)
    {
        if (Any(author, frame) is not { } duty)
            return false;
        var pair = author.Name("pair");
        if (author.Rng.Chance(30))
        {
            frame.Add(new Line($"var {pair} = (One: {duty.Place}, Count: 1);") { Of = Construct.Struct });
            Moved(author, frame, duty, pair + ".One");
            return true;
        }
        var type = author.Name("Pair");
        author.Types.Add(new TypeNode(author.Rng.Pick(["struct ", "record struct "]) + type, [new Member($"public §maybe.{duty.Kind} One;"), new Member("public int Count;")]) { Of = Construct.Struct });
        frame.Add(author.Rng.Chance(50)
            ? new Line($"var {pair} = new {type} {{ One = {duty.Place}, Count = 1 }};") { Of = Construct.Struct }
            : new Line($"{type} {pair} = default; {pair}.One = {duty.Place};") { Of = Construct.Struct });
        if (author.Rng.Chance(30))
        {
            var copy = author.Name("copy");
            frame.Add(new Line($"var {copy} = {pair};"));
            pair = copy;
        }
        Moved(author, frame, duty, pair + ".One");
        return true;
    }

    public static bool Instance(Author author, Frame frame)
    {
        if (Any(author, frame) is not { } duty)
            return false;
        var (box, type) = (author.Name("box"), author.Name("Box"));
        var isRecord = author.Rng.Chance(30);
        author.Types.Add(isRecord
            ? new TypeNode($"sealed record {type}(§maybe.{duty.Kind} One, int Count)", []) { Of = Construct.ClassInstance }
            : new TypeNode($"sealed class {type}", [new Member($"public §maybe.{duty.Kind} One;"), new Member("public int Count;")]) { Of = Construct.ClassInstance });
        frame.Add(new Line(isRecord ? $"var {box} = new {type}({duty.Place}, 1);" : $"var {box} = new {type} {{ One = {duty.Place} }};") { Of = Construct.ClassInstance });
        if (author.Rng.Chance(30))
        {
            var other = author.Name("other");
            frame.Add(new Line($"var {other} = {box};"));
            box = other;
        }
        Moved(author, frame, duty, box + ".One");
        return true;
    }
}
