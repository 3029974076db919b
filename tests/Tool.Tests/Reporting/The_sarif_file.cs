using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace NdisRules.Tool.Tests.Reporting;

[Collection(TrialCollection.Name)]
public class The_sarif_file(CheckedTrial trial)
{
    static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schema", "sarif-2.1.0.json")));

    JsonElement Run => JsonDocument.Parse(trial.Sarif).RootElement.GetProperty("runs")[0];

    JsonElement Twice => Run.GetProperty("results").EnumerateArray().Single(result => result.GetProperty("ruleId").GetString() == "NDIS0003");

    [Fact]
    public void Is_what_the_published_schema_asks_for() => Assert.Equal([], Complaints(JsonNode.Parse(trial.Sarif)!));

    [Theory]
    [InlineData("level", "loud")]
    [InlineData("ruleIndex", "three")]
    [InlineData("codeFlow", "a misspelt name")]
    public void Would_fail_the_schema_with_a_mistake_in_it(string name, string value)
    {
        var broken = JsonNode.Parse(trial.Sarif)!;
        broken["runs"]![0]!["results"]![0]![name] = value;
        Assert.NotEmpty(Complaints(broken));
    }

    [Fact]
    public void Points_to_the_code_by_paths_that_are_the_same_everywhere()
    {
        var place = Twice.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("""{"uri":"Adapter.cs","uriBaseId":"SRCROOT"}""", JsonSerializer.Serialize(place.GetProperty("artifactLocation")));
        Assert.Equal("""{"startLine":31,"startColumn":29,"endLine":31,"endColumn":41}""", JsonSerializer.Serialize(place.GetProperty("region")));
        Assert.DoesNotContain(trial.Trial.Folder, trial.Sarif);
    }

    [Fact]
    public void Tells_the_trace_as_a_code_flow()
    {
        var steps = Twice.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").EnumerateArray().ToArray();
        Assert.Equal(["enter 26 Unallocated", "acquire 28 Unallocated"], steps.Take(2).Select(Told));
        Assert.Equal("danger 31 Freed", Told(steps[^1]));
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0], steps.Select(step => step.GetProperty("nestingLevel").GetInt32()));

        static string Told(JsonElement step) =>
            $"{step.GetProperty("kinds")[0]} {step.GetProperty("location").GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine")} {step.GetProperty("state").GetProperty("object").GetProperty("text")}";
    }

    [Fact]
    public void Names_the_acquire_as_related() => Assert.Equal("allocated here", Twice.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString());

    [Fact]
    public void Has_a_page_of_help_for_every_id()
    {
        var rules = Run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal("NDIS0003", rules[Twice.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.All(rules, rule => Assert.StartsWith("# " + rule.GetProperty("id").GetString(), rule.GetProperty("help").GetProperty("markdown").GetString()));
    }

    [Fact]
    public void Keeps_what_the_source_suppresses_with_the_reason()
    {
        var suppressed = Run.GetProperty("results").EnumerateArray().Where(result => result.TryGetProperty("suppressions", out _)).Select(result => JsonSerializer.Serialize(result.GetProperty("suppressions")[0]));
        Assert.Equal(["""{"kind":"inSource"}""", """{"kind":"inSource","justification":"It is meant to stay."}"""], suppressed);
    }

    /// <summary>Nothing where the schema holds; among the complaints are those of alternatives, which alone mean nothing.</summary>
    static IEnumerable<string> Complaints(JsonNode sarif) =>
        Schema.Evaluate(JsonSerializer.SerializeToElement(sarif), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true }) is { IsValid: false, Details: { } details } ? details
            .Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")) : [];
}
