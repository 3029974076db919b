namespace NdisRules.Cases.Tests;

/// <summary>Many flows filled with one pair, each in a namespace of its own, as one compilation.</summary>
internal sealed class MatrixBatch
{
    // Lines are numbered through, so that a report tells which program it belongs to.
    readonly List<Line> lines = [];
    readonly List<CasePart> parts = [];

    MatrixBatch(MatrixPair pair) => Pair = pair;

    public MatrixPair Pair { get; }

    public Case Program => new("matrix", Pair.Name, Pair.Name, [.. Own(), .. parts]);

    /// <summary>What belongs to a pair that no library has.</summary>
    static IEnumerable<CasePart> Own() => Directory.EnumerateFiles(Path.Combine(Suite.MatrixFolder, "Own")).Order(StringComparer.Ordinal).Select(file => new CasePart("Own/" + Path.GetFileName(file), int.MinValue / 2, File.ReadAllLines(file)));

    /// <summary>Of all that there is for a pair every so manieth, another share for each pair.</summary>
    public static MatrixBatch Of(MatrixPair pair, int share)
    {
        var batch = new MatrixBatch(pair);
        var number = MatrixPair.All.Index().Single(one => one.Item == pair).Index;
        foreach (var (flow, flaw) in MatrixFlow.All.SelectMany(flow => flow.Flaws.Select(flaw => (flow, flaw))))
        {
            if (number++ % share == 0 && flow.Fits(pair) && flaw.Fits(pair))
                batch.Add(flow, flaw);
        }

        return batch;
    }

    void Add(MatrixFlow flow, MatrixFlaw flaw)
    {
        var name = $"M{lines.Count}";
        foreach (var part in flow.Parts)
        {
            var first = lines.Count + 1;
            foreach (var (index, line) in part.Lines.Index())
            {
                var (code, mark) = MatrixMark.Split(line);
                lines.Add(new(flow, flaw, part.FirstLine + index, mark, MatrixFlow.Fill(code, Pair, flaw)));
            }

            string[] text = [.. lines.Skip(first - 1).Select(line => line.Text)];
            text[0] = $"namespace {name} {{ {(Pair.IsPointer ? "static unsafe partial class All { " : "")}{text[0]}";
            text[^1] += Pair.IsPointer ? " } }" : " }";
            parts.Add(new($"{name}.{first}.cs", first, text));
        }
    }

    /// <summary>What is reported and not marked, or marked and not reported.</summary>
    public IEnumerable<MatrixDifference> Differences(IReadOnlyList<Report> reports)
    {
        var reported = reports.ToLookup(report => report.Line);
        foreach (var report in reports.Where(report => report.Line < 1))
            yield return new(null, Pair, [], [], [report]);
        foreach (var (index, line) in lines.Index())
        {
            Report[] here = [.. reported[index + 1]];
            var today = line.Mark.Today(line.Flaw, Pair);
            if (!Mark.Same(today, here.Select(report => report.Id)))
                yield return new(line, Pair, today, line.Mark.Expected(line.Flaw, Pair), here);
        }
    }

    /// <summary>The program to which a line belongs, filled.</summary>
    public IEnumerable<string> ProgramOf(Line line) => lines.Where(one => one.Flow == line.Flow && one.Flaw == line.Flaw).Select(one => one.Text);

    public int Programs => lines.Select(line => (line.Flow, line.Flaw)).Distinct().Count();

    /// <summary>A line of a program.</summary>
    /// <param name="Flow">Of which flow.</param>
    /// <param name="Flaw">With what in its holes.</param>
    /// <param name="Number">The line of the data file.</param>
    /// <param name="Mark">What is right there.</param>
    /// <param name="Text">What the compiler reads.</param>
    public sealed record Line(MatrixFlow Flow, MatrixFlaw Flaw, int Number, MatrixMark Mark, string Text);
}

/// <summary>A line on which something else is reported than today's mark says.</summary>
internal sealed record MatrixDifference(MatrixBatch.Line? Line, MatrixPair Pair, IReadOnlyList<string> Today, IReadOnlyList<string> Right, IReadOnlyList<Report> Reported)
{
    public override string ToString()
    {
        var got = Reported.Count == 0 ? "silence" : string.Join("; ", Reported.Select(report => $"{report.Id}: {report.Message}"));
        if (Line is null)
            return $"pair {Pair.Name}: {got}";
        var right = !Mark.Same(Today, Right) && Mark.Same(Right, Reported.Select(report => report.Id)) ? "; that is right, so the words 'for now' have to go" : "";
        return $"tests/Cases/{Line.Flow.File}({Line.Number}): '{Line.Flow.Name}' with {Pair.Name}, {Line.Flaw.Name}: expected {(Today.Count == 0 ? "silence" : string.Join(' ', Today))}, got {got}{right}";
    }
}
