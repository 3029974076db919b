namespace NdisRules.Runtime.Debugging;

/// <summary>A command of the debugger: the same from within a process, from outside, and over a dump.</summary>
abstract class DebugCommand
{
    /// <summary>Its name, without the leading mark.</summary>
    internal abstract string Name { get; }

    /// <summary>Other spellings of it.</summary>
    internal virtual IReadOnlyList<string> OtherNames => [];

    /// <summary>What it takes, for help; null when it takes nothing.</summary>
    internal virtual string? Argument => null;

    /// <summary>How many words it takes at most.</summary>
    internal virtual int MostWords => Argument is null ? 0 : 1;

    /// <summary>What it shows, in a few words.</summary>
    internal abstract string Summary { get; }

    /// <summary>Its options besides <c>-json</c>.</summary>
    internal virtual IReadOnlyList<CommandOption> Options => [];

    internal IEnumerable<CommandOption> AllOptions => Options.Append(CommandOption.Json);

    /// <summary>How it is written.</summary>
    internal string Usage =>
        string.Join(" ", [Name, .. Argument is null ? Array.Empty<string>() : [Argument], .. AllOptions.Select(option => $"[{option.Name}{(option.Value is null ? "" : " " + option.Value)}]")]);

    /// <summary>Answers the command.</summary>
    /// <exception cref="DebugCommandException">It cannot be answered.</exception>
    internal abstract Answer Run(ObjectSpace space, CommandArguments arguments);

    /// <summary>The option of a name, with one dash or two.</summary>
    internal CommandOption FindOption(string written)
    {
        var name = written.StartsWith("--", StringComparison.Ordinal) ? written[1..] : written;
        return AllOptions.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new DebugCommandException($"{written} is no option of {Name}: {Usage}");
    }
}
