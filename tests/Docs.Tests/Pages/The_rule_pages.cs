using Microsoft.CodeAnalysis;

namespace NdisRules.Docs.Tests.Pages;

public sealed class The_rule_pages
{
    static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> descriptors =
        Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToDictionary(descriptor => descriptor.Id);

    public static TheoryData<string> Ids => [.. descriptors.Keys.Order()];

    public static TheoryData<string> Pages => [.. RulePage.All];

    [Theory, MemberData(nameof(Pages))]
    public async Task Breaks_it_gives_exactly_the_id_of_its_page(string id)
    {
        foreach (var (code, rules) in Blocks(id, "Breaks it"))
            Assert.Equal([id], (await Analysis.RunAsync([("Block.cs", code)], rules)).Select(found => found.Id));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Keeps_it_is_quiet(string id)
    {
        foreach (var (code, rules) in Blocks(id, "Keeps it"))
            Assert.Empty(await Analysis.RunAsync([("Block.cs", code)], rules));
    }

    /// <summary>When this fails, a gap was closed: take it off the page.</summary>
    [Theory, MemberData(nameof(Pages))]
    public async Task Not_seen_is_quiet_for_now(string id)
    {
        foreach (var (code, rules) in new RulePage(id).Code("Not seen"))
            Assert.Empty(await Analysis.RunAsync([("Block.cs", code)], rules));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_that_says_what_its_descriptor_says(string id)
    {
        Assert.True(File.Exists(RulePage.PathOf(id)), $"docs/rules/{id}.md is missing.");
        var (page, descriptor) = (new RulePage(id), descriptors[id]);

        Assert.Equal($"# {id}: {descriptor.Title}", page.Title);
        Assert.Equal(descriptor.Description.ToString(), page.FirstParagraph("Duty"));
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_page_has_a_diagnostic_and_all_headings_in_order(string id)
    {
        Assert.Contains(id, descriptors.Keys);
        Assert.Equal(RulePage.Headings, new RulePage(id).Sections);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/rules/README.md")]
    public void A_table_lists_every_diagnostic(string file) =>
        Assert.Equal(
            descriptors.Values.OrderBy(descriptor => descriptor.Id).Select(descriptor => $"{descriptor.Id}|{descriptor.Title}|{Word(descriptor.DefaultSeverity)}"),
            MarkdownFile.Read(file).IdTable);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/rules/README.md")]
    [InlineData("samples/LeakyMiniport/README.md")]
    [InlineData("CHANGELOG.md")]
    public void Every_id_that_is_written_somewhere_exists(string file) => Assert.Subset(descriptors.Keys.ToHashSet(), MarkdownFile.Read(file).Ids.ToHashSet());

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/rules/README.md")]
    [InlineData("samples/LeakyMiniport/README.md")]
    public void Every_link_into_the_repository_leads_somewhere(string file) => Assert.Empty(MarkdownFile.Read(file).DeadLinks);

    static IReadOnlyList<(string Code, string Rules)> Blocks(string id, string heading)
    {
        var blocks = new RulePage(id).Code(heading);
        Assert.NotEmpty(blocks);
        return blocks;
    }

    static string Word(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant();
}
