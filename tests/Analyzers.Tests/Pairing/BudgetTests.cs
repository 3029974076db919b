using System.Globalization;
using System.Text.RegularExpressions;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>What is beyond the budget is named by NDIS0031, and what is not gets its verdict.</summary>
public sealed class BudgetTests
{
    [Theory]
    [InlineData("docs/design/engine.md")]
    [InlineData("docs/rules/NDIS0031.md")]
    public void The_pages_have_the_figures_of_the_budget(string page)
    {
        var text = File.ReadAllText(Path.Combine(Robustness.Sources.Root(), page));
        var steps = Regex.Matches(text, @"([\d,]+)\s+(steps|more for each transition|objects)").ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value);
        Assert.Equal(Budget.Transfers.ToString("N0", CultureInfo.InvariantCulture), steps["steps"]);
        Assert.Equal($"{Budget.Objects}", steps["objects"]);
        if (steps.TryGetValue("more for each transition", out var more))
            Assert.Equal(Budget.TransfersOfHandler.ToString("N0", CultureInfo.InvariantCulture), more);
    }

    static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));

    [Fact]
    public Task More_objects_than_a_method_may_have() => Code.InMethod($$"""
        void {|NDIS0031:M|}()
        {
        {{Lines(65, _ => "    { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); var same = nb; if (same) NdisFreeNetBuffer(same); }\n")}}
        }
        """);

    [Fact]
    public Task Objects_that_one_local_keeps_count_for_nothing() => Code.InMethod($$"""
        void M()
        {
        {{Lines(65, _ => "    { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); if (nb) NdisFreeNetBuffer(nb); }\n")}}
        }
        """);

    [Fact]
    public Task As_many_objects_as_a_method_may_have() => Code.InMethod($$"""
        void M()
        {
        {{Lines(64, _ => "    { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); var same = nb; if (same) NdisFreeNetBuffer(same); }\n")}}
        }
        """);

    [Fact]
    public Task Thirty_objects_under_thirty_flags() => Code.InMethod($$"""
        void M(bool[] wanted)
        {
        {{Lines(30, i => $"    var p{i} = wanted[{i}]; NetBuffer x{i} = default; if (p{i}) x{i} = NdisAllocateNetBuffer(pool, mdl, 0, 0);\n")}}
        {{Lines(30, i => $"    if (p{i} && !x{i}.IsNull) NdisFreeNetBuffer(x{i});\n")}}
        }
        """);

    [Fact]
    public Task One_of_thirty_frees_is_missing() => Code.InMethod($$"""
        void M(bool[] wanted)
        {
            NetBuffer lost = default;
            if (wanted[30]) lost = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        {{Lines(30, i => $"    var p{i} = wanted[{i}]; NetBuffer x{i} = default; if (p{i}) x{i} = NdisAllocateNetBuffer(pool, mdl, 0, 0);\n")}}
        {{Lines(30, i => $"    if (p{i} && !x{i}.IsNull) NdisFreeNetBuffer(x{i});\n")}}
        }
        """);

    [Fact]
    public Task Eight_objects_unwound_by_goto() => Code.InMethod($$"""
        NdisStatus M()
        {
            var status = NdisStatus.Resources;
            NetBuffer {{string.Join(", ", Enumerable.Range(0, 8).Select(i => $"x{i} = default"))}};
        {{Lines(8, i => $"    x{i} = NdisAllocateNetBuffer(pool, mdl, 0, 0); if (x{i}.IsNull) goto done;\n")}}
            status = NdisStatus.Success;
        done:
        {{Lines(8, i => $"    if (x{i}) NdisFreeNetBuffer(x{i});\n")}}
            return status;
        }
        """);

    [Fact]
    public Task Calls_as_deep_as_they_are_followed() => Code.InMethod($$"""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                F0(nb);
        }

        {{Lines(63, i => $"static void F{i}(NetBuffer nb) => F{i + 1}(nb);\n")}}
        static void F63(NetBuffer nb) { }
        """);

    [Fact]
    public Task Calls_deeper_than_they_are_followed() => Code.InMethod($$"""
        void {|NDIS0031:M|}()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                F0(nb);
        }

        {{Lines(68, i => $"static void F{i}(NetBuffer nb) => F{i + 1}(nb);\n")}}
        static void F68(NetBuffer nb) => NdisFreeNetBuffer(nb);
        """);

    [Fact]
    public Task An_acquire_deeper_than_calls_are_followed() => Code.InMethod($$"""
        int made;

        void Good()
        {
            var nb = F0();
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void {|NDIS0031:Bad|}()
        {
            var nb = F0();
            if (nb)
                nb.DataLength = 1;
        }

        {{Lines(100, i => $"NetBuffer F{i}() {{ var nb = F{i + 1}(); made++; return nb; }}\n")}}
        NetBuffer F100() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        """);

    [Fact]
    public Task An_acquire_at_the_end_of_a_chain_of_calls() => Code.InMethod($$"""
        void Good()
        {
            var nb = F0();
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:F0()|};
            if (nb)
                nb.DataLength = 1;
        }

        {{Lines(60, i => $"static NetBuffer F{i}() => F{i + 1}();\n")}}
        static NetBuffer F60() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        """);

    [Fact]
    public void What_is_executed_on_a_stack_of_its_own_throws_where_it_is_waited_for()
    {
        Assert.Equal(5, FreshStack.Run(() => 5));
        Assert.Throws<BudgetException>(() => FreshStack.Run<int>(() => throw new BudgetException("steps")));
    }
}
