using NdisRules.EndToEnd.Tests;

namespace NdisRules.Docs.Tests.Samples;

public sealed class The_samples_as_programs(BuiltSamples samples) : IClassFixture<BuiltSamples>
{
    static readonly TimeSpan limit = TimeSpan.FromMinutes(3);

    [Fact]
    public void Building_LeakyMiniport_prints_its_defects_as_warnings()
    {
        var messages = samples.Messages("LeakyMiniport");
        Mark.AreSame(Sample.Marks("LeakyMiniport"), messages.Select(message => new Mark(message.File, message.Line, message.Id)));
        Assert.DoesNotContain(messages, message => message.IsError);
    }

    [Fact]
    public void Building_CleanMiniport_prints_nothing() => Assert.Empty(samples.Messages("CleanMiniport"));

    [Fact]
    public async Task CleanMiniport_lives_its_life_and_leaves_nothing()
    {
        var output = (await samples.RunAsync("CleanMiniport")).Succeeded().Output;
        Assert.Contains("loopback: restart again: Success, now Running", output);
        Assert.Equal(2, output.Split('\n').Count(line => line.TrimEnd() == "  outstanding: 0"));
    }

    /// <summary>Its folder raises to warnings what is only suggested elsewhere.</summary>
    [Fact]
    public void Building_TapMiniport_prints_nothing() => Assert.Empty(samples.Messages("TapMiniport"));

    [Fact]
    public async Task TapMiniport_answers_the_capture_of_its_readme_and_leaves_nothing()
    {
        var folder = Sample.Folder("TapMiniport");
        var output = (await samples.RunAsync("TapMiniport", "--replay", Path.Combine(folder, "captures", "arp-and-pings.pcap"))).Succeeded().Output;
        var readme = File.ReadAllText(Path.Combine(folder, "README.md"));
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("answered in")))
            Assert.Contains(PoolWithoutCapacity(line), readme);
        Assert.EndsWith(", outstanding: 0", output.TrimEnd());

        // How far a pool grew is its own affair.
        static string PoolWithoutCapacity(string line) => line.Contains(" pool '") ? line[..^10] : line;
    }

    [Fact]
    public async Task TapMiniport_refuses_an_option_that_it_does_not_know()
    {
        var outcome = await samples.RunAsync("TapMiniport", "--bogus");
        Assert.Equal((2, "Unrecognized command or argument '--bogus'. See --help."), (outcome.ExitCode, outcome.Output.Trim()));
    }

    [Fact]
    public async Task LeakyMiniport_runs_to_its_end_in_spite_of_its_defects()
    {
        var output = (await samples.RunAsync("LeakyMiniport")).Succeeded().Output;
        Assert.Contains("loopback: send urgently: NDIS0004: ", output);
        Assert.Contains("loopback: halt: NDIS0009: ", output);
        Assert.Contains("monitor: halt: NDIS0001: ", output);
        Assert.Contains("violations noticed at run time: 3", output);
    }

    [Fact]
    public void The_readme_shows_what_the_build_prints()
    {
        var printed = samples.Messages("LeakyMiniport");
        var shown = BuildMessage.ParseAll(File.ReadAllText(Path.Combine(Repository.Root, "README.md")));

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(printed, message => message with { Message = message.Message.Split(" (https")[0] } == line));
    }

    /// <summary>With a HaltEx written, NDIS0020 and NDIS0022 are gone too.</summary>
    [Fact]
    public async Task The_fixes_mend_every_loss_of_LeakyMiniport()
    {
        var copy = samples.Copy("LeakyMiniport");
        await BuildAsync(copy);

        (await DotNet.RunAsync(copy, limit, ["format", "analyzers", "--no-restore", "--diagnostics", "NDIS0005", "NDIS0001"])).Succeeded();

        var left = (await BuildAsync(copy)).Select(message => message.Id).Order();
        Assert.Equal(["NDIS0002", "NDIS0002", "NDIS0003", "NDIS0004", "NDIS0007", "NDIS0010"], left);
        Assert.Contains("violations noticed at run time: ", (await DotNet.RunAsync(copy, limit, ["run", "--no-build"])).Succeeded().Output);
    }

    static async Task<IReadOnlyList<BuildMessage>> BuildAsync(string folder) =>
        BuildMessage.ParseAll((await DotNet.RunAsync(folder, limit, ["build", "--no-incremental", "-v:q", "-tl:off"])).Succeeded().Output);
}
