using System.CommandLine;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Loading;
using NdisRules.Tool.Reporting.Console;
using NdisRules.Tool.Reporting.Json;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules check</c>: verifies projects and reports.</summary>
internal sealed class CheckCommand
{
    readonly Argument<string> target = CommonOptions.Target();
    readonly Option<string[]> rules = CommonOptions.Rules();
    readonly Option<DiagnosticSeverity> severity = CommonOptions.Severity();
    readonly Option<int> jobs = CommonOptions.Jobs();
    readonly Option<bool> noRestore = CommonOptions.NoRestore();
    readonly Option<bool> json = new("--json") { Description = "Print the result as JSON" };
    readonly Terminal terminal;

    public CheckCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("check", "Verify every project of a solution, a project or a folder")
        {
            target, rules, severity, jobs, noRestore, json,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var named = CheckTarget.Find(arguments.GetValue(target)!);
        var selection = new Selection(CommonOptions.NamesOf(arguments.GetValue(rules)), arguments.GetValue(severity));
        var result = await SolutionProgress.ShowAsync(terminal, progress =>
            new SolutionChecker(named, selection, arguments.GetValue(jobs), progress).CheckAsync(restores: !arguments.GetValue(noRestore), cancellation));
        if (arguments.GetValue(json))
            terminal.Output.WriteLine(JsonReport.Text(result));
        else
            CheckReport.Write(result, terminal);
        return result.ExitCode;
    }
}
