namespace NdisRules.Tool.Tests.Commands;

public sealed class What_fix_does : IDisposable
{
    const string Driver = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver
        {
            static void Send(NetBufferPool pool, bool ready)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                if (!packet) return;
                if (!ready) return;
                NdisFreeNetBuffer(packet);
                NdisFreeNetBuffer(packet);
            }
        }
        """;

    const string Difference = """
        --- a/Driver.cs
        +++ b/Driver.cs
        @@ -9,6 +9,5 @@
                 if (!packet) return;
                 if (!ready) return;
                 NdisFreeNetBuffer(packet);
        -        NdisFreeNetBuffer(packet);
             }
         }

        """;

    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task It_shows_the_difference_and_writes_only_when_told_to()
    {
        var project = trial.WriteProject("Driver");
        trial.Write("Driver/Driver.cs", Driver);
        var before = trial.Read("Driver/Driver.cs");

        var shown = await Trial.RunAsync("fix", project, "--rules", "NDIS0003");
        Assert.Equal((1, ""), (shown.ExitCode, shown.Error));
        Assert.Equal(Difference.ReplaceLineEndings("\n") + "1 files would change; --write writes them: 1 findings before, 0 after.\n", shown.Output.ReplaceLineEndings("\n"));
        Assert.Equal(before, trial.Read("Driver/Driver.cs"));

        var written = await Trial.RunAsync("fix", project, "--write", "--no-restore");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Contains("2 findings before, 0 after.", written.Output);
        Assert.Equal(0, (await Trial.RunAsync("check", project, "--no-restore")).ExitCode);
    }
}
