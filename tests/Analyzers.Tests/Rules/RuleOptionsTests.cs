using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>What an .editorconfig says of a rule.</summary>
public sealed class RuleOptionsTests
{
    const string Rule = """
        rule Lease                   the lease
        acquires  M:Pool.Rent
        releases  M:Pool.Return      0
        """;

    const string Pool = """
        using System;
        sealed class Lease { }
        static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }

        """;

    static Task Check(string line, string code)
    {
        var test = new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net80, TestCode = code };
        test.TestState.AdditionalFiles.Add(("Own.ndisrules", Rule));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{line}\n"));
        return test.RunAsync();
    }

    [Fact]
    public async Task A_host_whose_options_cannot_be_listed_is_no_reason_to_throw()
    {
        var compilation = CSharpCompilation.Create("Bare", [CSharpSyntaxTree.ParseText("class Bare { }")], options: new(OutputKind.DynamicallyLinkedLibrary));
        var analyzed = compilation.WithAnalyzers([new PairingAnalyzer()], new AnalyzerOptions([], new BareProvider()));
        Assert.Empty(await analyzed.GetAnalyzerDiagnosticsAsync(CancellationToken.None));
    }

    /// <summary>Options that can be asked for a key and for nothing else, as hosts had them once.</summary>
    sealed class BareOptions : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = "";
            return false;
        }
    }

    sealed class BareProvider : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new BareOptions();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    const string Throwing = """
        class User
        {
            void Use(int size)
            {
                var lease = ACQUIRE;
                if (size < 3)
                    throw new ArgumentOutOfRangeException(nameof(size));
                Pool.Return(lease);
            }
        }
        """;

    static string With(string code, string acquire) => Pool + code.Replace("ACQUIRE", acquire);

    [Theory]
    [InlineData("ndisrules.Lease.enabled = true", "{|NDIS0005:Pool.Rent()|}")]
    [InlineData("ndisrules.Lease.enabled = false", "Pool.Rent()")]
    [InlineData("NdisRules.LEASE.Enabled = False", "Pool.Rent()")]
    [InlineData("ndisrules.Lease.exceptions = off", "Pool.Rent()")]
    [InlineData("ndisrules.lease.exceptions = explicit", "{|NDIS0005:Pool.Rent()|}")]
    [InlineData("ndisrules.ArrayPool.enabled = false", "{|NDIS0005:Pool.Rent()|}")]
    public Task A_throw_is_a_path_or_not(string line, string acquire) => Check(line, With(Throwing, acquire));

    [Theory]
    [InlineData("ndisrules.lease.exceptions = all", "{|NDIS0006:Pool.Rent()|}")]
    [InlineData("ndisrules.lease.exceptions = explicit", "Pool.Rent()")]
    public Task A_call_is_a_path_or_not(string line, string acquire) => Check(line, With("""
        class User
        {
            void Use(string text)
            {
                var lease = ACQUIRE;
                int.Parse(text);
                Pool.Return(lease);
            }
        }
        """, acquire));

    [Theory]
    [InlineData("ndisrules.lease.unknown_calls = transfer", "Pool.Rent()")]
    [InlineData("ndisrules.lease.unknown_calls = borrow", "{|NDIS0005:Pool.Rent()|}")]
    public Task A_call_without_source_keeps_or_not(string line, string acquire) => Check(line, With("""
        class User
        {
            void Use()
            {
                var lease = ACQUIRE;
                GC.KeepAlive(lease);
            }
        }
        """, acquire));

    [Theory]
    [InlineData("ndisrules.lease.exceptions = some")]
    [InlineData("ndisrules.lease.enabled = yes")]
    [InlineData("ndisrules.lease.unknown_calls = keep")]
    [InlineData("ndisrules.lease.order = lifo")]
    [InlineData("ndisrules.loan.enabled = true")]
    [InlineData("ndisrules.enabled = true")]
    public Task A_line_that_says_nothing_is_told_at_the_first_file(string line) => Check(line, "{|NDIS0030:using|}" + Pool["using".Length..]);

    [Fact]
    public Task What_an_array_pool_owes_can_be_asked_for_with_exceptions() => Check("ndisrules.arraypool.exceptions = explicit", """
        using System;
        using System.Buffers;

        class User
        {
            void Use(int size)
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|};
                if (buffer.Length < size)
                    throw new InvalidOperationException();
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        """ + Pool.Replace("using System;", ""));
}
