using System.CommandLine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Loading;
using NdisRules.Tool.NewRules;
using NdisRules.Tool.Reporting;
using NdisRules.Tool.Reporting.Console;
using Spectre.Console;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules new-rule</c>: writes a rule file for a pair of members, once it is known to name something, and tries it on the code.</summary>
internal sealed class NewRuleCommand
{
    readonly Argument<string> target = new("project") { Description = "The project (.csproj) whose pair it is, or its folder", DefaultValueFactory = _ => "." };
    readonly Option<string?> acquire = Member("--acquire", "The full name of the member that acquires, such as Acme.Pool.Lease, or Acme.Lease.#ctor for a constructor");
    readonly Option<string?> release = Member("--release", "The full name of the member that releases, such as Acme.Pool.Return");
    readonly Option<string?> name = new("--name") { Description = "The rule's name; the acquire's when left out", HelpName = "NAME" };
    readonly Option<string?> file = CommonOptions.File("--file", "The file to write; NAME.ndisrules in the project's folder when left out");
    readonly Option<bool> noRestore = CommonOptions.NoRestore();
    readonly Terminal terminal;

    public NewRuleCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("new-rule", "Write a rule file for a pair of your own, and try it on the code")
        {
            target, acquire, release, name, file, noRestore,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    static Option<string?> Member(string option, string description) => new(option)
    {
        Description = description,
        HelpName = "MEMBER",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Split('(')[0].Trim('.').Contains('.', StringComparison.Ordinal))
                return text;
            result.AddError($"{option}: '{text}' is no full name of a member, such as Acme.Pool.Lease");
            return null;
        },
    };

    async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var named = CheckTarget.Find(arguments.GetValue(target)!);
        if (named.Projects is not [var project])
            throw new ToolException($"'{named.Path}' has several projects: name the one whose pair it is");
        var draft = RuleDraft.Of(Asked(arguments.GetValue(acquire), "--acquire", "What acquires"), Asked(arguments.GetValue(release), "--release", "What releases"), arguments.GetValue(name));
        var path = Path.GetFullPath(arguments.GetValue(file) ?? Path.Combine(Path.GetDirectoryName(project)!, draft.Name + RuleFile.Extension));
        if (File.Exists(path))
            throw new ToolException($"'{path}' is there already: name another with --file");

        var solution = await SolutionProgress.ShowAsync(terminal, progress => SolutionLoader.OpenAsync(named, !arguments.GetValue(noRestore), jobs: 1, progress, cancellation));
        var loaded = solution.Loader.Load(solution.Asked[0]);
        var text = draft.Text(loaded.Compilation);
        if (RuleFile.Check(new Draft(path, text), loaded.Compilation, cancellation).Select(complaint => complaint.Message).FirstOrDefault() is { } complaint)
            throw new ToolException($"no rule was written: {complaint}");
        Write(path, text);
        terminal.Output.Write(text);
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"{path} is written. Next, name what borrows, transfers or tests for null; the README has the words. Tried on the code:");
        var tried = await new SolutionChecker(named, new Selection([draft.Name], DiagnosticSeverity.Warning), Shard.All, jobs: 1, joins: true, new SolutionProgress(null)).CheckAsync(restores: false, cancellation);
        CheckReport.Write(tried, terminal);
        return ExitCode.Clean;
    }

    /// <summary>What the options do not say is asked for, where somebody is there to answer.</summary>
    string Asked(string? said, string option, string question) => said
        ?? (terminal.ShowsProgress && terminal.IsInteractive ? terminal.Tables().Ask<string>($"{question}, by its full name (such as Acme.Pool.Lease):") : throw new ToolException($"new-rule needs {option} MEMBER"));

    static void Write(string path, string text)
    {
        using var output = OutputFile.Open(path);
        output.Write(stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The file before it is written.</summary>
    sealed class Draft(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
