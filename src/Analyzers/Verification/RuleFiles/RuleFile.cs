using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>A rule file of the project: any additional file whose name ends in <c>.ndisrules</c>.</summary>
static class RuleFile
{
    public const string Extension = ".ndisrules";

    public static bool Is(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules of all files, in the order of their paths. Lines that cannot be read are left out here and told by <see cref="Check"/>.</summary>
    public static IReadOnlyList<RuleText> RulesOf(IEnumerable<AdditionalText> files, CancellationToken cancellation)
        => [.. files.Where(Is).OrderBy(file => file.Path, StringComparer.Ordinal).SelectMany(file => Read(file, cancellation).Rules)];

    /// <summary>Each line that cannot be read or that names nothing, with the reason.</summary>
    public static IEnumerable<(Location Where, string Message)> Check(AdditionalText file, Compilation compilation, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text)
            yield break;
        var (rules, errors) = Read(file, cancellation);
        foreach (var error in errors)
            yield return (LineOf(file, text, error.Line), error.Message);
        var members = new MemberIds(compilation);
        foreach (var rule in rules)
        {
            foreach (var row in Rule.RowsWithoutMember(rule, members))
                yield return (LineOf(file, text, row.Line), $"'{row.Member}' names no member of this project or its references");
            foreach (var row in Rule.RowsWithoutFlag(rule, members))
                yield return (LineOf(file, text, row.Line), $"'{row.Unless!.Value.Flag}' is no flag of argument {row.Unless.Value.Slot} of '{row.Member}'");
            if (rule.Within is { } parent && members.TypesOf(parent).Count == 0)
                yield return (LineOf(file, text, rule.WithinLine), $"'{parent}' names no type of this project or its references");
            if (!rule.Rows.Any(row => row.Kind == RowKind.Acquires))
                yield return (LineOf(file, text, rule.Line), $"the rule '{rule.Name}' has no line 'acquires …'");
        }
    }

    static (IReadOnlyList<RuleText> Rules, IReadOnlyList<RuleError> Errors) Read(AdditionalText file, CancellationToken cancellation)
        => RuleReader.Read(file.GetText(cancellation)?.Lines.Select(line => line.ToString()) ?? []);

    static Location LineOf(AdditionalText file, SourceText text, int number)
    {
        var line = text.Lines[number - 1];
        return Location.Create(file.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
    }
}
