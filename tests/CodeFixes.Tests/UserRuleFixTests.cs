using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Analyzers;

namespace NdisRules.CodeFixes.Tests;

/// <summary>The call that a fix writes comes from the rule: here from one of the project's own.</summary>
public sealed class UserRuleFixTests
{
    const string Pool = """

        class Lease { }
        class Pool { public Lease Lease() => new(); public void Return(Lease lease) { } }
        """;

    static Task Check(string before, string after)
    {
        var test = new CSharpCodeFixTest<PairingAnalyzer, FreeBeforeExits, DefaultVerifier>
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net100,
            TestCode = before + Pool,
            FixedCode = after + Pool,
        };
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalFiles.Add(("Own.ndisrules", "rule Lease the lease\nacquires M:Pool.Lease\nreleases M:Pool.Return 0\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task Given_back_to_the_pool_that_lent_it() => Check("""
        using System;
        var pool = new Pool();
        var lease = {|NDIS0005:pool.Lease()|};
        if (args.Length > 3)
            return;
        pool.Return(lease);

        """, """
        using System;
        var pool = new Pool();
        var lease = pool.Lease();
        if (args.Length > 3)
        {
            pool.Return(lease);
            return;
        }
        pool.Return(lease);

        """);

    [Fact]
    public Task Whatever_a_test_says_that_has_nothing_to_do_with_it_in_a_program_of_statements() => Check("""
        using System;
        var pool = new Pool();
        var lease = {|NDIS0005:pool.Lease()|};
        if (args.Length > 3)
            pool.Return(lease);
        Console.WriteLine("done");

        """, """
        using System;
        var pool = new Pool();
        var lease = pool.Lease();
        pool.Return(lease);
        Console.WriteLine("done");

        """);
}
