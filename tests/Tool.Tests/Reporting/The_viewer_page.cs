using System.Text.Json;
using System.Text.RegularExpressions;

namespace NdisRules.Tool.Tests.Reporting;

/// <summary>What can be said of the page without a browser; build/try-viewer drives it in one.</summary>
[Collection(TrialCollection.Name)]
public partial class The_viewer_page(CheckedTrial trial)
{
    JsonElement Data => JsonDocument.Parse(DataScript().Match(trial.Html).Groups["data"].Value).RootElement;

    JsonElement Twice => Data.GetProperty("defects").EnumerateArray().Single(defect => defect.GetProperty("id").GetString() == "NDIS0003");

    [Fact]
    public void Has_every_defect_the_quiet_ones_too() => Assert.Equal(
        trial.Defects.Select(defect => defect.GetProperty("fingerprint").GetString()), Data.GetProperty("defects").EnumerateArray().Select(defect => defect.GetProperty("fp").GetString()));

    [Fact]
    public void Loads_nothing_from_anywhere()
    {
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", trial.Html);
        Assert.DoesNotMatch("""<(script|link|img|iframe)[^>]*(src|href)="(?!data:)""", trial.Html);
        Assert.DoesNotContain("{{", trial.Html);
    }

    [Fact]
    public void Is_not_ended_by_what_stands_in_a_source() => Assert.Equal(2, EndOfScript().Count(trial.Html));

    [Fact]
    public void Has_each_source_once()
    {
        var files = Data.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(["Adapter.cs", "Leases.cs", "Own.ndisrules"], files.Select(file => file.GetProperty("path").GetString()).Order());
        Assert.Contains("// </script> in a source", files.Single(file => file.GetProperty("path").GetString() == "Adapter.cs").GetProperty("text").GetString());
    }

    /// <summary>The method that frees twice and what it calls, without the property that decides in between: of the rest no line.</summary>
    [Fact]
    public void Marks_the_lines_that_run()
    {
        var source = trial.Trial.Read("Driver/Adapter.cs").Split('\n');
        var ran = Twice.GetProperty("ran").GetProperty(Twice.GetProperty("f").GetInt32().ToString()).EnumerateArray().Select(line => source[line.GetInt32() - 1].Trim());
        Assert.Equal(
            [
                "public static void Twice(NetBufferPool pool, bool both)",
                "NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);",
                "if (packet.IsNull) return;",
                "Free(packet);",
                "if (both && IsTwin) Free(packet);",
                "static void Free(NetBuffer packet) => NdisFreeNetBuffer(packet);",
            ], ran);
    }

    [Fact]
    public void Names_the_object_that_is_followed() => Assert.Equal("the NET_BUFFER", Twice.GetProperty("object").GetString());

    [GeneratedRegex("""<script type="application/json" id="data">(?<data>.*)</script>""")]
    private static partial Regex DataScript();

    [GeneratedRegex("</script>", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();
}
