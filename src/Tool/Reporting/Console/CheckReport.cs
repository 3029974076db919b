using System.Globalization;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;
using Spectre.Console;

namespace NdisRules.Tool.Reporting.Console;

/// <summary>The result for a person: the defects with their places, the verdict on each rule, and a closing line.</summary>
internal static class CheckReport
{
    public static void Write(CheckResult result, Terminal terminal)
    {
        if (terminal.IsInteractive)
            WriteTables(result, terminal.Tables());
        else
            WritePlain(result, terminal.Output);
        foreach (var project in result.Projects.Where(project => project.WhyAlone != ""))
            terminal.Output.WriteLine($"{project.Name} was checked without the source of the projects that it refers to: {project.WhyAlone}");
        terminal.Output.WriteLine(Closing(result));
    }

    /// <summary>Such as <c>15 defects in 4 of 24 rules; 1 project, 2.4 s</c>.</summary>
    public static string Closing(CheckResult result)
    {
        var count = result.Counting.Count();
        var quiet = result.Defects.Count(defect => defect.IsKnown && defect.Suppressed is null);
        var suppressed = result.Defects.Count(defect => defect.Suppressed is not null);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Number(count, "defect")}{(quiet > 0 ? $", {quiet} in the baseline" : "")}{(suppressed > 0 ? $", {suppressed} suppressed" : "")}; rules: {Outcomes(result)}; {Number(result.Projects.Count, "project")}, {result.Seconds:F1} s");
    }

    static string Outcomes(CheckResult result) => string.Join(", ", result.Verdicts.GroupBy(verdict => verdict.Outcome).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {group.First().Name.ToLowerInvariant()}"));

    static void WritePlain(CheckResult result, TextWriter output)
    {
        foreach (var defect in result.Counting)
            output.WriteLine($"{result.Relative(defect.Where.Path)}({defect.Where.Line},{defect.Where.Column}): {NameOf(defect.Severity)} {defect.Id}: {defect.Message}");
        if (result.Counting.Any())
            output.WriteLine();
        var width = result.Verdicts.Select(verdict => verdict.Rule.Length).DefaultIfEmpty().Max();
        foreach (var verdict in result.Verdicts.Where(verdict => verdict.Outcome != Outcome.NotApplicable))
            output.WriteLine($"{verdict.Rule.PadRight(width)}  {Told(verdict)}".TrimEnd());
        foreach (var reason in result.Verdicts.Where(verdict => verdict.Outcome == Outcome.NotApplicable).GroupBy(verdict => verdict.Reason))
            output.WriteLine($"Not applicable, {reason.Key}: {string.Join(", ", reason.Select(verdict => verdict.Rule))}");
    }

    static string Told(Verdict verdict) => verdict.Outcome switch
    {
        Outcome.Defect => $"Defect  {verdict.Defects}{(verdict.Reason == "" ? "" : "; " + verdict.Reason)}",
        Outcome.GaveUp => $"Gave up: {verdict.Reason}",
        _ => verdict.Name,
    };

    static void WriteTables(CheckResult result, IAnsiConsole console)
    {
        foreach (var file in result.Counting.GroupBy(defect => defect.Where.Path))
        {
            console.MarkupLine($"[bold]{Markup.Escape(result.Relative(file.Key))}[/]");
            var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("place").RightAligned().NoWrap()).AddColumn(new TableColumn("id").NoWrap()).AddColumn("what");
            foreach (var defect in file)
                table.AddRow($"{defect.Where.Line}:{defect.Where.Column}", $"[{ColourOf(defect.Severity)}]{defect.Id}[/]", Markup.Escape(defect.Message));
            console.Write(table);
            console.WriteLine();
        }

        WriteVerdicts(result, console);
    }

    static void WriteVerdicts(CheckResult result, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Rule").AddColumn("Verdict").AddColumn(new TableColumn("Defects").RightAligned()).AddColumn(new TableColumn("Seconds").RightAligned()).AddColumn("Why");
        foreach (var verdict in result.Verdicts.OrderBy(verdict => verdict.Outcome == Outcome.NotApplicable))
            table.AddRow(Markup.Escape(verdict.Rule), $"[{ColourOf(verdict.Outcome)}]{verdict.Name}[/]", verdict.Defects == 0 ? "" : verdict.Defects.ToString(CultureInfo.InvariantCulture), SecondsOf(verdict, result), Markup.Escape(verdict.Reason));
        console.Write(table);
    }

    static string SecondsOf(Verdict verdict, CheckResult result) => result.SecondsOfRules.TryGetValue(verdict.Rule, out var seconds) ? seconds.ToString("F1", CultureInfo.InvariantCulture) : "";

    static string NameOf(DiagnosticSeverity severity) => severity.ToString().ToLowerInvariant();

    static string ColourOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "red",
        DiagnosticSeverity.Warning => "yellow",
        _ => "blue",
    };

    static string ColourOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "green",
        Outcome.Defect => "red",
        Outcome.GaveUp => "yellow",
        _ => "grey",
    };

    static string Number(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
