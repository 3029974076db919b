using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// What an <c>.editorconfig</c> says of rules, file by file: <c>ndisrules.NAME.enabled</c>, <c>.exceptions</c> and
/// <c>.unknown_calls</c>. Names and values are read whatever their case.
/// </summary>
sealed class RuleOptions(AnalyzerConfigOptionsProvider? provider)
{
    const string Prefix = "ndisrules.";

    public static RuleOptions None { get; } = new(null);

    /// <summary>How a rule is to be applied to an object that is acquired in a file. A value that cannot be read changes nothing.</summary>
    public RuleSettings Of(RuleText rule, SyntaxTree tree)
    {
        var settings = RuleSettings.Of(rule);
        if (provider?.GetOptions(tree) is not { } options)
            return settings;
        foreach (var setting in new[] { "enabled", "exceptions", "unknown_calls" })
            if (options.TryGetValue((Prefix + rule.Name + "." + setting).ToLowerInvariant(), out var value))
                settings = With(settings, setting, value) ?? settings;
        return settings;
    }

    /// <summary>Every line that concerns rules and says nothing, with the remedy, as far as it applies to a file.</summary>
    public IReadOnlyList<string> Complaints(SyntaxTree tree, IReadOnlyCollection<string> ruleNames)
    {
        if (provider?.GetOptions(tree) is not { } options)
            return [];
        return [.. KeysOf(options).Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(key => key, StringComparer.Ordinal)
            .Select(key => options.TryGetValue(key, out var value) ? Complaint(key, value, ruleNames) : null).OfType<string>()];
    }

    /// <summary>A host that came to its options before they could be listed has none to complain of.</summary>
    static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            return [];
        }
    }

    static string? Complaint(string key, string value, IReadOnlyCollection<string> ruleNames)
    {
        var parts = key.Substring(Prefix.Length).Split('.');
        var (name, setting) = (string.Join(".", parts.Take(parts.Length - 1)), parts[parts.Length - 1].ToLowerInvariant());
        if (!ruleNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"'{key}' in .editorconfig speaks of no rule: write {Prefix}RULE.SETTING with the name that starts the rule's messages";
        return Choices(setting) is not { } choices ? $"'{key}' in .editorconfig is no setting of a rule; known are enabled, exceptions and unknown_calls"
            : With(new(true, default, default), setting, value) is null ? $"'{key} = {value}' in .editorconfig says nothing: it takes one of {choices}"
            : null;
    }

    static string? Choices(string setting) => setting switch
    {
        "enabled" => "true, false",
        "exceptions" => "off, explicit, all",
        "unknown_calls" => "borrow, transfer",
        _ => null,
    };

    static RuleSettings? With(RuleSettings settings, string setting, string value) => (setting, value.Trim().ToLowerInvariant()) switch
    {
        ("enabled", "true") => settings with { IsEnabled = true },
        ("enabled", "false") => settings with { IsEnabled = false },
        ("exceptions", "off") => settings with { Exceptions = ExceptionPolicy.Off },
        ("exceptions", "explicit") => settings with { Exceptions = ExceptionPolicy.Explicit },
        ("exceptions", "all") => settings with { Exceptions = ExceptionPolicy.All },
        ("unknown_calls", "borrow") => settings with { UnknownCalls = UnknownCalls.Borrow },
        ("unknown_calls", "transfer") => settings with { UnknownCalls = UnknownCalls.Transfer },
        _ => null,
    };
}
