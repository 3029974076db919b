using Spectre.Console;

namespace NdisRules.Tool;

/// <summary>Where the tool prints. Tables, colours and progress are for people: without a terminal it is plain text.</summary>
internal sealed class Terminal
{
    const int WidthWithoutTerminal = 120;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads the output as it is printed.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether progress may be shown, which goes to the error stream so that the output stays clean.</summary>
    public bool ShowsProgress { get; init; }

    public static Terminal OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsInteractive = !Console.IsOutputRedirected,
        ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null,
    };

    /// <summary>A console for tables on the output.</summary>
    public IAnsiConsole Tables() => Create(Output, IsInteractive);

    /// <summary>A console for progress on the error stream.</summary>
    public IAnsiConsole Progress() => Create(Error, ShowsProgress);

    static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
