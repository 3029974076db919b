namespace NdisRules.Tool.Loading;

/// <summary>Every project of a target, ready to be loaded one by one.</summary>
/// <param name="Asked">The projects to check, each once per target framework.</param>
/// <param name="Loader">Makes their compilations.</param>
internal sealed record SolutionLoader(IReadOnlyList<ProjectAnswer> Asked, ProjectLoader Loader)
{
    /// <summary>The built-in rules and those of the projects' own files, which are known before anything is compiled.</summary>
    public IEnumerable<string> RuleNames => Asked.SelectMany(Loader.RuleFilesOf).Distinct(StringComparer.Ordinal).SelectMany(RuleFiles.NamesIn).Concat(RuleFiles.BuiltIn);

    public static async Task<SolutionLoader> OpenAsync(CheckTarget target, bool restores, int jobs, IProgressLog progress, CancellationToken cancellation)
    {
        if (restores)
        {
            progress.Phase("Restoring");
            await DesignTimeBuild.RestoreAsync(target, cancellation);
        }

        progress.Phase("Asking the build");
        var asked = await DesignTimeBuild.AskAsync(target, target.Projects, jobs, cancellation);
        if (asked.FirstOrDefault(answer => answer.Assets != "" && !File.Exists(answer.Assets)) is { } unrestored)
            throw new ToolException($"'{unrestored.Project}' has not been restored: {(restores ? "'dotnet restore' of it leaves nothing" : "leave out --no-restore")}");
        if (asked.FirstOrDefault(answer => answer.Arguments.Count == 0) is { } silent)
            throw new ToolException($"'{silent.Project}' cannot be loaded: its build has no C# compiler");
        var all = asked.ToList();
        for (var missing = NotYetAsked(all); missing.Count > 0; missing = NotYetAsked(all))
            all.AddRange(await DesignTimeBuild.AskAsync(target, missing, jobs, cancellation));
        return new(asked, new ProjectLoader(all, cancellation));
    }

    /// <summary>Projects outside the target that one of its projects refers to: their source counts, whatever was built of it some time ago.</summary>
    static List<string> NotYetAsked(IReadOnlyCollection<ProjectAnswer> known)
    {
        var paths = known.Select(answer => answer.Project).ToHashSet(StringComparer.Ordinal);
        return [.. known.SelectMany(answer => answer.References)
            .Where(reference => !paths.Contains(reference.Project) && reference.Project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && File.Exists(reference.Project))
            .Select(reference => reference.Project).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
