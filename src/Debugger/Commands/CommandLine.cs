using System.CommandLine;
using NdisRules.Debugger.Prompt;
using NdisRules.Debugger.Targets;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Commands;

/// <summary><c>ndiskd --pid N [command]</c> and <c>ndiskd --dump FILE [command]</c>.</summary>
internal sealed class CommandLine
{
    private readonly Option<int?> pid = new("--pid") { Description = "The process to look into; it is stopped while a command reads", HelpName = "N" };
    private readonly Option<string?> dump = new("--dump") { Description = "The core dump or minidump to look into", HelpName = "FILE" };
    private readonly Option<bool> json = new("--json") { Description = "Print what was found for machines" };
    private readonly Argument<string[]> command = new("command") { Description = "What to show, such as nbpools; 'help' lists them. Without it a prompt", Arity = ArgumentArity.ZeroOrMore };
    private readonly Terminal terminal;
    private readonly CancellationToken cancellation;
    private readonly RootCommand root;

    public CommandLine(Terminal terminal, CancellationToken cancellation)
    {
        this.terminal = terminal;
        this.cancellation = cancellation;
        root = new RootCommand("Looks into a process or a dump that uses NdisRules.Runtime: pools, lists, pending packets, adapters, leaks.") { pid, dump, json, command };
        root.SetAction(Run);
    }

    /// <summary>Does what the arguments say.</summary>
    public int Run(string[] arguments)
    {
        // What stands behind the first word that is no option of this program belongs to the command: -chain is no option of ours.
        var own = CountOfOwn(arguments);
        var result = root.Parse([.. arguments[..own], .. own < arguments.Length ? ["--", .. arguments[own..]] : Array.Empty<string>()]);
        if (result.Errors.Count == 0)
            return result.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        throw new DebuggerException($"{result.Errors[0].Message.TrimEnd('.')}; see ndiskd --help");
    }

    private int CountOfOwn(string[] arguments)
    {
        var at = 0;
        while (at < arguments.Length && arguments[at].StartsWith('-'))
            at += arguments[at] == pid.Name || arguments[at] == dump.Name ? 2 : 1;
        return Math.Min(at, arguments.Length);
    }

    private int Run(ParseResult result)
    {
        var line = string.Join(' ', result.GetValue(command) ?? []) + (result.GetValue(json) ? " --json" : "");
        if (result.GetValue(command) is [var name, ..] && DebugCommands.Find(name) is HelpCommand) return Answer(line, () => throw new InvalidOperationException("help looks into nothing"));
        using var source = SourceOf(result);
        return result.GetValue(command) is { Length: > 0 }
            ? source.Read(target => Answer(line, () => target))
            : new CommandPrompt(source, terminal, result.GetValue(json)).Run();
    }

    private TargetSource SourceOf(ParseResult result) => (result.GetValue(pid), result.GetValue(dump)) switch
    {
        (not null, not null) => throw new DebuggerException("--pid and --dump exclude each other"),
        ({ } id, null) => new ProcessSource(id, cancellation),
        (null, { } file) => new DumpSource(file, cancellation),
        _ => throw new DebuggerException("say what to look into: --pid N or --dump FILE; see ndiskd --help"),
    };

    private int Answer(string line, Func<DebugTarget> target)
    {
        var answer = DebugCommands.Run(line, target);
        terminal.Write(answer);
        return answer.FoundFault ? ExitCode.FoundFault : ExitCode.Answered;
    }
}
