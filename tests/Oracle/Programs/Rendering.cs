using System.Text;

namespace NdisRules.Oracle.Programs;

/// <summary>A program as C#: one file, in a namespace of its own, so that many fit into one compilation.</summary>
sealed class Rendering
{
    readonly Dialect dialect;
    readonly StringBuilder text = new();
    int depth;

    Rendering(Dialect dialect) => this.dialect = dialect;

    /// <summary>The name of its class that is run.</summary>
    public const string MainClass = "Nic";

    /// <summary>The text of a program.</summary>
    /// <param name="name">The namespace.</param>
    public static string Of(GeneratedProgram program, Dialect dialect, string name)
    {
        var rendering = new Rendering(dialect);
        rendering.text.Append("using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Threading.Tasks;\nusing NdisRules.Oracle;\n");
        rendering.text.Append(dialect.Usings).Append($"\nnamespace {name};\n");
        foreach (var type in program.Types)
            rendering.Write(type);
        return rendering.text.ToString();
    }

    void Write(TypeNode type)
    {
        text.Append('\n');
        WriteLine(type.Head);
        WriteLine("{");
        depth++;
        var isFirst = true;
        foreach (var member in type.Members)
        {
            if (!isFirst && member.Body is not null)
                text.Append('\n');
            isFirst = false;
            WriteLine(member.Head);
            if (member.Body is not null)
                Write(member.Body);
        }
        depth--;
        WriteLine("}");
    }

    void Write(Block block, string foot = "")
    {
        WriteLine("{");
        depth++;
        foreach (var statement in block.Statements)
            Write(statement);
        depth--;
        WriteLine("}" + foot);
    }

    void Write(Statement statement)
    {
        switch (statement)
        {
            case Line line:
                WriteLine(line.Text);
                break;
            case Release release:
                WriteLine(release.Text);
                break;
            case If branch:
                WriteLine(branch.IsFlipped ? $"if (!({branch.Condition}))" : $"if ({branch.Condition})");
                Write(branch.Then);
                if (branch.Else is null)
                    break;
                WriteLine("else");
                Write(branch.Else);
                break;
            case Compound compound:
                for (var i = 0; i < compound.Parts.Count; i++)
                {
                    if (compound.Parts[i].Head.Length > 0)
                        WriteLine(compound.Parts[i].Head);
                    Write(compound.Parts[i].Body, i == compound.Parts.Count - 1 ? compound.Foot : "");
                }
                break;
        }
    }

    void WriteLine(string line) => text.Append(' ', depth * 4).Append(dialect.Expand(line)).Append('\n');
}
