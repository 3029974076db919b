using System.Text;

namespace NdisRules.Debugger.Prompt;

/// <summary>Lets a person type a line: the usual keys, the lines typed before, and completion.</summary>
/// <remarks>The only well-known library for this that can be had is an unmaintained preview, so this is our own.</remarks>
internal sealed class LineEditor(IKeys keys, Completion completion)
{
    private readonly List<string> history = [];
    private readonly StringBuilder text = new();
    private int cursor;
    private int shown;
    private string unfinished = "";

    /// <summary>Reads a line.</summary>
    /// <param name="sign">What stands before it.</param>
    /// <returns>The line, null when the person ends the input (Ctrl-D on an empty line).</returns>
    public string? ReadLine(string sign)
    {
        text.Clear();
        cursor = 0;
        shown = history.Count;
        while (true)
        {
            Draw(sign);
            var key = keys.Read();
            if (key.Key == ConsoleKey.Enter) return Finish();
            if (IsControl(key, ConsoleKey.D) && text.Length == 0)
            {
                keys.Write("\n");
                return null;
            }
            if (key.Key == ConsoleKey.Tab) Complete();
            else Handle(key);
        }
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey letter) => key.Key == letter && (key.Modifiers & ConsoleModifiers.Control) != 0;

    private string Finish()
    {
        keys.Write("\n");
        var line = text.ToString();
        if (line.Trim().Length > 0 && (history.Count == 0 || history[^1] != line)) history.Add(line);
        return line;
    }

    private void Handle(ConsoleKeyInfo key)
    {
        if ((key.Modifiers & ConsoleModifiers.Control) != 0)
        {
            HandleControl(key.Key);
            return;
        }
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: cursor = Math.Max(0, cursor - 1); break;
            case ConsoleKey.RightArrow: cursor = Math.Min(text.Length, cursor + 1); break;
            case ConsoleKey.Home: cursor = 0; break;
            case ConsoleKey.End: cursor = text.Length; break;
            case ConsoleKey.UpArrow: Show(shown - 1); break;
            case ConsoleKey.DownArrow: Show(shown + 1); break;
            case ConsoleKey.Backspace: Remove(cursor - 1, 1); break;
            case ConsoleKey.Delete: Remove(cursor, 1); break;
            case ConsoleKey.Escape: Remove(0, text.Length); break;
            default:
                if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString());
                break;
        }
    }

    private void HandleControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: cursor = 0; break;
            case ConsoleKey.E: cursor = text.Length; break;
            case ConsoleKey.U: Remove(0, cursor); break;
            case ConsoleKey.K: Remove(cursor, text.Length - cursor); break;
            case ConsoleKey.D: Remove(cursor, 1); break;
            case ConsoleKey.W: Remove(StartOfWord(), cursor - StartOfWord()); break;
            case ConsoleKey.C: Remove(0, text.Length); break;
        }
    }

    private int StartOfWord()
    {
        var at = cursor;
        while (at > 0 && text[at - 1] == ' ') at--;
        while (at > 0 && text[at - 1] != ' ') at--;
        return at;
    }

    private void Insert(string what)
    {
        text.Insert(cursor, what);
        cursor += what.Length;
    }

    private void Remove(int at, int length)
    {
        if (at < 0 || at + length > text.Length) return;
        text.Remove(at, length);
        cursor = cursor > at ? Math.Max(at, cursor - length) : cursor;
    }

    /// <summary>Shows a line typed before; behind the last one is what was being typed.</summary>
    private void Show(int which)
    {
        if (which < 0 || which > history.Count) return;
        if (shown == history.Count) unfinished = text.ToString();
        shown = which;
        text.Clear().Append(which == history.Count ? unfinished : history[which]);
        cursor = text.Length;
    }

    /// <summary>Adds what all fitting words have in common; where that is nothing, lists them.</summary>
    private void Complete()
    {
        var before = text.ToString(0, cursor);
        var begun = before[(before.LastIndexOf(' ') + 1)..];
        var fitting = completion.For(before);
        if (fitting.Count == 0) return;
        var common = fitting.Aggregate(Common);
        if (common.Length > begun.Length || fitting.Count == 1)
        {
            Remove(cursor - begun.Length, begun.Length);
            Insert(fitting.Count == 1 ? common + " " : common);
        }
        else keys.Write($"\n{string.Join("  ", fitting.Take(40))}\n");
    }

    private static string Common(string one, string other)
    {
        var length = 0;
        while (length < Math.Min(one.Length, other.Length) && char.ToUpperInvariant(one[length]) == char.ToUpperInvariant(other[length])) length++;
        return one[..length];
    }

    /// <summary>Draws the line anew; of one that is longer than the screen the part around the cursor.</summary>
    private void Draw(string sign)
    {
        var room = Math.Max(1, keys.Width - sign.Length - 1);
        var first = Math.Max(0, cursor - room);
        var part = text.ToString(first, Math.Min(room, text.Length - first));
        keys.Write($"\r{sign}{part}\u001b[K\r\u001b[{sign.Length + cursor - first}C");
    }
}
