using System.Text.Json;

namespace NdisRules.Tool.Tests.Checking;

/// <summary>In a project of its own, whose code is edited between the checks.</summary>
public sealed class What_a_baseline_keeps_quiet : IDisposable
{
    const string Before = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver
        {
            void Send(NetBufferPool pool)
            {
                NetBuffer first = NdisAllocateNetBuffer(pool, default, 0, 64);
            }

            void Receive(NetBufferPool pool)
            {
                NetBuffer second = NdisAllocateNetBuffer(pool, default, 0, 64);
            }
        }
        """;

    /// <summary>Lines move, the second defect is mended, and there is a new one.</summary>
    const string After = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver
        {
            // Two comments that were not there before,
            // and other white space in the line below.

            void Send(NetBufferPool pool)
            {
                NetBuffer first = NdisAllocateNetBuffer(pool,  default,  0, 64);
            }

            void Receive(NetBufferPool pool)
            {
                NetBuffer second = NdisAllocateNetBuffer(pool, default, 0, 64);
                if (second) NdisFreeNetBuffer(second);
            }

            void Indicate(NetBufferPool pool)
            {
                NetBuffer third = NdisAllocateNetBuffer(pool, default, 0, 64);
            }
        }
        """;

    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task Is_what_was_there_when_it_was_written_whatever_is_edited_around_it()
    {
        var project = trial.WriteProject("Driver");
        trial.Write("Driver/Driver.cs", Before);
        var baseline = trial.PathOf("known.json");
        var written = await Trial.RunAsync("check", project, "--baseline", baseline, "--update-baseline");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Contains("0 defects, 2 in the baseline; ", written.Output);

        trial.Write("Driver/Driver.cs", After);
        var later = await Trial.RunAsync("check", project, "--no-restore", "--baseline", baseline, "--sarif", trial.PathOf("later.sarif"));

        Assert.Equal(1, later.ExitCode);
        Assert.StartsWith("Driver.cs(22,27): warning NDIS0005: ", later.Output);
        Assert.Contains("1 defect, 1 in the baseline; ", later.Output);
        Assert.Equal(["unchanged", "new", "absent"], JsonDocument.Parse(trial.Read("later.sarif")).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.GetProperty("baselineState").GetString()));
    }
}
