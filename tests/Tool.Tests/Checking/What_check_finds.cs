using NdisRules.EndToEnd.Tests;

namespace NdisRules.Tool.Tests.Checking;

[Collection(TrialCollection.Name)]
public class What_check_finds(CheckedTrial trial)
{
    [Fact]
    public async Task Is_what_the_build_says_of_the_same_project()
    {
        var built = await DotNet.RunAsync(Path.GetDirectoryName(trial.Project)!, TimeSpan.FromMinutes(3), "build", "--no-restore", "-v:q", "-tl:off");
        var said = BuildMessage.ParseAll(built.Output).Where(message => message.Id.StartsWith("NDIS", StringComparison.Ordinal)).Select(message => $"{message.File}({message.Line},{message.Column}): {(message.IsError ? "error" : "warning")} {message.Id}: {WithoutLink(message.Message)}");
        var found = trial.Defects.Where(defect => defect.GetProperty("counts").GetBoolean()).Select(defect =>
            $"{Path.GetFileName(defect.GetProperty("file").GetString())}({defect.GetProperty("line")},{defect.GetProperty("column")}): {defect.GetProperty("severity")} {defect.GetProperty("id")}: {defect.GetProperty("message")}");
        Assert.Equal(said.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.True(built.ExitCode == 1, "The project's .editorconfig makes a finding an error.");
    }

    [Fact]
    public void Is_all_that_is_wrong() => Assert.Equal(
        ["Adapter.cs(21,26): warning NDIS0001", "Adapter.cs(31,29): error NDIS0003", "Leases.cs(14,48): warning NDIS0005", "Own.ndisrules(4,1): warning NDIS0030"],
        trial.Plain.Output.Split('\n').TakeWhile(line => line.Contains(": ", StringComparison.Ordinal) && line.Contains("NDIS", StringComparison.Ordinal)).Select(line => string.Join(": ", line.Split(": ")[..2])).Except(["Adapter.cs(1,1): warning NDIS0030"]));

    [Fact]
    public void Ends_with_exit_code_1() => Assert.Equal((1, ""), (trial.Plain.ExitCode, trial.Plain.Error));

    [Fact]
    public void Keeps_what_the_source_suppresses_apart()
    {
        var suppressed = trial.Defects.Where(defect => defect.GetProperty("isSuppressed").GetBoolean()).ToArray();
        Assert.Equal(["Adapter.Quiet", "Adapter.Accepted"], suppressed.Select(defect => defect.GetProperty("member").GetString()));
        Assert.All(suppressed, defect => Assert.False(defect.GetProperty("counts").GetBoolean()));
    }

    [Fact]
    public void Has_a_verdict_on_every_rule()
    {
        Assert.Equal(("Defect", 2), VerdictOn("NdisAllocateNetBuffer"));
        Assert.Equal(("Defect", 1), VerdictOn("Lease"));
        Assert.Equal(("Pass", 0), VerdictOn("NdisAllocateNetBufferPool"));
        Assert.Equal(("Not applicable", 0), VerdictOn("ArrayPool"));
        Assert.Contains("Not applicable, the code mentions nothing that it acquires: AllocCoTaskMem", trial.Plain.Output);
    }

    [Fact]
    public void Says_how_long_each_rule_was_at_work()
    {
        var timed = trial.Json.GetProperty("rules").EnumerateArray().Where(rule => rule.TryGetProperty("seconds", out _)).ToDictionary(rule => rule.GetProperty("name").GetString()!, rule => rule.GetProperty("seconds").GetDouble());
        Assert.Contains("NdisAllocateNetBuffer", timed.Keys);
        Assert.Contains("Lease", timed.Keys);
        Assert.DoesNotContain("SafeHandle", timed.Keys);
        Assert.All(timed.Values, seconds => Assert.True(seconds >= 0));
    }

    [Fact]
    public void Ends_with_a_line_that_sums_up() => Assert.Matches(@"^5 defects, 2 suppressed; rules: 2 pass, 2 defect, \d+ not applicable; 1 project, [\d.]+ s$", trial.Plain.Output.TrimEnd().Split('\n')[^1]);

    [Fact]
    public void Comes_with_the_way_there()
    {
        var twice = trial.Defects.Single(defect => defect.GetProperty("id").GetString() == "NDIS0003");
        Assert.Equal(
            [
                "0 Enter Unallocated: Adapter.Twice begins",
                "0 Acquire Unallocated: allocated here",
                "0 Store Allocated: stored in 'packet'",
                "0 Branch Allocated: 'packet.IsNull' is false",
                "0 Call Allocated: calls Free",
                "1 Release Allocated: freed here",
                "0 Branch Freed: 'both' is true",
                "0 Branch Freed: 'IsTwin' is true",
                "0 Call Freed: calls Free",
                "1 Use Freed: meets the object here",
                "0 Defect Freed: the NET_BUFFER allocated at line 28 is freed twice; the first free is at line 37",
            ],
            twice.GetProperty("trace").EnumerateArray().Select(step => $"{step.GetProperty("depth")} {step.GetProperty("kind")} {step.GetProperty("stateBefore")}: {step.GetProperty("text")}"));
    }

    (string?, int) VerdictOn(string rule) => trial.Json.GetProperty("rules").EnumerateArray().Where(one => one.GetProperty("name").GetString() == rule)
        .Select(one => (one.GetProperty("verdict").GetString(), one.GetProperty("defects").GetInt32())).Single();

    static string WithoutLink(string message) => message.IndexOf(" (https://", StringComparison.Ordinal) is var link and >= 0 ? message[..link] : message;
}
