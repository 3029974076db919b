using NdisRules.Debugger.Prompt;
using NdisRules.Debugger.Tests.Outside;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Tests.Prompt;

public sealed class PromptTests
{
    [Fact]
    public void Without_a_terminal_lines_are_answered_as_they_come_and_an_empty_one_shows_more()
    {
        using var target = TargetProcess.CleanMiniport();
        var run = Ndiskd.RunWith("nbpools -size 1\n\nwrong\nminiport\nexit\nnot read\n", "--pid", $"{target.Id}");
        Assert.Contains("page 1 of 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("page 2 of 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("loopback", run.Output, StringComparison.Ordinal);
        Assert.Equal("ndiskd: 'wrong' is no command: 'help' lists them", run.Error.TrimEnd());
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(0, target.GoOn().ExitCode);
    }

    [Theory]
    [InlineData("help⏎", "help")]
    [InlineData("hlp←←e⏎", "help")]
    [InlineData("help!⌫⏎", "help")]
    [InlineData("mdl 12^w34⏎", "mdl 34")]
    [InlineData("xyz^uhelp⏎", "help")]
    [InlineData("elp^ah^e x⏎", "help x")]
    [InlineData("pend⇥⏎", "pendingnbl")]
    [InlineData("!aut⇥⏎", "!automaton ")]
    [InlineData("nb 1 -ver⇥⏎", "nb 1 -verify ")]
    [InlineData("help aut⇥⏎", "help automaton ")]
    [InlineData("mdl⏎↑⏎", "mdl", "mdl")]
    [InlineData("mdl⏎leaks⏎↑↑⏎", "mdl", "leaks", "mdl")]
    [InlineData("mdl⏎lea↑↓ks⏎", "mdl", "leaks")]
    [InlineData("mdl^c^d")]
    public void Keys_make_lines(string typed, params string[] lines)
    {
        var editor = new LineEditor(new Keys(typed), new Completion());
        var read = new List<string>();
        while (editor.ReadLine("> ") is { } line) read.Add(line);
        Assert.Equal(lines, read);
    }

    [Fact]
    public void Objects_that_were_shown_complete_a_line()
    {
        var completion = new Completion();
        completion.Learn(new Answer("nb", "", [new TableBlock("", ["NB"], [false], [["7f40aa00#3"], ["7f40bb00#1"]])]));
        Assert.Equal(["7f40aa00#3"], completion.For("nb 7f40a"));
        Assert.Equal(2, completion.For("nb 7f40").Count);
    }

    [Fact]
    public void A_line_longer_than_the_screen_keeps_to_one_line_of_it()
    {
        var keys = new Keys(new string('x', 300) + "⏎");
        Assert.Equal(300, new LineEditor(keys, new Completion()).ReadLine("> ")!.Length);
        Assert.All(keys.Written.Where(text => text.StartsWith('\r')), text => Assert.True(text.Count(c => c == 'x') < 80));
    }

    /// <summary>Types a text in which some signs are keys; behind its end the person ends the input.</summary>
    private sealed class Keys(string typed) : IKeys
    {
        private int at;

        public List<string> Written { get; } = [];

        public int Width => 80;

        public ConsoleKeyInfo Read()
        {
            if (at >= typed.Length) return Control(ConsoleKey.D);
            return typed[at++] switch
            {
                '⏎' => Key(ConsoleKey.Enter),
                '⇥' => Key(ConsoleKey.Tab),
                '⌫' => Key(ConsoleKey.Backspace),
                '←' => Key(ConsoleKey.LeftArrow),
                '↑' => Key(ConsoleKey.UpArrow),
                '↓' => Key(ConsoleKey.DownArrow),
                '^' => Control(Enum.Parse<ConsoleKey>(typed[at++].ToString().ToUpperInvariant())),
                var letter => new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false),
            };
        }

        public void Write(string text) => Written.Add(text);

        private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, false, false, false);

        private static ConsoleKeyInfo Control(ConsoleKey key) => new('\0', key, false, false, true);
    }
}
