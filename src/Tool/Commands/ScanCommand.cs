using System.CommandLine;
using NdisRules.Tool.Loading;
using NdisRules.Tool.Reporting;
using NdisRules.Tool.Reporting.Console;
using NdisRules.Tool.Scanning;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules scan</c>: who plays which role, and which are missing.</summary>
internal sealed class ScanCommand
{
    readonly Argument<string> target = CommonOptions.Target();
    readonly Option<int> jobs = CommonOptions.Jobs();
    readonly Option<bool> noRestore = CommonOptions.NoRestore();
    readonly Option<string?> map = CommonOptions.File("--map", "Write the roles into a file to be looked over; once that is approved, tell what differs from it");
    readonly Terminal terminal;

    public ScanCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("scan", "Find who plays which role of NDIS, and which roles are missing, ambiguous or not declared")
        {
            target, map, jobs, noRestore,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var named = CheckTarget.Find(arguments.GetValue(target)!);
        var path = arguments.GetValue(map);
        var approved = path is null ? null : RoleMap.Read(path);
        using var file = path is null || approved is { IsApproved: true } ? null : OutputFile.Open(path);
        var result = await SolutionProgress.ShowAsync(terminal, progress => RoleScanner.ScanAsync(named, !arguments.GetValue(noRestore), arguments.GetValue(jobs), progress, cancellation));
        ScanReport.Write(result, terminal.Output);
        cancellation.ThrowIfCancellationRequested();
        file?.Write(stream => RoleMap.Write(result, stream));
        if (file is not null)
            terminal.Output.WriteLine($"{path}: look it over and set 'approved = yes'.");
        return approved is { IsApproved: true } ? ScanReport.WriteDifferences(approved.Compare(result), path!, terminal.Output) : ExitCode.Clean;
    }
}
