using System.CommandLine;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Tool.Checking;
using Spectre.Console;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules rules</c>: what is verified.</summary>
internal sealed class RulesCommand
{
    readonly Terminal terminal;

    public RulesCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("rules", "List the built-in rules and the kinds of defects");
        Command.SetAction(_ => Run());
    }

    public Command Command { get; }

    int Run()
    {
        if (terminal.IsInteractive)
            WriteTables(terminal.Tables());
        else
            WritePlain(terminal.Output);
        terminal.Output.WriteLine("ndisrules explain NAME says more of a rule or an id.");
        return ExitCode.Clean;
    }

    static void WriteTables(IAnsiConsole console)
    {
        var rules = new Table().Border(TableBorder.Rounded).AddColumns("Rule", "Object", "Acquired by", "Released by");
        foreach (var rule in RuleBook.BuiltIn)
            rules.AddRow(Markup.Escape(rule.Name), Markup.Escape(rule.ObjectName), Markup.Escape(Members(rule, RowKind.Acquires)), Markup.Escape(Members(rule, RowKind.Releases)));
        console.Write(rules);
        var ids = new Table().Border(TableBorder.Rounded).AddColumns("Id", "Default", "What is wrong");
        foreach (var descriptor in Ids.All)
            ids.AddRow(descriptor.Id, LevelOf(descriptor), Markup.Escape(descriptor.Title.ToString()));
        console.Write(ids);
    }

    static void WritePlain(TextWriter output)
    {
        foreach (var rule in RuleBook.BuiltIn)
            output.WriteLine($"{rule.Name}: {rule.ObjectName}: {Members(rule, RowKind.Acquires)} -> {Members(rule, RowKind.Releases)}");
        foreach (var descriptor in Ids.All)
            output.WriteLine($"{descriptor.Id}: {LevelOf(descriptor)}: {descriptor.Title}");
    }

    static string LevelOf(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity.ToString().ToLowerInvariant();

    static string Members(RuleText rule, RowKind kind) => string.Join(", ", rule.Rows.Where(row => row.Kind == kind).Select(row => row.IsByAttribute ? row.Member : row.Name).Distinct());
}
