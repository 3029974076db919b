namespace NdisRules.Tool;

/// <summary>The texts inside this program.</summary>
internal static class Resources
{
    public static string Text(string name) => Find(name) ?? throw new InvalidOperationException($"There is no resource '{name}'.");

    public static string? Find(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
