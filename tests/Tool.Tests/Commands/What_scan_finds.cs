namespace NdisRules.Tool.Tests.Commands;

public sealed class What_scan_finds : IDisposable
{
    const string Driver = """
        using NdisRules.Runtime;

        class Nic : MiniportAdapter
        {
            public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

            [MiniportRole(MiniportRole.Pause)]
            NdisStatus Stop(MiniportPauseParameters parameters) => NdisStatus.Success;

            public override NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;
        }

        static class Handlers
        {
            public static void MiniportHaltEx(object? context, NdisHaltAction action)
            {
            }
        }
        """;

    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task Roles_what_is_missing_and_a_map_that_is_kept_once_approved()
    {
        var project = trial.WriteProject("Driver");
        trial.Write("Driver/Driver.cs", Driver);
        var map = trial.PathOf("roles.map");

        var first = await Trial.RunAsync("scan", project, "--map", map);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("Nic\n  InitializeEx                 Driver.cs(5,32)\n", first.Output.ReplaceLineEndings("\n"));
        Assert.Contains("Ambiguous: Nic has 2 methods in the role Pause", first.Output);
        Assert.Contains("Missing or wrong: Driver.cs(5,32): NDIS0022: ", first.Output);
        Assert.Contains("To declare: Driver.cs(15,24): NDIS0020: ", first.Output);
        Assert.Equal(["approved = no", "Nic InitializeEx = Nic.InitializeEx", "Nic Pause = Nic.Stop", "Nic Pause = Nic.Pause"], Lines());

        trial.Write("roles.map", "approved = yes\nNic InitializeEx = Nic.InitializeEx\nNic HaltEx = Nic.HaltEx # we thought");
        var second = await Trial.RunAsync("scan", project, "--map", map, "--no-restore");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"{map}: 'Nic HaltEx = Nic.HaltEx' is not so in the code", second.Output);
        Assert.Contains($"{map}: 'Nic Pause = Nic.Stop' is missing", second.Output);
        Assert.Equal("approved = yes", Lines()[0]);
    }

    [Fact]
    public async Task A_map_that_is_none() =>
        Assert.EndsWith("is no role map: its first line must be 'approved = yes' or 'approved = no'", (await Trial.RunAsync("scan", trial.WriteProject("Driver"), "--map", trial.Write("roles.map", "Nic"))).Refusal());

    string[] Lines() => [.. trial.Read("roles.map").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
}
