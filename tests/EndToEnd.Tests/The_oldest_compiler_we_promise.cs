namespace NdisRules.EndToEnd.Tests;

/// <summary>The analyzers as built, in the compiler of SDK 8.0.100 and Visual Studio 2022 17.8.</summary>
public sealed class The_oldest_compiler_we_promise : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ndisrules-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Loads_the_analyzers_and_none_throws() => Assert.Empty(await FindingsIn("class C { int M() => 1; }"));

    [Fact]
    public async Task Sees_what_the_newest_sees()
    {
        var finding = Assert.Single(await FindingsIn("""
            using NdisRules.Runtime;
            using static NdisRules.Runtime.Ndis;

            class C
            {
                static void Send(NetBufferPool pool, bool ready)
                {
                    NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (packet.IsNull) return;
                    if (ready) NdisFreeNetBuffer(packet);
                }
            }
            """));
        Assert.StartsWith("Test.cs(8,28): NDIS0005 ", finding);
    }

    [Fact]
    public async Task Tells_when_the_code_does_not_compile() =>
        Assert.StartsWith("Test.cs(1,11): CS0246 ", Assert.Single(await FindingsIn("class C { Gone M() => 1; }")));

    [Fact]
    public async Task Refuses_analyzers_made_for_a_newer_compiler()
    {
        var host = await RunHost("NdisRules.Testing.Tests", "class C { }");
        Assert.Equal(1, host.ExitCode);
        Assert.Contains("not loaded: ReferencesNewerCompiler", host.Output);
    }

    /// <summary>One line for each finding, after the line that says which compiler it was.</summary>
    async Task<IEnumerable<string>> FindingsIn(string code)
    {
        var host = await RunHost("NdisRules.Analyzers", code);
        var lines = host.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.StartsWith("Roslyn 4.8.0, ", lines[0]);
        return lines.Skip(1);
    }

    async Task<Outcome> RunHost(string analyzers, string code)
    {
        var file = Path.Combine(folder.FullName, "Test.cs");
        await File.WriteAllTextAsync(file, code);
        string[] arguments = [Repository.Dll("NdisRules.OldestHost"), Repository.Dll(analyzers), Repository.Dll("NdisRules.Runtime"), file];
        return await DotNet.RunAsync(folder.FullName, TimeSpan.FromMinutes(1), arguments);
    }
}
