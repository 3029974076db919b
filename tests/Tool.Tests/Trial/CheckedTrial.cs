using System.Text.Json;

namespace NdisRules.Tool.Tests;

/// <summary>
/// One project with whatever a build takes into account: a rule file of its own, severities, suppressions, generated code and source generators. It
/// is built once and checked once, for all tests.
/// </summary>
public sealed class CheckedTrial : IAsyncLifetime
{
    const string Driver = """
        using System.Diagnostics.CodeAnalysis;
        using System.Text.RegularExpressions;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        namespace Driver;

        internal sealed partial class Adapter : MiniportAdapter
        {
            private NetBufferPool? pool;
            private NetBuffer kept;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
                if (pool is null) return NdisStatus.Resources;
                kept = NdisAllocateNetBuffer(pool, default, 0, 64);
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                if (pool is not null) NdisFreeNetBufferPool(pool);
            }

            public static void Twice(NetBufferPool pool, bool both)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                if (packet.IsNull) return;
                Free(packet);
                if (both && IsTwin) Free(packet);
            }

            // </script> in a source must not end the page's own.
            static bool IsTwin => Name().IsMatch("x");

            static void Free(NetBuffer packet) => NdisFreeNetBuffer(packet);

            public static void Untested(NetBufferPool pool)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
                packet.DataLength = 3;
                NdisFreeNetBuffer(packet);
            }

            public static void Quiet(NetBufferPool pool)
            {
        #pragma warning disable NDIS0005
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
        #pragma warning restore NDIS0005
            }

            [SuppressMessage("NdisRules", "NDIS0005", Justification = "It is meant to stay.")]
            public static void Accepted(NetBufferPool pool)
            {
                NetBuffer packet = NdisAllocateNetBuffer(pool, default, 0, 64);
            }

            [GeneratedRegex("x")]
            private static partial Regex Name();
        }
        """;

    const string Leases = """
        namespace Driver;

        public sealed class Lease;

        public sealed class LeasePool
        {
            public Lease Take() => new();

            public void Return(Lease lease) => lease.ToString();
        }

        public static class Leases
        {
            public static void Lost(LeasePool pool) => pool.Take();
        }
        """;

    const string Rules = """
        rule Lease   the lease
        acquires  M:Driver.LeasePool.Take
        releases  M:Driver.LeasePool.Return(Driver.Lease)   0
        borrows   M:Driver.Gone.Away
        """;

    const string Severities = """
        root = true
        [*.cs]
        dotnet_diagnostic.NDIS0003.severity = error
        dotnet_diagnostic.NDIS0010.severity = none
        ndisrules.Lease.exceptions = sometimes
        """;

    internal Trial Trial { get; } = new();

    internal string Project { get; private set; } = "";

    internal string Sarif => Trial.Read("defects.sarif");

    internal string Html => Trial.Read("defects.html");

    internal Trial.Outcome Plain { get; private set; } = null!;

    internal JsonElement Json { get; private set; }

    internal IReadOnlyList<JsonElement> Defects => [.. Json.GetProperty("defects").EnumerateArray()];

    public async Task InitializeAsync()
    {
        Project = Trial.WriteProject("Driver", hasAnalyzers: true);
        Trial.Write("Driver/Adapter.cs", Driver);
        Trial.Write("Driver/Leases.cs", Leases);
        Trial.Write("Driver/Own.ndisrules", Rules);
        Trial.Write(".editorconfig", Severities);
        Plain = await Trial.RunAsync("check", Project, "--sarif", Trial.PathOf("defects.sarif"), "--html", Trial.PathOf("defects.html"));
        Json = JsonDocument.Parse((await Trial.RunAsync("check", Project, "--no-restore", "--json")).Output).RootElement;
    }

    public Task DisposeAsync()
    {
        Trial.Dispose();
        return Task.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class TrialCollection : ICollectionFixture<CheckedTrial>
{
    public const string Name = "checked trial";
}
