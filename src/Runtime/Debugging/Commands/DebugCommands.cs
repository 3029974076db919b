namespace NdisRules.Runtime.Debugging;

/// <summary>The commands, and how a line becomes an answer.</summary>
static class DebugCommands
{
    /// <summary>Every command, in the order of help.</summary>
    internal static IReadOnlyList<DebugCommand> All { get; } =
    [
        new HelpCommand(),
        new PoolsCommand(lists: true),
        new PoolsCommand(lists: false),
        new PoolCommand(lists: true),
        new PoolCommand(lists: false),
        new NblCommand(),
        new NbCommand(),
        new MdlCommand(),
        new PendingCommand(),
        new MiniportCommand(),
        new LeaksCommand(),
        new AutomatonCommand(),
    ];

    /// <summary>Answers a line, such as <c>!nb 7f40a0c0 -chain</c>.</summary>
    /// <exception cref="DebugCommandException">It cannot be answered.</exception>
    internal static Answer Run(string line, Func<DebugTarget> target)
    {
        var (command, arguments) = Parse(line);
        var answer = command is HelpCommand help ? help.Run(arguments) : Run(command, arguments, target());
        return answer with { AsJson = arguments.Has(CommandOption.Json.Name) };
    }

    /// <summary>Finds the command of a line and reads what stands behind it.</summary>
    /// <exception cref="DebugCommandException">There is no such command, or it has no such arguments.</exception>
    internal static (DebugCommand Command, CommandArguments Arguments) Parse(string line)
    {
        var tokens = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length == 0) throw new DebugCommandException("no command: 'help' lists them");
        var command = Find(tokens[0]);
        return (command, CommandArguments.Parse(command, tokens[1..]));
    }

    /// <summary>The command of a name, with or without <c>!</c> or <c>!ndiskd.</c> in front.</summary>
    /// <exception cref="DebugCommandException">There is no such command.</exception>
    internal static DebugCommand Find(string written)
    {
        var name = written.TrimStart('!');
        if (name.StartsWith("ndiskd.", StringComparison.OrdinalIgnoreCase)) name = name["ndiskd.".Length..];
        return All.FirstOrDefault(command => command.OtherNames.Prepend(command.Name).Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? throw new DebugCommandException($"'{written}' is no command: 'help' lists them");
    }

    static Answer Run(DebugCommand command, CommandArguments arguments, DebugTarget target)
    {
        try
        {
            return command.Run(new ObjectSpace(target), arguments);
        }
        catch (UnreadableException e)
        {
            throw new DebugCommandException(e.Message);
        }
    }
}
