namespace NdisRules.EndToEnd.Tests;

/// <summary>A person's own project, in a folder of its own.</summary>
sealed class Consumer(string folder)
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text + "\n");

    public string Read(string file) => File.ReadAllText(Path.Combine(folder, file));

    /// <summary>Builds everything anew, so that a second build shows its warnings again.</summary>
    public async Task<(Outcome Outcome, IReadOnlyList<BuildMessage> Messages)> BuildAsync(params IEnumerable<string> arguments)
    {
        var outcome = await DotNet.RunAsync(folder, Limit, ["build", "--no-incremental", "-v:q", "-tl:off", .. arguments]);
        return (outcome, BuildMessage.ParseAll(outcome.Output));
    }

    /// <summary>Applies the fixes for these diagnostics. The project must have been restored by a build.</summary>
    public Task<Outcome> FormatAsync(params IEnumerable<string> diagnostics) =>
        DotNet.RunAsync(folder, Limit, ["format", "analyzers", "--no-restore", "--diagnostics", .. diagnostics]);

    /// <summary>The items of these kinds, as the build evaluates them.</summary>
    public Task<Outcome> EvaluateAsync(params IEnumerable<string> items) =>
        DotNet.RunAsync(folder, Limit, ["msbuild", "-t:ResolveLockFileAnalyzers", .. items.Select(item => $"-getItem:{item}")]);

    /// <summary>Runs what the last build has made.</summary>
    public Task<Outcome> RunAsync(params IEnumerable<string> arguments) =>
        DotNet.RunAsync(folder, Limit, ["run", "--no-build", "--", .. arguments]);
}
