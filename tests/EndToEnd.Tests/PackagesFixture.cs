namespace NdisRules.EndToEnd.Tests;

/// <summary>
/// Our packages, packed anew into a folder feed under a version that no cache has seen.
/// Everything lies in one temporary folder outside the repository and is gone afterwards.
/// </summary>
public sealed class PackagesFixture : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ndisrules-");
    int consumers;

    public string Version { get; } = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    public string Feed => Path.Combine(folder.FullName, "feed");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        try
        {
            await PackAsync("src/Package");
            await PackAsync("src/Runtime");
        }
        catch
        {
            folder.Delete(recursive: true); // nobody disposes what could not be set up
            throw;
        }
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Packs with an artifacts folder of its own: the solution may be building into the usual one at this moment.</summary>
    async Task PackAsync(string project)
    {
        string[] places = ["--output", Feed, $"-p:ArtifactsPath={Path.Combine(folder.FullName, "artifacts")}"];
        var outcome = await DotNet.RunAsync(
            Repository.Root, TimeSpan.FromMinutes(5), ["pack", project, "--configuration", "Release", $"-p:Version={Version}", .. places]);
        outcome.Succeeded();
    }

    /// <summary>A fresh program that references both packages from the folder feed, besides whatever feeds this machine knows.</summary>
    internal Consumer CreateConsumer(string targetFramework = "net10.0")
    {
        var consumer = new Consumer(Directory.CreateDirectory(Path.Combine(folder.FullName, $"consumer{Interlocked.Increment(ref consumers)}")).FullName);
        consumer.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="ndisrules-local" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        consumer.Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{targetFramework}</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>{Path.Combine(folder.FullName, "packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NdisRules.Runtime" Version="{Version}" />
                <PackageReference Include="NdisRules.Analyzers" Version="{Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        return consumer;
    }
}
