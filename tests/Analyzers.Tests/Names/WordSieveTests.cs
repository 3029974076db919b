using Microsoft.CodeAnalysis.CSharp;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Tests.Names;

public class WordSieveTests
{
    [Theory]
    [InlineData("class Nic { void Run() => Rent(); }", "Rent")]
    [InlineData("class Nic { void Run() => @Rent(); }", "Rent")]
    [InlineData("class Nic { void Run() => R\\u0065nt(); }", "Rent")]
    [InlineData("class Nic { void Run() => Re\u200dnt(); }", "Rent")]
    [InlineData("using Renting = Rent", "Rent")]
    [InlineData("class Rent", "Rent")]
    [InlineData("Rent", "Rent")]
    [InlineData("class Nic { Lease lease = new (4); }", NameIndex.TargetTypedNew)]
    [InlineData("class Nic { void Run() => Get(); }", "Get()")]
    [InlineData("class Nic { void Run() => Get ( /* nothing */ ); }", "Get()")]
    [InlineData("class Nic { void Run() => Get\n  (); }", "Get()")]
    [InlineData("class Nic { void Run() => Größe(); }", "Größe")]
    public void What_stands_there_is_found(string source, string word) => Assert.Contains(word, Found(source, word, "Other"));

    [Theory]
    [InlineData("class Nic { void Run() => Rental(); }", "Rent")]
    [InlineData("class Nic { void Run() => _Rent(); }", "Rent")]
    [InlineData("class Nic { void Run() => rent(); }", "Rent")]
    [InlineData("class Nic { void Run() => Get(4); }", "Get()")]
    [InlineData("class Nic { object made = new Nic(); }", NameIndex.TargetTypedNew)]
    [InlineData("", "Rent")]
    public void What_does_not_is_not(string source, string word) => Assert.Empty(Found(source, word, "Other"));

    /// <summary>It may find more, a word in a comment or a string: never less.</summary>
    [Fact]
    public void Whatever_the_index_of_names_knows_it_finds()
    {
        var tree = CSharpSyntaxTree.ParseText(Everything);
        var names = NameIndex.Of(tree).Declarations.SelectMany(declaration => declaration.Mentions).Distinct().ToArray();
        Assert.Superset(names.ToHashSet(), new WordSieve(names).FoundIn(CSharpCompilation.Create("Sieved", [tree])).ToHashSet());
    }

    private const string Everything = """
        using System;
        namespace Sieved;
        class Nic<T>(int first) : Base<T> where T : new()
        {
            readonly Lease lease = new(first);
            T Make() => new T();
            string Say(string @event) => $"{@event} {Make()} {nameof(lease)}" + lease?.Name + @"C:\users";
            public static Nic<T> operator +(Nic<T> left, int right) => left.Get /* twice */ ( ).Put(right) is { Length: > 3 and < 4 } found ? found : left;
            #if NEVER
            void Left() => Out();
            #endif
        }
        """;

    private static ISet<string> Found(string source, params string[] words) => new WordSieve(words).FoundIn(CSharpCompilation.Create("Sieved", [CSharpSyntaxTree.ParseText(source)]));
}
