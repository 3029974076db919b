using System.Runtime.CompilerServices;

namespace NdisRules.Debugger.Target;

/// <summary>Gets into a state, says "held", and answers commands of the debugger from within until its input ends.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["leaks"]: Leaks.Make(); break;
            case ["million"]: Million.Make(); break;
            case ["plain"]: break; // the runtime is not even loaded
            default: return 2;
        }
        Console.WriteLine("held");
        while (Console.ReadLine() is { Length: > 0 } command) Answer(command);
        Console.WriteLine("goes on");
        Leaks.Keep();
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Answer(string command)
    {
        Runtime.NdisDebug.Execute(command, Console.Out);
        Console.WriteLine(); // the end of the answer
    }
}
