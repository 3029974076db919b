using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Tests.Robustness;
using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Tests.Bodies;

/// <summary>Two conditions of a body, and whether the second has the answer of the first: the same, the contrary, or one of its own.</summary>
public sealed class AskedConditionsTests
{
    [Theory]
    [InlineData("a < b", "a < b", true)]
    [InlineData("a < b", "b > a", true)]
    [InlineData("a < b", "a >= b", false)]
    [InlineData("a < b", "a <= b", null)]
    [InlineData("a < b", "b < a", null)]
    [InlineData("a == b", "b == a", true)]
    [InlineData("a == b", "a != b", false)]
    [InlineData("(a & 4) != 0", "(a & 4) == 0", false)]
    [InlineData("(a & 4) != 0", "(a & 8) != 0", null)]
    [InlineData("x ^ y", "x != y", true)]
    [InlineData("o is string", "o is string s", true)]
    [InlineData("o is string", "o is not string", false)]
    [InlineData("a is > 4", "a > 4", true)]
    [InlineData("o is null", "o == null", true)]
    [InlineData("string.IsNullOrEmpty(t)", "string.IsNullOrEmpty(t)", true)]
    [InlineData("t is { Length: > 3 }", "t is { Length: <= 3 }", null)]
    [InlineData("a is > 3 and < 9", "a is > 3 and < 9", true)]
    [InlineData("a is > 3 and < 9", "a is > 3 or < 9", null)]
    [InlineData("kept > a", "a < kept", true)]
    [InlineData("(a < b) == x", "(a >= b) == x", null)]
    [InlineData("referred == a", "referred == a", null)]
    [InlineData("t is { Length: 3 }", "t is { Length: 3 }", true)]
    [InlineData("Big(a)", "Big(a)", true)]
    [InlineData("Big(a)", "Big(b)", null)]
    [InlineData("Next() > 3", "Next() > 3", null)]
    [InlineData("Random.Shared.Next() > a", "Random.Shared.Next() > a", null)]
    [InlineData("a++ < b", "a++ < b", null)]
    [InlineData("list.Count > a", "list.Count > a", true)]
    [InlineData("field == a", "field == a", true)]
    [InlineData("changing == a", "changing == a", null)]
    public async Task Asked_again(string first, string second, bool? isSame)
    {
        var (asked, conditions, _) = await In(first, "", second);
        var (one, other) = (asked.Of(conditions[0]), asked.Of(conditions[1]));
        Assert.Equal(isSame, one is { } before && other is { } after && ReferenceEquals(before.Condition, after.Condition) ? before.IsNegated == after.IsNegated : null);
    }

    [Theory]
    [InlineData("a < b", "c = 3;", false)]
    [InlineData("a < b", "a = 3;", true)]
    [InlineData("a < b", "a++;", true)]
    [InlineData("a < b", "(c, b) = (1, 2);", true)]
    [InlineData("a < b", "int.TryParse(t, out b);", true)]
    [InlineData("a < b", "int.TryParse(t, out c);", false)]
    [InlineData("a < b", "Write();", false)]
    [InlineData("field == a", "field = 3;", true)]
    [InlineData("o == null", "o ??= t;", true)]
    [InlineData("kept > a", "Keep();", true)]
    [InlineData("kept > a", "Write();", false)]
    [InlineData("field == a", "Write();", true)]
    [InlineData("field == a", "Big(3);", false)]
    [InlineData("field == a", "Console.WriteLine(a);", false)]
    [InlineData("field == a", "run();", true)]
    [InlineData("list.Count > a", "list.Add(3);", true)]
    [InlineData("list.Count > a", "Console.WriteLine(list.Count);", false)]
    [InlineData("list.Count > a", "Fill(list);", true)]
    [InlineData("data[a] > b", "data[0] = 1;", true)]
    [InlineData("data[a] > b", "Big(data[b]);", false)]
    public async Task Over_by_then(string condition, string between, bool isOver)
    {
        var (asked, conditions, statements) = await In(condition, between, condition);
        var question = asked.Of(conditions[0])!.Value.Condition;
        Assert.Equal(isOver, statements.Any(statement => statement.Syntax.SpanStart > conditions[0].Syntax.SpanStart && asked.EndedBy(statement).Contains(question)));
    }

    static async Task<(AskedConditions Asked, IReadOnlyList<IOperation> Conditions, IReadOnlyList<IOperation> Statements)> In(string first, string between, string second)
    {
        var compilation = await Sources.Compile([("Asking.cs", $$"""
            using System;
            using System.Collections.Generic;
            class Asking(int kept)
            {
                int field;
                static int calls;
                void Write() => field++;
                void Fill(List<int> list) => list.Add(field);
                static bool Big(int n) => n > 100;
                static int Next() => calls++;
                void Keep() => kept = 3;
                void M(int a, int b, int c, bool x, bool y, object o, string t, List<int> list, int[] data, Action run)
                {
                    int changing = a;
                    Action change = () => changing++;
                    change();
                    int referred = b;
                    ref int reference = ref referred;
                    reference = 3;
                    if ({{first}}) Console.WriteLine(1);
                    {{between}}
                    if ({{second}}) Console.WriteLine(2);
                }
            }
            """)]);
        var bodies = MethodBodies.Of(compilation);
        var body = bodies.Of(compilation.GetTypeByMetadataName("Asking")!.GetMembers("M").Single(), CancellationToken.None)[0];
        return (body.Asked(bodies, CancellationToken.None), [.. Enumerable.Range(0, body.Index.BlockCount).Select(body.Index.ConditionOf).OfType<IOperation>()], [.. body.Graph.Blocks.SelectMany(block => block.Operations)]);
    }
}
