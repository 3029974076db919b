using Microsoft.CodeAnalysis;
using NdisRules.Analyzers;

namespace NdisRules.Tool.Checking;

/// <summary>The ids that the tool itself speaks of.</summary>
internal static class Ids
{
    /// <summary>A method was beyond the budget of the analysis.</summary>
    public const string NotVerified = "NDIS0031";

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. new PairingAnalyzer().SupportedDiagnostics.Concat(new RoleDeclarationAnalyzer().SupportedDiagnostics).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    public static bool IsOurs(string id) => All.Any(descriptor => descriptor.Id == id);

    /// <summary>Whether a name is meant for an id, and not for a rule.</summary>
    public static bool IsId(string name) => name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(name[Prefix.Length]);

    const string Prefix = "NDIS";
}
