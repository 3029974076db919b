using System.Globalization;
using System.Text.Json.Nodes;
using NdisRules.Debugger.Targets;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary>What is read from outside, and from a dump, is what the process says of itself.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void Attached_to_CleanMiniport_every_command_gives_what_the_process_says_of_itself_and_it_goes_on()
    {
        using var target = TargetProcess.CleanMiniport();
        var said = EveryCommand.Ask(target);
        Assert.Contains(said, one => one.Command.StartsWith("nbl ", StringComparison.Ordinal));
        Assert.Contains(said, one => one.Command.StartsWith("nb ", StringComparison.Ordinal));

        Compare(new ProcessSource(target.Id, CancellationToken.None), said);

        var (exitCode, printed) = target.GoOn();
        Assert.Equal(0, exitCode);
        Assert.Contains("returned 1, now Paused", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Attached_to_the_replay_of_TapMiniport_every_command_gives_what_the_process_says_of_itself_and_it_goes_on()
    {
        using var target = TargetProcess.TapMiniport();
        var said = EveryCommand.Ask(target);

        Compare(new ProcessSource(target.Id, CancellationToken.None), said);

        // Its own table, printed afterwards, counts the pools without the debugger: in use, and capacity.
        var pools = new[] { "nbpools", "nblpools" }.SelectMany(name => JsonNode.Parse(said.First(one => one.Command == name).Answer)!["items"]!.AsArray()).ToList();
        var (exitCode, printed) = target.GoOn();
        Assert.Equal(0, exitCode);
        var rows = printed.Split('\n').Where(line => line.Contains(" pool '", StringComparison.Ordinal)).Select(Numbers).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(pools, pool => (int)pool!["inUse"]! == row[0] && (int)pool["capacity"]! == row[2]));
    }

    [Fact]
    public void A_dump_of_CleanMiniport_gives_what_the_process_says_of_itself()
    {
        using var target = TargetProcess.CleanMiniport();
        var said = EveryCommand.Ask(target);
        using var dump = Dump.Of(target);
        Assert.Equal(0, target.GoOn().ExitCode);

        Compare(new DumpSource(dump.File, CancellationToken.None), said);
    }

    [Fact]
    public void A_dump_of_the_replay_of_TapMiniport_gives_what_the_process_says_of_itself()
    {
        using var target = TargetProcess.TapMiniport();
        var said = EveryCommand.Ask(target);
        using var dump = Dump.Of(target, "--full");
        Assert.Equal(0, target.GoOn().ExitCode);

        Compare(new DumpSource(dump.File, CancellationToken.None), said);
    }

    [Fact]
    public void What_is_in_use_is_what_the_sample_counts_itself()
    {
        using var target = TargetProcess.CleanMiniport();
        var counted = int.Parse(target.Printed.Split("outstanding while it is held: ")[1].Split('\n')[0], CultureInfo.InvariantCulture);

        var pools = JsonNode.Parse(Ndiskd.Run("--pid", $"{target.Id}", "nbpools", "--json").Output)!["items"]!.AsArray()
            .Concat(JsonNode.Parse(Ndiskd.Run("--json", "--pid", $"{target.Id}", "!nblpools").Output)!["items"]!.AsArray());

        Assert.Equal(counted, pools.Where(pool => (string?)pool!["owner"] == "adapter 'loopback'").Sum(pool => (int)pool!["inUse"]!));
    }

    [Fact]
    public void A_list_that_a_receiver_holds_is_pending_with_him()
    {
        using var target = TargetProcess.CleanMiniport();

        var pending = JsonNode.Parse(Ndiskd.Run("--pid", $"{target.Id}", "pendingnbls", "-json").Output)!["items"]!.AsArray().Single()!;

        Assert.Equal("Indicated", (string?)pending["kind"]);
        Assert.Equal("adapter 'loopback'", (string?)pending["originator"]);
        Assert.Equal("binding of the host to 'loopback'", (string?)pending["holder"]);
        var list = Ndiskd.Run("--pid", $"{target.Id}", "nbl", (string)pending["list"]!, "-data").Output;
        Assert.Contains("ep this", list, StringComparison.Ordinal);
    }

    private static void Compare(TargetSource source, IReadOnlyList<(string Command, string Answer)> said)
    {
        using (source)
        {
            // One stop for all of them.
            var read = source.Read(target => said.Select(one => DebugCommands.Run($"{one.Command} --json", () => target).ToJson()).ToList());
            foreach (var (own, outside) in said.Zip(read))
                Assert.Equal($"{own.Command}\n{EveryCommand.WithoutAges(own.Answer)}", $"{own.Command}\n{EveryCommand.WithoutAges(outside)}");
        }
    }

    private static int[] Numbers(string row) =>
        [.. row[(row.LastIndexOf('\'') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
