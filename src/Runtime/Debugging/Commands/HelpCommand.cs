namespace NdisRules.Runtime.Debugging;

/// <summary><c>help</c>: what there is.</summary>
sealed class HelpCommand : DebugCommand
{
    internal override string Name => "help";

    internal override IReadOnlyList<string> OtherNames => ["?"];

    internal override string Argument => "[command]";

    internal override string Summary => "The commands, or the options of one";

    internal override Answer Run(ObjectSpace space, CommandArguments arguments) => Run(arguments);

    /// <summary>Help looks into no process.</summary>
    internal Answer Run(CommandArguments arguments) => arguments.Words is [var name] ? Of(DebugCommands.Find(name)) : OfAll();

    Answer OfAll()
    {
        var table = new TableOf<DebugCommand>("").Text("Command", one => one.Name + (one.Argument is null ? "" : " " + one.Argument)).Text("Shows", one => one.Summary);
        return new Answer(Name, DebugCommands.All.Select(one => new { one.Name, one.OtherNames, one.Usage, one.Summary }),
            [table.Of(DebugCommands.All), new TextBlock("'help nb' has the options of nb. A leading ! is welcome: !nb and nb are the same.")]);
    }

    Answer Of(DebugCommand command)
    {
        var options = new TableOf<CommandOption>("").Text("Option", option => option.Name + (option.Value is null ? "" : " " + option.Value)).Text("", option => option.Meaning);
        List<Block> blocks = [new TextBlock($"{command.Usage}{Environment.NewLine}{command.Summary}.")];
        if (command.OtherNames.Count > 0) blocks.Add(new TextBlock($"Also: {string.Join(", ", command.OtherNames)}"));
        blocks.Add(options.Of(command.AllOptions));
        return new Answer(Name, new { command.Name, command.OtherNames, command.Usage, command.Summary, Options = command.AllOptions }, blocks);
    }
}
