using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>Code that rents, allocates, pins and counts with what the base library has.</summary>
internal static class Pooled
{
    const string Usings = """
        using System.Buffers;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Text;
        using Microsoft.Win32.SafeHandles;

        """;

    /// <summary>Members of a class without a life cycle.</summary>
    public static Task InMethod(string members) => InFile($$"""
        unsafe class Processor
        {
            static bool Flag() => Environment.TickCount > 0;
            static void Work() { }
            static void Use(ReadOnlySpan<byte> bytes) { }

        {{members}}
        }
        """);

    public static Task InFile(string source) => Code.InFile(Usings + source);
}
