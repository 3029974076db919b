using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Tool.Loading;

/// <summary>The names of rules.</summary>
internal static class RuleFiles
{
    public static IEnumerable<string> BuiltIn => RuleBook.BuiltIn.Select(rule => rule.Name);

    public static IEnumerable<string> NamesIn(string file) => File.Exists(file) ? RuleReader.Read(File.ReadAllLines(file)).Rules.Select(rule => rule.Name) : [];
}
