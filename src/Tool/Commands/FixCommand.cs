using System.CommandLine;
using System.Text;
using Microsoft.CodeAnalysis;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Fixing;
using NdisRules.Tool.Loading;
using NdisRules.Tool.Reporting;
using NdisRules.Tool.Reporting.Console;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules fix</c>: what the light bulb would do, for whole projects. It shows the difference, and writes only when told to.</summary>
internal sealed class FixCommand
{
    readonly Argument<string> target = CommonOptions.Target();
    readonly Option<string[]> rules = CommonOptions.Rules();
    readonly Option<bool> write = new("--write") { Description = "Write the changes; without it they are only shown" };
    readonly Option<int> jobs = CommonOptions.Jobs();
    readonly Option<bool> noRestore = CommonOptions.NoRestore();
    readonly Terminal terminal;

    public FixCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("fix", "Show, or write, what the code fixes make of the findings")
        {
            target, rules, write, jobs, noRestore,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var named = CheckTarget.Find(arguments.GetValue(target)!);
        var selection = new Selection(CommonOptions.NamesOf(arguments.GetValue(rules)), DiagnosticSeverity.Info);
        var results = await SolutionProgress.ShowAsync(terminal, async progress =>
        {
            var solution = await SolutionLoader.OpenAsync(named, !arguments.GetValue(noRestore), arguments.GetValue(jobs), progress, cancellation);
            selection.MustNameSome(solution.RuleNames, Ids.All.Select(descriptor => descriptor.Id));
            return await FixAsync(solution, selection, progress, cancellation);
        });

        var changes = results.SelectMany(result => result.Changes).DistinctBy(change => change.Path).ToArray();
        foreach (var change in changes)
            terminal.Output.Write(UnifiedDiff.Of(Path.GetRelativePath(named.Root, change.Path).Replace('\\', '/'), change.Before, change.After));
        var writes = arguments.GetValue(write);
        if (writes)
            foreach (var change in changes)
                Write(change);
        var (before, after) = (results.Sum(result => result.Before), results.Sum(result => result.After));
        terminal.Output.WriteLine(changes.Length == 0 ? $"Nothing to fix: {before} findings have no fix that settles them."
            : $"{changes.Length} files {(writes ? "changed" : "would change; --write writes them")}: {before} findings before, {after} after.");
        return changes.Length > 0 && !writes ? ExitCode.Defects : ExitCode.Clean;
    }

    static async Task<IReadOnlyList<FixResult>> FixAsync(SolutionLoader solution, Selection selection, IProgressLog progress, CancellationToken cancellation)
    {
        // A project for several frameworks has its files once: the first of them decides.
        var projects = solution.Asked.DistinctBy(answer => answer.Project).ToArray();
        progress.Begin(projects.Length);
        var results = new List<FixResult>();
        foreach (var answer in projects)
        {
            using var shown = progress.Project(answer.Name);
            var project = solution.Loader.Load(answer);
            ProjectChecker.MustCompile(project, project.Compilation.GetDiagnostics(cancellation));
            results.Add(await new Fixer(selection, cancellation).FixAsync(FixWorkspace.Open(project)));
        }

        return results;
    }

    static void Write(FileChange change)
    {
        using var file = OutputFile.Open(change.Path);
        file.Write(stream =>
        {
            using var writer = new StreamWriter(stream, change.Before.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            change.After.Write(writer);
        });
    }
}
