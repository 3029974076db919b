using NdisRules.Runtime.Debugging;
using Spectre.Console;

namespace NdisRules.Debugger;

/// <summary>Where the debugger prints. Tables and colours are for people: without a terminal it is plain text.</summary>
internal sealed class Terminal
{
    public required TextReader Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads the output as it is printed.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether a person types the input, key by key.</summary>
    public bool HasKeys { get; init; }

    public static Terminal OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        IsInteractive = !Console.IsOutputRedirected,
        HasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };

    /// <summary>Prints an answer.</summary>
    public void Write(Answer answer)
    {
        if (IsInteractive && !answer.AsJson) Printing.TerminalText.Write(answer, AnsiConsole.Console);
        else PlainText.Write(answer, Output);
    }

    /// <summary>Says in one line what is wrong.</summary>
    public void Refuse(string why) => Error.WriteLine($"ndiskd: {why.ReplaceLineEndings(" ")}");
}
