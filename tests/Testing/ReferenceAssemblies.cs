using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The framework that the code under test sees, read from <c>refs/…</c> beside the test's own dll: nothing is downloaded.</summary>
public sealed class ReferenceAssemblies(string targetFramework)
{
    static readonly ConcurrentDictionary<string, ImmutableArray<MetadataReference>> Loaded = new();

    public static ReferenceAssemblies Default => Net.Net100;

    public string TargetFramework { get; } = targetFramework;

    public Task<ImmutableArray<MetadataReference>> ResolveAsync(string? language, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Loaded.GetOrAdd(TargetFramework, Load));
    }

    static ImmutableArray<MetadataReference> Load(string targetFramework)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "refs", targetFramework);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(file => MetadataReference.CreateFromFile(file))]
            : throw new InvalidOperationException($"No folder {folder} with reference assemblies. Does the test project say TestsRoslyn=true?");
    }

    public static class Net
    {
        public static ReferenceAssemblies Net80 { get; } = new("net8.0");
        public static ReferenceAssemblies Net100 { get; } = new("net10.0");
    }
}
