using System.Runtime.CompilerServices;

namespace NdisRules.Debugger.Target;

/// <summary>Gets into a state, says "held", and answers commands of the debugger from within until its input ends.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["leaks"]: MakeLeaks(); break;
            case ["million"]: MakeMillion(); break;
            case ["plain"]: break; // the runtime is not even loaded
            default: return 2;
        }
        Console.WriteLine("held");
        while (Console.ReadLine() is { Length: > 0 } command) Answer(command);
        Console.WriteLine("goes on");
        if (arguments is ["leaks"]) Keep();
        return 0;
    }

    // Methods of their own, since whatever a method names is loaded with it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeLeaks() => Leaks.Make();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeMillion() => Million.Make();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep() => Leaks.Keep();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Answer(string command)
    {
        Runtime.NdisDebug.Execute(command, Console.Out);
        Console.WriteLine(); // the end of the answer
    }
}
