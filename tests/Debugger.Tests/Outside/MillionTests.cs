using System.Text.Json.Nodes;

namespace NdisRules.Debugger.Tests.Outside;

public sealed class MillionTests
{
    [Fact]
    public void A_pool_with_a_million_objects_is_counted_and_listed_page_by_page()
    {
        using var target = TargetProcess.Own("million");

        var pool = JsonNode.Parse(Ndiskd.Run("--pid", $"{target.Id}", "nbpool", "Mili", "-json").Output)!;
        Assert.Equal((1_000_000, 1_000_010), ((int)pool["inUse"]!, (int)pool["highWater"]!));

        var last = JsonNode.Parse(Ndiskd.Run("--pid", $"{target.Id}", "nbpool", "Mili", "-allocations", "-page", "20000", "-json").Output)!;
        Assert.Equal((1_000_000, 20_000, 50), ((int)last["total"]!, (int)last["pages"]!, last["objects"]!.AsArray().Count));

        var first = Ndiskd.Run("--pid", $"{target.Id}", "nbpool", "Mili", "-allocations", "-size", "3").Output;
        Assert.Contains("1000000 objects; page 1 of 333334", first, StringComparison.Ordinal);
        Assert.Contains("more: nbpool Mili -allocations -size 3 -page 2", first, StringComparison.Ordinal);
    }
}
