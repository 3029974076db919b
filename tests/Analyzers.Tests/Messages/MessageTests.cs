using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers.Tests.Robustness;

namespace NdisRules.Analyzers.Tests.Messages;

/// <summary>What a person reads: the rule, the object's name, and the path in the words of the source.</summary>
public sealed class MessageTests
{
    const string Head = """
        using System;
        using System.Collections.Generic;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;
        class Processor
        {
            static readonly NetBufferPool pool = null!;

        """;

    static async Task Says(string method, string expected)
    {
        var compilation = await Sources.Compile([("Processor.cs", Head + method + "\n}")]);
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new PairingAnalyzer()];
        var found = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(expected, Assert.Single(found).GetMessage());
    }

    [Theory]
    [InlineData("if (n > 3) return 1;", "when 'n > 3' is true: its last name ends at line 12")]
    [InlineData("if (!(n > 3)) return 1;", "when 'n > 3' is false: its last name ends at line 12")]
    [InlineData("if (nb.DataLength is 7) return 1;", "when 'nb.DataLength is 7' is true: its last name ends at line 12")]
    [InlineData("switch (n) { case 7: return 1; }", "when 'n' is 7: its last name ends at line 12")]
    [InlineData("switch (n) { case > 7: return 1; }", "when 'n' is > 7: its last name ends at line 12")]
    [InlineData("foreach (var one in list) if (one == n) return 1;", "when 'one == n' is true: its last name ends at line 12")]
    public Task A_path_is_told_in_the_words_of_the_source(string way, string path) => Says($$"""
            static int M(int n, List<int> list)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!nb) return 0;
                {{way}}
                NdisFreeNetBuffer(nb);
                return 2;
            }
        """, $"NdisAllocateNetBuffer: the NET_BUFFER in 'nb' is not freed {path}");

    [Fact]
    public Task A_variable_that_a_call_fills_anew_is_overwritten() => Says("""
            static void Clear(out NetBuffer place) => place = default;

            static void M()
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                Clear(out nb);
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'nb' is overwritten at line 13 and never freed");

    [Fact]
    public Task A_container_that_is_cleared_drops_it() => Says("""
            static void M()
            {
                var all = new List<NetBuffer>();
                all.Add(NdisAllocateNetBuffer(pool, default, 0, 0));
                all.Clear();
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'all' is dropped from it at line 12 and never freed");

    [Fact]
    public Task A_loop_that_ends_too_early() => Says("""
            record struct Item(NetBuffer Buffer, int Number);

            static void M(int n)
            {
                var all = new List<Item>();
                for (var i = 0; i < n; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (!nb) break;
                    all.Add(new Item(nb, i));
                }
                foreach (var item in all)
                    if (item.Number > 3)
                        NdisFreeNetBuffer(item.Buffer);
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'all.Buffer' is not freed when the loop over 'all' has ended: its last name ends at line 22");

    [Fact]
    public Task What_does_not_match_is_told_by_name() => Says("""
            static void M(NetBufferList list, NetBufferListPool lists)
            {
                var clone = NdisAllocateCloneNetBufferList(list, lists, pool, NdisCloneFlags.None);
                if (clone)
                    NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
            }
        """, "NdisAllocateCloneNetBufferList: the clone allocated at line 10 was taken with None and is given back with UseOriginalMdls");

    [Fact]
    public Task The_same_is_said_once() => Says("""
            static NetBuffer Make(int n) => n > 3 ? NdisAllocateNetBuffer(pool, default, 0, 0) : NdisAllocateNetBuffer(pool, default, 0, 16);

            static int M(int n)
            {
                var made = Make(n);
                return made.IsNull ? 0 : 1;
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'made' is not freed when 'made.IsNull' is false: its last name ends at line 13");

    [Fact]
    public Task A_test_that_decides_nothing_is_not_named() => Says("""
            static int M(int n, Func<int, bool> accept)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!nb) return 0;
                if (n > 3) Console.WriteLine(n);
                return accept(n) ? n : 0;
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'nb' is not freed when 'nb' is true: its last name ends at line 13");

    [Fact]
    public Task A_helper_that_frees_on_one_path_is_where_to_look() => Says("""
            static bool isBroken;

            static void Put(NetBuffer nb)
            {
                if (isBroken) return;
                NdisFreeNetBuffer(nb);
            }

            static int M(int n, Func<int, bool> accept)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!nb) return 0;
                Put(nb);
                return accept(n) ? n : 0;
            }
        """, "NdisAllocateNetBuffer: the NET_BUFFER in 'nb' is not freed when 'isBroken' is true: its last name ends at line 21");
}
