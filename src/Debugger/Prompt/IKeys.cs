namespace NdisRules.Debugger.Prompt;

/// <summary>A keyboard and the line of a screen.</summary>
internal interface IKeys
{
    /// <summary>How many characters fit on the line.</summary>
    int Width { get; }

    /// <summary>Waits for a key.</summary>
    ConsoleKeyInfo Read();

    /// <summary>Writes text, control sequences of ANSI among it.</summary>
    void Write(string text);
}

/// <summary>Those of the process.</summary>
internal sealed class ConsoleKeys : IKeys
{
    public int Width => Console.WindowWidth > 0 ? Console.WindowWidth : 80;

    public ConsoleKeyInfo Read()
    {
        var before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    public void Write(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}
