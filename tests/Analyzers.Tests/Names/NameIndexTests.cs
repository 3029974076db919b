using Microsoft.CodeAnalysis.CSharp;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Tests.Names;

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
    public void What_another_file_mentions_is_not_mentioned_here()
    {
        _ = NameIndex.Of(CSharpSyntaxTree.ParseText("class A { void M() { Free(); other.Halt(); new Halt(); Read(8); } }"));
        var here = NameIndex.Of(CSharpSyntaxTree.ParseText("class B { void N() { Halt(1); } void O() => Free.ToString(); }"));
        Assert.Equal(["N", "N()", "Halt"], here.Declarations[0].Mentions);
        Assert.True(here.Declarations[0].OnlyCalls("Halt"));
        Assert.False(here.Declarations[1].OnlyCalls("Free"));
        Assert.False(here.Contains("Read"));
    }

    [Theory]
    [InlineData("int Get() => 1;", false)]
    [InlineData("int Get() => n == 0 ? 1 : Get();", true)]
    [InlineData("int Get() => other.Get;", true)]
    [InlineData("int Get() => Log(@\"Get\");", false)]
    [InlineData("int Get() => Log($\"{Get()}\");", true)]
    public void A_member_that_mentions_its_own_name_again_repeats_it(string member, bool repeats)
    {
        var declaration = Assert.Single(NameIndex.Of(CSharpSyntaxTree.ParseText($"class A {{ {member} }}")).Declarations);
        Assert.Equal(repeats, declaration.Repeats("Get"));
    }

    [Fact]
    public void A_tree_is_read_once()
    {
        var tree = CSharpSyntaxTree.ParseText("class Nic { }");
        Assert.Same(NameIndex.Of(tree), NameIndex.Of(tree));
    }

    [Theory]
    [InlineData("a.Get();", "a|Get|Get()")]
    [InlineData("a.Get( /* nothing */ );", "a|Get|Get()")]
    [InlineData("Lease b = new (1); b.Get(new C());", "Lease|b|new()|Get|C|C()")]
    [InlineData("x = 'q' + '\\'' + \"un\\\"seen\" + after; // unseen", "x|after")]
    [InlineData("x = 0x1F + 1e5 + 10UL.ToString();", "x|ToString|ToString()")]
    [InlineData("/* unseen \" */ x = /* ' */ y;", "x|y")]
    [InlineData("x = $\"text {inner} {Call()}\" + after;", "x|inner|Call|Call()|after")]
    [InlineData("x = @\"a \"\" // no comment\" + after;", "x|after")]
    [InlineData("x = \"\"\"a \" // no comment\"\"\" + after;", "x|after")]
    [InlineData("@class = \\u0061b + größe;", "class|ab|größe")]
    [InlineData("x = \"\" + y;", "x|y")]
    public void Characters_and_tokens_tell_the_same_identifiers(string statements, string mentioned)
    {
        var tree = CSharpSyntaxTree.ParseText($"class Nic {{ void Halt() {{ {statements}\n }} }}");
        var declaration = Assert.Single(NameIndex.Of(tree).Declarations);
        Assert.Equal([.. mentioned.Split('|'), "Halt", "Halt()"], declaration.Mentions.OrderBy(name => name == "Halt" ? 1 : name == "Halt()" ? 2 : 0));
        Assert.Equal(NameIndex.MentionsOf(tree.GetRoot()).Except(["Nic"]).Order(StringComparer.Ordinal), declaration.Mentions.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Read(8); this.Write(8);", "Read")]
    [InlineData("Read(Write(8));", "Read|Write")]
    [InlineData("if (ok) Read (8); else _ = -Write(8);", "Read|Write")]
    [InlineData("Run(() => Read(8));", "Run|Read")]
    [InlineData("other.Read(8); other?.Write(8); pointer->Look(8); alias::Stop(8);", "")]
    [InlineData("other . /* of another */ Read(8);", "")]
    [InlineData("_ = new Read(8); _ = new /* object */ Write(8);", "")]
    [InlineData("Read(8); other.Read(8);", "")]
    [InlineData("Read(8); handler = Read;", "")]
    [InlineData("Read<int>(8);", "")]
    [InlineData("Read(8); // Read", "Read")]
    [InlineData("Read($\"{8}\");", "")]
    public void A_name_that_is_only_called_plainly_is_told(string statements, string called)
    {
        var declaration = Assert.Single(NameIndex.Of(CSharpSyntaxTree.ParseText($"class Nic {{ int member = F(() => {{ {statements}\n }}); }}")).Declarations);
        Assert.Equal(called, string.Join("|", declaration.Mentions.Where(declaration.OnlyCalls).Where(name => name != "F")));
    }

    [Fact]
    public void A_member_knows_its_type_and_a_file_what_its_types_inherit_from()
    {
        var names = NameIndex.Of(CSharpSyntaxTree.ParseText("using A = B.C<int>; namespace N.M; class Outer<T> : System.Collections.Base<T>, IOne { struct Inner { void F() { } } }"));
        Assert.Equal(("Inner", "N.M.Outer`1.Inner`."), (names.Declarations[0].Type!.Plain, names.Declarations[0].Type!.Full));
        Assert.Equal([("A", "C"), ("Outer", "Base"), ("Outer", "IOne")], names.Bases);
    }

    [Fact]
    public void Kin_are_the_types_above_and_below_and_not_beside()
    {
        var kin = new TypeKin([("Left", "Base"), ("Right", "Base"), ("Base", "Root"), ("Lowest", "Left")]);
        Assert.Equal(["Base", "Left", "Lowest", "Root"], kin.Of("Left").Order(StringComparer.Ordinal));
        Assert.Equal(["Base", "Left", "Lowest", "Right", "Root"], kin.Of("Base").Order(StringComparer.Ordinal));
        Assert.Equal(["Alone"], kin.Of("Alone"));
    }

    [Fact]
    public void A_directive_takes_part_of_a_member_out()
    {
        var tree = CSharpSyntaxTree.ParseText("class Nic { void Halt() {\n#if UNKNOWN\n Unseen();\n#endif\n Seen(); } }");
        Assert.True(NameIndex.Of(tree).Contains("Seen"));
        Assert.False(NameIndex.Of(tree).Contains("Unseen"));
    }
}
