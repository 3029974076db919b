using System.CommandLine;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules explain</c>: the page of an id, or the file of a rule.</summary>
internal sealed class ExplainCommand
{
    readonly Argument<string> name = new("name") { Description = "An id such as NDIS0005, or a rule such as NdisAllocateNetBuffer" };
    readonly Terminal terminal;

    public ExplainCommand(Terminal terminal)
    {
        this.terminal = terminal;
        Command = new Command("explain", "Print what an id or a rule means")
        {
            name,
        };
        Command.SetAction(result => Run(result.GetValue(name)!));
    }

    public Command Command { get; }

    int Run(string asked)
    {
        var text = Resources.Find($"rules/{asked.ToUpperInvariant()}.md") ?? RuleFileOf(asked) ?? throw new ToolException($"'{asked}' is no rule and no diagnostic: 'ndisrules rules' lists them");
        terminal.Output.WriteLine(text.TrimEnd());
        return ExitCode.Clean;
    }

    /// <summary>The file that has the rule: a few related rules share one.</summary>
    static string? RuleFileOf(string asked)
    {
        var assembly = typeof(RuleBook).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(one => one.EndsWith(RuleFile.Extension, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var text = reader.ReadToEnd();
            if (RuleReader.Read(text.Split('\n')).Rules.Any(rule => rule.Name.Equals(asked, StringComparison.OrdinalIgnoreCase)))
                return text;
        }

        return null;
    }
}
