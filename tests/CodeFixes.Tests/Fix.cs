using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.CodeFixes.Tests;

/// <summary>Code before and after a fix, against the real runtime. Without an "after" no fix may be offered.</summary>
internal static class Fix<TFix>
    where TFix : CodeFixProvider, new()
{
    const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;


        """;

    /// <summary>Members of a class that has no life cycle.</summary>
    public static Task InMethod(string before, string? after = null, Action<CSharpCodeFixTest<PairingAnalyzer, TFix, DefaultVerifier>>? adjust = null)
        => InFile(Processor(before), after is null ? null : Processor(after), adjust);

    /// <summary>Members of a miniport.</summary>
    public static Task InDriver(string before, string? after = null, Action<CSharpCodeFixTest<PairingAnalyzer, TFix, DefaultVerifier>>? adjust = null)
        => InFile(Nic(before), after is null ? null : Nic(after), adjust);

    public static Task InFile(string before, string? after = null, Action<CSharpCodeFixTest<PairingAnalyzer, TFix, DefaultVerifier>>? adjust = null)
        => Whole(Header + before, after is null ? null : Header + after, adjust);

    /// <summary>A file with its own using directives.</summary>
    public static Task Whole(string before, string? after = null, Action<CSharpCodeFixTest<PairingAnalyzer, TFix, DefaultVerifier>>? adjust = null)
    {
        var test = new CSharpCodeFixTest<PairingAnalyzer, TFix, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net100, TestCode = before };
        if (after is not null)
            test.FixedCode = after;
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location));
        test.SolutionTransforms.Add((solution, project) => solution.WithProjectCompilationOptions(project,
            ((CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!).WithNullableContextOptions(NullableContextOptions.Enable)));
        adjust?.Invoke(test);
        return test.RunAsync();
    }

    static string Processor(string members) => $$"""
        class Processor
        {
            static readonly NetBufferPool pool = null!;
            static readonly Mdl mdl;
            static bool Flag() => Environment.TickCount > 0;
            static void Work() { }

        {{Indented(members)}}
        }
        """;

    static string Nic(string members) => $$"""
        sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            static bool Flag() => Environment.TickCount > 0;

        {{Indented(members)}}
        }
        """;

    static string Indented(string members) => string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
