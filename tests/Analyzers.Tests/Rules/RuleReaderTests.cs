using System.Text.RegularExpressions;
using NdisRules.Analyzers.Tests.Robustness;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>Rule files as text: what each line says, and what is said of a line that says nothing.</summary>
public sealed class RuleReaderTests
{
    static string Error(string line)
    {
        var (_, errors) = RuleReader.Read(["rule R", line]);
        var error = Assert.Single(errors);
        Assert.Equal(2, error.Line);
        return error.Message;
    }

    [Fact]
    public void A_rule_is_read_row_by_row()
    {
        var (rules, errors) = RuleReader.Read(
        [
            "# a comment",
            "rule SessionLease the lease # another",
            "",
            "acquires  M:Acme.Pool.Lease",
            "acquires  M:Acme.Pool.TryLease(Acme.Lease@)   out 0 when true",
            "releases  M:Acme.Pool.Return   0",
            "releases  M:Acme.Lease.#ctor   this",
            "releases  M:Acme.Pool.ReturnAll 0 null",
            "null-release  defect",
            "exceptions  off",
        ]);
        Assert.Empty(errors);
        var rule = Assert.Single(rules);
        Assert.Equal(("SessionLease", "the lease", true, ExceptionPolicy.Off, 2), (rule.Name, rule.ObjectName, rule.NullReleaseIsDefect, rule.Exceptions, rule.Line));
        Assert.Equal(
        [
            new(RowKind.Acquires, "M:Acme.Pool.Lease", Slot.Return, null, 4),
            new(RowKind.Acquires, "M:Acme.Pool.TryLease(Acme.Lease@)", 0, "true", 5),
            new(RowKind.Releases, "M:Acme.Pool.Return", 0, null, 6),
            new(RowKind.Releases, "M:Acme.Lease.#ctor", Slot.This, null, 7),
            new(RowKind.Releases, "M:Acme.Pool.ReturnAll", 0, null, 8) { TakesNull = true },
        ], rule.Rows);
    }

    [Fact]
    public void Several_rules_stand_in_one_file()
    {
        var (rules, errors) = RuleReader.Read(["rule A", "acquires M:X.A", "rule B", "acquires M:X.B"]);
        Assert.Empty(errors);
        Assert.Equal(["A", "B"], rules.Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("returns M:X.Y 0", "'returns' is no word of a rule file")]
    [InlineData("acquires", "needs the documentation id")]
    [InlineData("acquires Acme.Pool.Lease", "needs the documentation id")]
    [InlineData("acquires M:X.Y out", "'out N'")]
    [InlineData("releases M:X.Y", "needs one argument")]
    [InlineData("releases M:X.Y first", "is no argument")]
    [InlineData("releases M:X.Y null", "needs one argument")]
    [InlineData("releases M:X.Y -1", "is no argument")]
    [InlineData("null-release maybe", "takes one of: ok, defect")]
    [InlineData("exceptions some", "takes one of: off, explicit, all")]
    [InlineData("double-release maybe", "takes one of: ok, defect")]
    [InlineData("discard maybe", "takes one of: ok, defect")]
    [InlineData("chains Chain", "'chains' needs the documentation id")]
    [InlineData("order fifo", "takes one of: any, lifo")]
    [InlineData("transfers M:X.Y 1 unless Resources", "after 'unless' comes the number of an argument")]
    [InlineData("transfers M:X.Y unless 2 has Resources", "needs one argument")]
    [InlineData("unknown-calls keep", "takes one of: borrow, transfer")]
    [InlineData("matches 1 3", "'matches A = B'")]
    [InlineData("matches flags = 3", "'matches A = B'")]
    [InlineData("within", "needs the full name of a type")]
    [InlineData("acquires M:X.Y 0 if true", "'when RESULT'")]
    [InlineData("acquires M:X.Y elements 1", "'elements N count return'")]
    [InlineData("reallocates M:X.Y", "needs the argument that it takes back")]
    [InlineData("before M:X.Y", "needs one argument")]
    [InlineData("rule", "needs a name")]
    public void A_line_that_says_nothing_is_told_with_the_remedy(string line, string message) => Assert.Contains(message, Error(line));

    [Fact]
    public void A_file_begins_with_a_rule() => Assert.Contains("must begin", Assert.Single(RuleReader.Read(["acquires M:X.Y"]).Errors).Message);

    [Fact]
    public void A_bad_line_costs_itself_only()
    {
        var (rules, errors) = RuleReader.Read(["rule R", "acquires M:X.A", "nonsense", "releases M:X.B 0"]);
        Assert.Single(errors);
        Assert.Equal(2, Assert.Single(rules).Rows.Count);
    }

    [Fact]
    public void Every_built_in_rule_reads_without_an_error()
    {
        Assert.NotEmpty(RuleBook.BuiltIn);
        Assert.All(RuleBook.BuiltIn, rule => Assert.Contains(rule.Rows, row => row.Kind == RowKind.Acquires));
    }

    [Fact]
    public void The_README_shows_a_rule_with_every_word_that_can_be_read()
    {
        var lines = Regex.Match(Page("README.md"), "```ndisrules\n(.*?)```", RegexOptions.Singleline).Groups[1].Value.Split('\n');
        var (rules, errors) = RuleReader.Read(lines);
        Assert.Empty(errors);
        Assert.Single(rules);
        Assert.All(Words, word => Assert.Contains(lines, line => line.Split(' ')[0] == word));
    }

    [Fact]
    public void The_page_of_broken_lines_names_every_word()
        => Assert.All(Words, word => Assert.Matches($@"\b{word}\s", Page("docs/rules/NDIS0030.md")));

    static IEnumerable<string> Words => RuleReader.Words.Split([", ", " and "], StringSplitOptions.None);

    static string Page(string path) => File.ReadAllText(Path.Combine(Sources.Root(), path));
}
