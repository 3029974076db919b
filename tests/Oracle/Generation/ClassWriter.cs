using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>Writes a class that knows nothing of adapters: public methods, and a Dispose where it has fields.</summary>
static class ClassWriter
{
    public static GeneratedProgram Write(long seed, Author author)
    {
        var fields = author.Rng.Chance(40) ? ProgramWriter.Fields(author, 1 + author.Rng.Next(2), FieldForm.Optional, FieldForm.Flagged, FieldForm.Queue) : [];
        var methods = new List<Member>();
        for (var i = 1 + author.Rng.Next(2); i > 0; i--)
            methods.Add(Method(author, fields));
        if (fields.Count > 0)
            methods.Add(new Member("public void Dispose()", author.Write(Author.Function("return;", fields.Select(field => field.AtEnd)), 0)));
        var main = new TypeNode($"sealed class {Rendering.MainClass}(§params){(fields.Count > 0 ? " : IDisposable" : "")}", [.. ProgramWriter.Declarations(fields), .. methods, .. author.Members]);
        return new GeneratedProgram(seed, IsDriver: false, [main, .. author.Types]);
    }

    static Member Method(Author author, IReadOnlyList<Field> fields)
    {
        var isCounting = author.Rng.Chance(30);
        var frame = Author.Function(isCounting ? "return 0;" : "return;", fields: fields, throwsOut: fields.Count == 0);
        author.Grow(frame, 1 + author.Rng.Next(author.Options.Size));
        author.Finish(frame);
        if (isCounting)
            frame.Add(new Line("return 1;"));
        return new Member($"public {(isCounting ? "int" : "void")} {author.Name("Run")}()", frame.ToBlock());
    }
}
