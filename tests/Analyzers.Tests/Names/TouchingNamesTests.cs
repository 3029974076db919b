using NdisRules.Analyzers.Tests.Robustness;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Tests.Names;

/// <summary>Who may lead to a rule: whoever names it, and, of those who name somebody else, only who names one that leads on.</summary>
public sealed class TouchingNamesTests
{
    const string Program = """
        class Pool
        {
            object Get() => Take();
            void Use() => Free(Take());
            void Twice() { Use(); Use(); }
            object Both() { Use(); return Get(); }
            void Top() => Both();
        }
        """;

    [Fact]
    public async Task Names_lead_on_from_members_that_lead()
    {
        var names = await LeadingTo("Get", "Both");
        Assert.True(names.Contains("Get"));
        Assert.True(names.Contains("Both"));
        Assert.False(names.Contains("Use"));
        Assert.False(names.Contains("Twice"));
        Assert.False(names.Contains("Top"));
    }

    [Theory]
    [InlineData("Get", true)]
    [InlineData("Use", true)]
    [InlineData("Both", true)]
    [InlineData("Top", true)]
    [InlineData("Twice", false)]
    public async Task Who_names_the_rule_or_what_leads_to_it_is_touched(string member, bool isTouched)
    {
        var compilation = await Sources.Compile([("Pool.cs", Program)]);
        var names = TouchingNames.LeadingTo(["Take"], new NameMentions(compilation), static (members, _) => members.Where(static asked => asked.Names[0] is "Get" or "Both"));
        Assert.Equal(isTouched, names.IsTouchedBy(compilation.GetTypeByMetadataName("Pool")!.GetMembers(member).Single(), CancellationToken.None));
    }

    [Fact]
    public async Task Where_none_leads_the_rule_leads_nowhere()
    {
        var names = await LeadingTo();
        Assert.True(names.Contains("Take"));
        Assert.False(names.Contains("Get"));
    }

    static async Task<TouchingNames> LeadingTo(params string[] leading)
    {
        var compilation = await Sources.Compile([("Pool.cs", Program)]);
        return TouchingNames.LeadingTo(["Take"], new NameMentions(compilation), (members, _) => members.Where(member => leading.Contains(member.Names[0])));
    }
}
