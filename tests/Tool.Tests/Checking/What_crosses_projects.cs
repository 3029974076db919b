using System.Text.Json;

namespace NdisRules.Tool.Tests.Checking;

/// <summary>A helper in one project, who calls it in another: with the source of both in sight the answer is exact; a build sees an assembly.</summary>
public sealed class What_crosses_projects : IDisposable
{
    const string Helper = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        namespace Helpers;

        public static class Packets
        {
            public static NetBuffer Take(NetBufferPool pool) => NdisAllocateNetBuffer(pool, default, 0, 64);

            public static void Done(NetBuffer packet)
            {
                if (packet) NdisFreeNetBuffer(packet);
            }
        }
        """;

    const string Driver = """
        using Helpers;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Driver
        {
            static void Freed_by_the_helper(NetBufferPool pool)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                Packets.Done(packet);
            }

            static void Freed_twice(NetBufferPool pool)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                if (!packet) return;
                NdisFreeNetBuffer(packet);
                Packets.Done(packet);
            }

            static void Lost_though_taken_by_the_helper(NetBufferPool pool)
            {
                NetBuffer packet = Packets.Take(pool);
            }
        }
        """;

    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task Is_seen_without_anything_built_before()
    {
        var solution = WriteSolution();

        var joined = await DefectsOf(solution);
        Assert.Equal(["Driver.cs(18) NDIS0003", "Driver.cs(23) NDIS0005"], joined);

        var perProject = await DefectsOf(solution, "--no-restore", "--per-project");
        Assert.Equal(["Driver.cs(9) NDIS0005", "Driver.cs(18) NDIS0004"], perProject); // a library is taken to look only
    }

    [Fact]
    public async Task Is_as_the_build_sees_it_where_the_projects_cannot_be_one()
    {
        var solution = WriteSolution();
        trial.Write("Helpers/Twin.cs", "internal class Twin;");
        trial.Write("Driver/Twin.cs", "internal class Twin;");

        var result = await Trial.RunAsync("check", solution);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Driver was checked without the source of the projects that it refers to: CS0101: ", result.Output);
        Assert.Contains("Driver/Driver.cs(18,9): warning NDIS0004", result.Output);
    }

    [Fact]
    public async Task Is_seen_between_two_programs()
    {
        var solution = WriteSolution("<OutputType>Exe</OutputType>");
        trial.Write("Helpers/Program.cs", "internal static class Tries { static void Main() { } }");
        trial.Write("Driver/Program.cs", "internal static class Program { static void Main() { } }");

        Assert.Equal(["Driver.cs(18) NDIS0003", "Driver.cs(23) NDIS0005"], await DefectsOf(solution));
    }

    string WriteSolution(string properties = "")
    {
        trial.WriteProject("Helpers", properties: properties);
        trial.Write("Helpers/Helpers.cs", Helper);
        trial.WriteProject("Driver", """<ProjectReference Include="../Helpers/Helpers.csproj" />""", properties: properties);
        trial.Write("Driver/Driver.cs", Driver);
        return trial.Write("all.slnx", """<Solution><Project Path="Driver/Driver.csproj" /><Project Path="Helpers/Helpers.csproj" /></Solution>""");
    }

    static async Task<IEnumerable<string>> DefectsOf(string solution, params string[] options)
    {
        var said = (await Trial.RunAsync(["check", solution, "--json", .. options])).Output;
        return JsonDocument.Parse(said).RootElement.GetProperty("defects").EnumerateArray().Select(defect => $"{Path.GetFileName(defect.GetProperty("file").GetString())}({defect.GetProperty("line")}) {defect.GetProperty("id")}");
    }
}
