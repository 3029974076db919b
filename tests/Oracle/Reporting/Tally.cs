using System.Globalization;
using NdisRules.Oracle.Judging;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Reporting;

/// <summary>Counts verdicts, in all and per construct.</summary>
sealed class Tally
{
    sealed class Row
    {
        public int Programs { get; set; }

        public int[] Outcomes { get; } = new int[Enum.GetValues<Outcome>().Length];
    }

    readonly SortedDictionary<Construct, Row> rows = [];
    readonly Row all = new();

    public int Programs => all.Programs;

    public int Mutants { get; private set; }

    public int Crashes { get; set; }

    public int GaveUp { get; private set; }

    public int Unfit { get; set; }

    public int Differences { get; set; }

    public int Unexpected { get; private set; }

    public long Runs { get; private set; }

    public int Incomplete { get; private set; }

    public int Of(Outcome outcome) => all.Outcomes[(int)outcome];

    /// <summary>Hits among what was executed.</summary>
    public double Recall => Share(Of(Outcome.Hit), Of(Outcome.Miss));

    /// <summary>Hits among what was reported and decided.</summary>
    public double Precision => Share(Of(Outcome.Hit), Of(Outcome.FalseAlarm));

    public void Add(Judgement judgement)
    {
        Mutants += judgement.Unit.Program.Mutation is null ? 0 : 1;
        Crashes += judgement.Report.Crashes.Count;
        GaveUp += judgement.Report.GaveUp.Count;
        Unexpected += judgement.Exploration.Unexpected is null ? 0 : 1;
        Runs += judgement.Exploration.Runs;
        Incomplete += judgement.Exploration.IsComplete ? 0 : 1;
        Count(all, judgement);
        foreach (var construct in judgement.Unit.Program.Constructs)
        {
            if (!rows.TryGetValue(construct, out var row))
                rows[construct] = row = new Row();
            Count(row, judgement);
        }
    }

    static void Count(Row row, Judgement judgement)
    {
        row.Programs++;
        foreach (var verdict in judgement.Verdicts)
            row.Outcomes[(int)verdict.Outcome]++;
    }

    static double Share(int good, int bad) => good + bad == 0 ? 1 : (double)good / (good + bad);

    public string ToMarkdown()
    {
        var lines = new List<string>
        {
            "| construct | share of programs | hits | misses | false alarms | undecided | dead | precision | recall |",
            "|---|---|---|---|---|---|---|---|---|",
        };
        lines.AddRange(rows.Select(row => Line(row.Key.ToString(), row.Value)));
        lines.Add(Line("all", all));
        lines.Add("");
        lines.Add($"{Programs} programs, {Mutants} mutants, {Runs} runs; {Incomplete} programs with more combinations than were run; {Unfit} did not compile; crashes {Crashes}, gave up {GaveUp}, "
            + $"different on other threads {Differences}, threw what none should {Unexpected}");
        return string.Join('\n', lines);
    }

    string Line(string name, Row row)
    {
        int Of(Outcome outcome) => row.Outcomes[(int)outcome];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {100.0 * row.Programs / Math.Max(1, Programs):0.0} % | {Of(Outcome.Hit)} | {Of(Outcome.Miss)} | {Of(Outcome.FalseAlarm)} | {Of(Outcome.Undecided)} | {Of(Outcome.Dead)} | "
            + $"{100 * Share(Of(Outcome.Hit), Of(Outcome.FalseAlarm)):0.00} % | {100 * Share(Of(Outcome.Hit), Of(Outcome.Miss)):0.00} % |");
    }
}
