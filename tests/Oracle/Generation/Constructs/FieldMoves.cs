using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation.Constructs;

/// <summary>What handlers do with the fields of their class: each move leaves the field as its form says.</summary>
static class FieldMoves
{
    public static bool Write(Author author, Frame frame)
    {
        if (frame.Fields.Count == 0)
            return false;
        var field = author.Rng.Pick(frame.Fields);
        var moves = field.Form switch
        {
            FieldForm.Optional => Optional(author, frame, field),
            FieldForm.Flagged => Flagged(author, field),
            FieldForm.Queue => Queue(author, field),
            _ => [new Line($"§use.{field.Kind}({field.Name});") { Of = Construct.Field }],
        };
        frame.Statements.AddRange(moves);
        return true;
    }

    static List<Statement> Optional(Author author, Frame frame, Field field)
    {
        var duty = field.AtEnd;
        var fill = new Line($"{field.Name} = §new.{field.Kind};") { Of = Construct.Field };
        switch (author.Rng.Next(4))
        {
            case 0:
                return [.. author.Discharge(duty), fill];
            case 1:
                return [new If(author.NullTest(duty), new Block([fill])) { Of = Construct.Field }];
            case 2:
                return [.. author.Discharge(duty), new Line($"{field.Name} = §none.{field.Kind};") { Of = Construct.Field }];
            default:
                var taken = author.Take(frame, new Duty { Place = author.Name("taken"), Kind = field.Kind, MayBeNull = true });
                return [new Line($"var {taken.Place} = {field.Name};"), new Line($"{field.Name} = §none.{field.Kind};") { Of = Construct.Field }];
        }
    }

    static List<Statement> Flagged(Author author, Field field)
    {
        if (author.Rng.Chance(50))
            return [new If(field.Flag, new Block([new Release($"§free.{field.Kind}({field.Name});"), new Line($"{field.Flag} = false;")])) { Of = Construct.Field }];
        return
        [
            new If($"!{field.Flag}", new Block(
            [
                new Line($"{field.Name} = §new.{field.Kind};"),
                new Line($"{field.Flag} = §live.{field.Kind}({field.Name});"),
            ])) { Of = Construct.Field },
        ];
    }

    static List<Statement> Queue(Author author, Field field)
    {
        var one = author.Name();
        if (author.Rng.Chance(50))
            return [new If($"{field.Name}.TryDequeue(out var {one})", new Block([new Release($"§free.{field.Kind}({one});")])) { Of = Construct.Field }];
        return
        [
            new Line($"var {one} = §new.{field.Kind};"),
            new If($"§live.{field.Kind}({one})", new Block([new Line($"{field.Name}.Enqueue({one});")])) { Of = Construct.Field },
        ];
    }
}
