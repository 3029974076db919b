using System.Globalization;

namespace NdisRules.Runtime.Debugging;

/// <summary>What stands behind the name of a command.</summary>
sealed class CommandArguments
{
    readonly DebugCommand command;
    readonly List<string> words = [];
    readonly Dictionary<string, string?> options = new(StringComparer.OrdinalIgnoreCase);

    CommandArguments(DebugCommand command) => this.command = command;

    /// <summary>The words that are no options.</summary>
    internal IReadOnlyList<string> Words => words;

    /// <exception cref="DebugCommandException">The command has no such option, or its value is missing.</exception>
    internal static CommandArguments Parse(DebugCommand command, IReadOnlyList<string> tokens)
    {
        var arguments = new CommandArguments(command);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at] is not ['-', _, ..])
            {
                arguments.words.Add(tokens[at]);
                continue;
            }
            var option = command.FindOption(tokens[at]);
            arguments.options[option.Name] = option.Value is null ? null : ++at < tokens.Count
                ? tokens[at]
                : throw new DebugCommandException($"{option.Name} of {command.Name} needs {option.Value} behind it");
        }
        if (arguments.words.Count > command.MostWords)
            throw new DebugCommandException($"{command.Name} has no use for '{arguments.words[command.MostWords]}': {command.Usage}");
        return arguments;
    }

    internal bool Has(string option) => options.ContainsKey(option);

    internal string? Text(string option) => options.GetValueOrDefault(option);

    /// <summary>The word that the command cannot do without.</summary>
    internal string Word() => words.Count > 0 ? words[0] : throw new DebugCommandException($"{command.Name} needs {command.Argument}: {command.Usage}");

    /// <exception cref="DebugCommandException">The value is no number, or too small.</exception>
    internal int Number(string option, int otherwise, int least)
    {
        if (Text(option) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new DebugCommandException($"{option} of {command.Name} takes a number from {least} on, not '{text}'");
    }

    /// <summary>The line again, with another value of an option.</summary>
    internal string With(string option, int value)
    {
        var others = options.Where(entry => !entry.Key.Equals(option, StringComparison.OrdinalIgnoreCase)).Append(new(option, value.ToString(CultureInfo.InvariantCulture)));
        return string.Join(" ", [command.Name, .. words, .. others.Select(entry => entry.Value is null ? entry.Key : $"{entry.Key} {entry.Value}")]);
    }
}
