using System.CommandLine;

namespace NdisRules.Tool.Commands;

/// <summary>The commands of the program.</summary>
internal sealed class CommandLine
{
    readonly Terminal terminal;
    readonly RootCommand root;

    public CommandLine(Terminal terminal)
    {
        this.terminal = terminal;
        root = new RootCommand("Verifies C# by pairing rules: whatever is taken from a pool is given back exactly once, on every path.")
        {
            new CheckCommand(terminal).Command,
            new ScanCommand(terminal).Command,
            new FixCommand(terminal).Command,
            new MergeCommand(terminal).Command,
            new NewRuleCommand(terminal).Command,
            new RulesCommand(terminal).Command,
            new ExplainCommand(terminal).Command,
        };
    }

    /// <summary>Does what the arguments say. What is wrong with them is one line, and exit code 2.</summary>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var result = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (result.Errors.Count > 0)
            throw new ToolException($"{result.Errors[0].Message.TrimEnd('.')}; see ndisrules {(result.CommandResult.Command == root ? "" : result.CommandResult.Command.Name + " ")}--help");
        return await result.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
    }
}
