using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>Makes a program of a seed.</summary>
static class ProgramWriter
{
    /// <summary>The program of a seed: the same for the same options, always.</summary>
    public static GeneratedProgram Write(long seed, GeneratorOptions options)
    {
        var rng = new Rng(seed);
        var isMutant = rng.Next(100) < options.MutantShare;
        var author = new Author(rng, options);
        var program = rng.Chance(45) ? DriverWriter.Write(seed, author) : ClassWriter.Write(seed, author);
        return isMutant ? Mutator.Mutate(program, rng) : program;
    }

    /// <summary>Fields of one of the given forms.</summary>
    public static List<Field> Fields(Author author, int count, params FieldForm[] forms)
    {
        var fields = new List<Field>();
        for (var i = 0; i < count; i++)
        {
            var name = author.Name("kept");
            fields.Add(new Field(name, author.PlainKind(), author.Rng.Pick(forms), "has" + char.ToUpperInvariant(name[0]) + name[1..]));
        }
        return fields;
    }

    /// <summary>The members that declare fields.</summary>
    public static IEnumerable<Member> Declarations(IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            yield return new Member(field.Form == FieldForm.Queue ? $"readonly Queue<§type.{field.Kind}> {field.Name} = new();" : $"§maybe.{field.Kind} {field.Name};") { Of = Construct.Field };
            if (field.Form == FieldForm.Flagged)
                yield return new Member($"bool {field.Flag};");
        }
    }
}
