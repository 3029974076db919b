using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>The rules that apply to a compilation.</summary>
sealed class RuleBook
{
    static readonly Lazy<IReadOnlyList<RuleText>> builtIn = new(ReadBuiltIn);

    public RuleBook(Compilation compilation, IEnumerable<RuleText> texts)
    {
        Rules = [.. texts.Select(text => Rule.Bind(text, compilation)).OfType<Rule>()];
        Names = [.. Rules.SelectMany(rule => rule.AcquireNames.Union(rule.ReleaseNames))];
    }

    /// <summary>The rules that come with the analyzers, by name.</summary>
    public static IReadOnlyList<RuleText> BuiltIn => builtIn.Value;

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Every name that acquires or releases: a body that mentions none of them needs no run of its own.</summary>
    public HashSet<string> Names { get; }

    static IReadOnlyList<RuleText> ReadBuiltIn()
    {
        var assembly = typeof(RuleBook).Assembly;
        var rules = new List<RuleText>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".ndisrules", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            rules.AddRange(RuleReader.Read(reader.ReadToEnd().Split('\n')).Rules);
        }

        return rules;
    }
}
