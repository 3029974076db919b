using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Runtime;

namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Code with the answer written on it, against the real runtime.</summary>
internal static class Code
{
    const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        """;

    /// <summary>Members of a class that has no life cycle: what happens inside one method.</summary>
    public static Task InMethod(string members) => InFile($$"""
        class Processor
        {
            static readonly NetBufferPool pool = null!;
            static readonly Mdl mdl;
            static bool Flag() => Environment.TickCount > 0;
            static void Work() { }

        {{members}}
        }
        """);

    /// <summary>Members of a miniport whose InitializeEx is among them.</summary>
    public static Task InDriver(string members) => InFile($$"""
        sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            static bool Flag() => Environment.TickCount > 0;

        {{members}}
        }
        """);

    public static Task InFile(string source, params (string Name, string Source)[] others) => Run(source, OutputKind.DynamicallyLinkedLibrary, others);

    /// <summary>Top-level statements.</summary>
    public static Task InProgram(string statements) => Run(statements, OutputKind.ConsoleApplication, []);

    static Task Run(string source, OutputKind kind, (string Name, string Source)[] others)
    {
        var test = new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier>
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net100,
            TestCode = Header + source,
        };
        test.TestState.OutputKind = kind;
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location));
        foreach (var (name, other) in others)
            test.TestState.Sources.Add((name, Header + other));
        test.SolutionTransforms.Add((solution, project) => solution.WithProjectCompilationOptions(project,
            ((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable).WithAllowUnsafe(true)));
        return test.RunAsync();
    }
}
