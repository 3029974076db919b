namespace NdisRules.EndToEnd.Tests;

public class The_packages_in_a_fresh_project(PackagesFixture packages) : IClassFixture<PackagesFixture>
{
    /// <summary>The early return of <c>Send</c> forgets the packet, allocated in line 24. Every other line is right.</summary>
    const string LeakyDriver = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        namespace Consumer;

        internal sealed class Driver : MiniportAdapter
        {
            private NetBufferPool? pool;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
                return pool is null ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                if (pool is not null) NdisFreeNetBufferPool(pool);
                pool = null;
            }

            public static bool Send(NetBufferPool pool, bool ready)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (packet.IsNull) return false;
                if (!ready) return false;
                NdisFreeNetBuffer(packet);
                return true;
            }
        }
        """;

    const string Program = """
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        NetBufferPool pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters()) ?? throw new OutOfMemoryException();
        Consumer.Driver.Send(pool, ready: true);
        Consumer.Driver.Send(pool, ready: false);
        NdisFreeNetBufferPool(pool);
        Console.WriteLine("sent");
        """;

    [Fact]
    public async Task Restore_build_and_run()
    {
        var consumer = packages.CreateConsumer();
        consumer.Write("Program.cs", "Console.WriteLine(NdisRules.Runtime.NdisStatus.Success);");

        var (built, messages) = await consumer.BuildAsync();

        built.Succeeded();
        Assert.Empty(messages);
        Assert.Equal("Success", (await consumer.RunAsync()).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Hand_the_analyzers_the_fixes_and_every_rule_file_to_the_compiler()
    {
        var consumer = packages.CreateConsumer();
        consumer.Write("Program.cs", "Console.WriteLine();");
        consumer.Write("my.ndisrules", "rule Mine");
        (await consumer.BuildAsync()).Outcome.Succeeded();

        var items = (await consumer.EvaluateAsync("Analyzer", "AdditionalFiles")).Succeeded().Output;

        Assert.Contains("NdisRules.Analyzers.dll", items);
        Assert.Contains("NdisRules.CodeFixes.dll", items);
        Assert.Contains("my.ndisrules", items);
    }

    [Fact]
    public async Task Show_a_leak_fix_it_and_fall_silent()
    {
        var consumer = packages.CreateConsumer();
        consumer.Write("Driver.cs", LeakyDriver);
        consumer.Write("Program.cs", Program);

        var (first, before) = await consumer.BuildAsync();
        first.Succeeded();
        var leak = Assert.Single(before);
        Assert.Equal(("Driver.cs", 24, "NDIS0005", false), (leak.File, leak.Line, leak.Id, leak.IsError));
        Assert.Contains("NdisViolationException: NDIS", (await consumer.RunAsync()).Output);

        (await consumer.FormatAsync("NDIS0005")).Succeeded();
        Assert.NotEqual(LeakyDriver.TrimEnd(), consumer.Read("Driver.cs").TrimEnd());

        var (second, after) = await consumer.BuildAsync();
        second.Succeeded();
        Assert.Empty(after);
        Assert.Equal("sent", (await consumer.RunAsync()).Succeeded().Output.Trim());
    }
}
