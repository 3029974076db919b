using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace NdisRules.Tool.Tests.Commands;

/// <summary>Three projects, checked in two parts: joined, the reports say what one check of all says.</summary>
public sealed class What_shards_and_merge_give : IDisposable
{
    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task Joined_is_what_one_check_says()
    {
        var solution = WriteSolution();
        var whole = await Trial.RunAsync("check", solution, "--sarif", trial.PathOf("whole.sarif"), "--html", trial.PathOf("whole.html"), "--dvl", trial.PathOf("whole.xml"));
        Assert.Equal((1, ""), (whole.ExitCode, whole.Error));
        var first = await Trial.RunAsync("check", solution, "--no-restore", "--shard", "1/2", "--sarif", trial.PathOf("1.sarif"), "--html", trial.PathOf("1.html"));
        Assert.Contains("2 projects, ", first.Output);
        var second = await Trial.RunAsync("check", solution, "--no-restore", "--shard", "2/2", "--sarif", trial.PathOf("2.sarif"), "--html", trial.PathOf("2.html"));
        Assert.Contains("1 project, ", second.Output);

        Assert.Equal(1, (await Trial.RunAsync("merge", trial.PathOf("1.sarif"), trial.PathOf("2.sarif"), "--output", trial.PathOf("joined.sarif"))).ExitCode);
        Assert.Equal(Results("whole.sarif"), Results("joined.sarif"));
        Assert.Equal(Verdicts("whole.sarif"), Verdicts("joined.sarif"));

        Assert.Equal(1, (await Trial.RunAsync("merge", trial.PathOf("1.html"), trial.PathOf("2.html"), "--output", trial.PathOf("joined.html"))).ExitCode);
        Assert.Equal(Defects("whole.html"), Defects("joined.html"));

        var dvl = XDocument.Load(trial.PathOf("whole.xml")).Root!;
        Assert.Equal(("Defect", "3"), ((string)RuleIn(dvl).Attribute("Result")!, (string)RuleIn(dvl).Element("Defects")!.Attribute("Count")!));
        Assert.DoesNotContain("NetBuffer packet", trial.Read("whole.xml"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"runs\": [] }")]
    [InlineData("nothing")]
    public async Task A_file_that_is_no_report(string text) =>
        Assert.EndsWith("is no SARIF file of this tool", (await Trial.RunAsync("merge", trial.Write("report.sarif", text), "--output", trial.PathOf("joined.sarif"))).Refusal());

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("half")]
    public async Task A_part_that_is_none(string part) => Assert.Equal($"--shard: '{part}' is no part of the work, such as 2/5; see ndisrules check --help", (await Trial.RunAsync("check", "--shard", part)).Refusal());

    string WriteSolution()
    {
        foreach (var name in new[] { "A", "B", "C" })
        {
            trial.WriteProject(name);
            trial.Write($"{name}/{name}.cs", $$"""
                using NdisRules.Runtime;
                using static NdisRules.Runtime.Ndis;

                class {{name}}
                {
                    static void Send(NetBufferPool pool)
                    {
                        NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                    }
                }
                """);
        }

        return trial.Write("all.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="B/B.csproj" /><Project Path="C/C.csproj" /></Solution>""");
    }

    static XElement RuleIn(XElement dvl) => dvl.Descendants("Rule").Single(rule => (string)rule.Attribute("Name")! == "NdisAllocateNetBuffer");

    IEnumerable<string> Results(string file) => RunOf(file)["results"]!.AsArray().Select(result => result!.ToJsonString()).Order(StringComparer.Ordinal);

    string Verdicts(string file) => RunOf(file)["properties"]!.ToJsonString();

    JsonNode RunOf(string file) => JsonNode.Parse(trial.Read(file))!["runs"]![0]!;

    IEnumerable<string> Defects(string file)
    {
        var page = trial.Read(file);
        var start = page.IndexOf("id=\"data\">", StringComparison.Ordinal) + "id=\"data\">".Length;
        var data = JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
        var files = data.GetProperty("files").EnumerateArray().Select(one => one.GetProperty("path").GetString()).ToArray();
        return data.GetProperty("defects").EnumerateArray().Select(defect => $"{files[defect.GetProperty("f").GetInt32()]} {defect.GetProperty("l")} {defect.GetProperty("fp")} {string.Join(',', defect.GetProperty("ran").EnumerateObject().Select(ran => files[int.Parse(ran.Name)]))}").Order(StringComparer.Ordinal);
    }
}
