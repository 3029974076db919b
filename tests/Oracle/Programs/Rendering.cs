using System.Text;

namespace NdisRules.Oracle.Programs;

/// <summary>A program as C#: one file, in a namespace of its own, so that many fit into one compilation.</summary>
sealed class Rendering
{
    /// <summary>Goes on after a violation, which has been noted: else the first one would hide all that come after it.</summary>
    const string Guard = " catch (Exception broken) when (Input.GoesOn(broken)) { }";

    readonly Dialect dialect;
    readonly bool isGuarded;
    readonly StringBuilder text = new();
    int depth;
    int lines;

    // Where a handler is written: the first and the last line of the try before it.
    (int First, int Last)? handled;

    Rendering(Dialect dialect, bool isGuarded)
    {
        this.dialect = dialect;
        this.isGuarded = isGuarded;
    }

    /// <summary>The name of its class that is run.</summary>
    public const string MainClass = "Nic";

    /// <summary>The text of a program.</summary>
    /// <param name="name">The namespace.</param>
    /// <param name="isGuarded">Whether each use and each free is guarded, on its line, so that a run goes on after a violation: for execution only.</param>
    public static string Of(GeneratedProgram program, Dialect dialect, string name, bool isGuarded)
    {
        var rendering = new Rendering(dialect, isGuarded);
        foreach (var line in (string[])["using System;", "using System.Collections.Generic;", "using System.IO;", "using System.Threading.Tasks;", "using NdisRules.Oracle;", .. dialect.Usings.Trim().Split('\n'), "", $"namespace {name};"])
            rendering.WriteLine(line);
        foreach (var type in program.Types)
            rendering.Write(type);
        return rendering.text.ToString();
    }

    void Write(TypeNode type)
    {
        WriteLine("");
        WriteLine(type.Head);
        WriteLine("{");
        depth++;
        var isFirst = true;
        foreach (var member in type.Members)
        {
            if (!isFirst && member.Body is not null)
                WriteLine("");
            isFirst = false;
            WriteLine(member.Head);
            if (member.Body is not null)
                Write(member.Body);
        }
        depth--;
        WriteLine("}");
    }

    void Write(Block block, string foot = "", string brace = "{")
    {
        WriteLine(isGuarded ? brace : "{");
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
                WriteLine(Located(Guarded(line.Text, "§use")));
                break;
            case Release release:
                WriteLine(Located(Guarded(release.Text, "§free")));
                break;
            case If branch:
                WriteLine(Located(branch.IsFlipped ? $"if (!({branch.Condition}))" : $"if ({branch.Condition})"));
                Write(branch.Then);
                if (branch.Else is null)
                    break;
                WriteLine("else");
                Write(branch.Else);
                break;
            case Compound compound:
                Write(compound);
                break;
        }
    }

    void Write(Compound compound)
    {
        var (outer, first) = (handled, 0);
        for (var i = 0; i < compound.Parts.Count; i++)
        {
            var (head, body) = (compound.Parts[i].Head, compound.Parts[i].Body);
            if (head.Length > 0)
                WriteLine(head);
            if (head == "try")
                first = lines + 1;
            else if (first > 0)
                handled ??= (first, lines - 1);
            Write(body, i == compound.Parts.Count - 1 ? compound.Foot : "", head == "try" ? "{ Input.Enter();" : "{");
        }
        handled = outer;
    }

    string Guarded(string text, string sign) => isGuarded && text.StartsWith(sign, StringComparison.Ordinal) ? $"try {{ {text} }}{Guard}" : text;

    /// <summary>In a handler the runtime tells the line in the try from which it was entered, so that the program has to say where it is.</summary>
    string Located(string line) => isGuarded && handled is { } range ? $"Input.At({lines + 1}, {range.First}, {range.Last}); {line}" : line;

    void WriteLine(string line)
    {
        lines++;
        text.Append(' ', depth * 4).Append(dialect.Expand(line)).Append('\n');
    }
}
