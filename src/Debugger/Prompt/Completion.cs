using System.Text.RegularExpressions;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Prompt;

/// <summary>Knows how the word that is being typed may go on.</summary>
internal sealed partial class Completion
{
    private readonly List<string> objects = [];

    /// <summary>The words that begin as the last word of the text does: commands, then options of the command, and objects that were shown.</summary>
    /// <param name="text">What stands before the cursor.</param>
    /// <returns>Whole words, in the order in which to offer them. Empty when nothing fits.</returns>
    public IReadOnlyList<string> For(string text)
    {
        var words = text.Split(' ');
        var begun = words[^1];
        if (words.Length == 1) return [.. Commands(begun)];
        return [.. OptionsOf(words[0]).Concat(objects).Where(one => one.StartsWith(begun, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Remembers the objects that an answer names, the latest first.</summary>
    public void Learn(Answer answer)
    {
        var named = answer.Blocks.SelectMany(Texts).SelectMany(text => ObjectName().Matches(text)).Select(match => match.Value).Distinct().ToList();
        objects.RemoveAll(named.Contains);
        objects.InsertRange(0, named);
    }

    private static IEnumerable<string> Commands(string begun)
    {
        var mark = begun.StartsWith('!') ? "!" : "";
        return DebugCommands.All.SelectMany(command => command.OtherNames.Prepend(command.Name))
            .Where(name => name.StartsWith(begun[mark.Length..], StringComparison.OrdinalIgnoreCase) && name != "?")
            .Order(StringComparer.Ordinal).Select(name => mark + name);
    }

    private static IEnumerable<string> OptionsOf(string command)
    {
        try
        {
            var found = DebugCommands.Find(command);
            return found is HelpCommand ? DebugCommands.All.Select(one => one.Name) : found.AllOptions.Select(option => option.Name);
        }
        catch (DebugCommandException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Texts(Block block) => block switch
    {
        FieldBlock fields => fields.Fields.Select(field => field.Value).Prepend(fields.Title),
        TableBlock table => table.Rows.SelectMany(row => row),
        _ => [],
    };

    [GeneratedRegex("[0-9a-f]{4,12}#[0-9]+")]
    private static partial Regex ObjectName();
}
