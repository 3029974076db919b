using System.IO.Enumeration;
using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Checking;

/// <summary>Which findings the person wants to see.</summary>
/// <param name="Names">Names of rules or ids, with <c>*</c> for anything; empty for all.</param>
/// <param name="Least">The lowest severity that counts.</param>
internal sealed record Selection(IReadOnlyList<string> Names, DiagnosticSeverity Least)
{
    public bool Has(Defect defect) => defect.Severity >= Least && (Names.Count == 0 || Names.Any(name => Matches(name, defect.Rule) || Matches(name, defect.Id)));

    /// <summary>Whether a verdict on the rule is wanted; who names only kinds of defects wants them of every rule.</summary>
    public bool HasRule(string rule) => Names.All(Ids.IsId) || Names.Any(name => Matches(name, rule));

    /// <summary>A name that is neither a rule of the projects nor an id is a mistake, and nothing is checked.</summary>
    public void MustNameSome(IEnumerable<string> rules, IEnumerable<string> ids)
    {
        var known = rules.Concat(ids).ToArray();
        if (Names.FirstOrDefault(name => !known.Any(one => Matches(name, one))) is { } unknown)
            throw new ToolException($"'{unknown}' is no rule and no diagnostic: 'ndisrules rules' lists them");
    }

    static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
