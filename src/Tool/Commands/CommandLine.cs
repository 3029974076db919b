using System.CommandLine;
using System.CommandLine.Parsing;

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
            throw new ToolException($"{Complaint(result)}; see ndisrules {(result.CommandResult.Command == root ? "" : result.CommandResult.Command.Name + " ")}--help");
        return await result.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
    }

    /// <summary>What is wrong: a word that looks like an option and is none before what only follows from it, since such a word is taken for a path.</summary>
    string Complaint(ParseResult result)
    {
        var words = result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash);
        if (words.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith('-') && token.Value.Length > 1) is { } mistyped)
            return $"there is no option '{mistyped.Value}'";
        return result.CommandResult.Command == root && result.UnmatchedTokens is [var unknown, ..] ? $"there is no command '{unknown}'" : result.Errors[0].Message.TrimEnd('.');
    }
}
