using Microsoft.CodeAnalysis.CSharp;
using NdisRules.Analyzers.Verification;

namespace NdisRules.Analyzers.Tests.Roles;

public class NameIndexTests
{
    private readonly NameIndex _names = NameIndex.Of(CSharpSyntaxTree.ParseText("class Nic { [Role] void @Halt() => Free<int>(\"Text\"); /* Comment */ }"));

    [Theory]
    [InlineData("Nic")]
    [InlineData("Role")]
    [InlineData("Halt")]
    [InlineData("Free")]
    public void An_identifier_is_mentioned(string name) => Assert.True(_names.Contains(name));

    [Theory]
    [InlineData("nic")]
    [InlineData("Text")]
    [InlineData("Comment")]
    [InlineData("class")]
    public void Other_text_is_not(string name) => Assert.False(_names.Contains(name));

    [Fact]
    public void Sets_meet_when_they_share_a_name()
    {
        Assert.True(_names.Meets(new HashSet<string> { "Other", "Free" }));
        Assert.True(_names.Meets(new HashSet<string> { "a", "b", "c", "d", "e", "f", "Free" }));
        Assert.False(_names.Meets(new HashSet<string> { "Other" }));
        Assert.False(_names.Meets(new HashSet<string>()));
    }

    [Fact]
    public void A_tree_is_read_once()
    {
        var tree = CSharpSyntaxTree.ParseText("class Nic { }");
        Assert.Same(NameIndex.Of(tree), NameIndex.Of(tree));
    }
}
