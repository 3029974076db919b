using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Baselines;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Loading;
using NdisRules.Tool.Reporting;
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
    readonly Option<bool> perProject = new("--per-project") { Description = "See of other projects what the build sees, their assemblies, and not their source" };
    readonly Option<bool> json = new("--json") { Description = "Print the result as JSON" };
    readonly Option<string?> html = CommonOptions.File("--html", "Write the defect viewer: one page, with the trace, the source and the state of each step");
    readonly Option<string?> sarif = CommonOptions.File("--sarif", "Write the result as SARIF 2.1.0, with a code flow for each defect");
    readonly Option<string?> dvl = CommonOptions.File("--dvl", "Write an XML summary without source code, in the manner of a driver verification log");
    readonly Option<Shard> shard = new("--shard")
    {
        Description = "Check only a part of the projects, such as 2/5; 'ndisrules merge' joins the reports",
        HelpName = "K/N",
        DefaultValueFactory = _ => Shard.All,
        CustomParser = CommonOptions.Shard,
    };
    readonly Option<string?> baseline = CommonOptions.File("--baseline", "Keep the defects quiet that this file knows");
    readonly Option<bool> updateBaseline = new("--update-baseline") { Description = "Write the defects that are there now into the file of --baseline" };
    readonly Terminal terminal;

    public CheckCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("check", "Verify every project of a solution, a project or a folder")
        {
            target, rules, severity, html, sarif, dvl, baseline, updateBaseline, shard, jobs, perProject, noRestore, json,
        };
        Command.Validators.Add(CheckTogether);
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    void CheckTogether(CommandResult result)
    {
        if (result.GetResult(updateBaseline) is { Implicit: false } && result.GetResult(baseline) is null)
            result.AddError("--update-baseline needs --baseline FILE");
    }

    async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var named = CheckTarget.Find(arguments.GetValue(target)!);
        var selection = new Selection(CommonOptions.NamesOf(arguments.GetValue(rules)), arguments.GetValue(severity));
        var updates = arguments.GetValue(updateBaseline);
        var known = arguments.GetValue(baseline) is { } file && !updates ? Baseline.Read(file) : null;
        using var reports = new CheckReports(arguments.GetValue(html), arguments.GetValue(sarif), arguments.GetValue(dvl), updates ? arguments.GetValue(baseline) : null);

        var found = await SolutionProgress.ShowAsync(terminal, progress =>
            new SolutionChecker(named, selection, arguments.GetValue(shard)!, arguments.GetValue(jobs), joins: !arguments.GetValue(perProject), progress).CheckAsync(restores: !arguments.GetValue(noRestore), cancellation));
        var used = updates ? Baseline.Of(found) : known;
        var result = used?.Applied(found) ?? found;
        cancellation.ThrowIfCancellationRequested();
        reports.Write(result, used);
        if (arguments.GetValue(json))
            terminal.Output.WriteLine(JsonReport.Text(result));
        else
            CheckReport.Write(result, terminal);
        return result.ExitCode;
    }
}
