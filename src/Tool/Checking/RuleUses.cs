using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Checking;

/// <summary>Which rules there are for a project, and what each has to do with it.</summary>
internal static class RuleUses
{
    /// <summary>The built-in rules, then those of the project's own files.</summary>
    public static IReadOnlyList<RuleText> RulesOf(ImmutableArray<AdditionalText> additional, CancellationToken cancellation) => [.. RuleBook.BuiltIn, .. RuleFile.RulesOf(additional, cancellation)];

    public static IReadOnlyDictionary<string, RuleUse> Of(LoadedProject project, CSharpCompilation analyzed, CancellationToken cancellation)
    {
        var rules = RulesOf(project.AdditionalFiles, cancellation);
        var options = new RuleOptions(project.Configs.Options);
        var engine = new Engine(analyzed, rules, options);
        var bound = engine.Book.Rules.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        var mentioned = bound.Count == 0 ? [] : engine.Mentioned.ToHashSet(StringComparer.Ordinal);
        var uses = new Dictionary<string, RuleUse>(StringComparer.Ordinal);
        foreach (var rule in rules)
            uses[rule.Name] = !bound.Contains(rule.Name) ? RuleUse.Unknown
                : !mentioned.Contains(rule.Name) ? RuleUse.NotMentioned
                : analyzed.SyntaxTrees.All(tree => !options.Of(rule, tree).IsEnabled) ? RuleUse.Disabled
                : RuleUse.Applies;
        return uses;
    }

    /// <summary>
    /// Whether another project is looked into when this one is verified: rules apply to its code, and it is not itself the library that one of them describes,
    /// as the runtime is. What such a library does, the rule says.
    /// </summary>
    public static bool IsLookedInto(LoadedProject other, LoadedProject from, CancellationToken cancellation)
    {
        var assembly = other.Compilation.AssemblyName;
        return !new RuleBook(from.Compilation, RulesOf(from.AdditionalFiles, cancellation)).Rules.Any(rule => rule.Acquires.Any(member => member.ContainingAssembly?.Name == assembly))
            && Of(other, other.Compilation, cancellation).Values.Contains(RuleUse.Applies);
    }
}
