using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Diagnostics;

/// <summary>Every diagnostic, in id order. An id names the kind of defect; the rule's name starts the message.</summary>
public static class Descriptors
{
    private const string Category = "NdisRules";

    public static readonly DiagnosticDescriptor NDIS0020 = new(
        "NDIS0020",
        "A handler does not declare its role",
        "'{0}' looks like the role {1} but does not declare it; add [MiniportRole(MiniportRole.{1})]",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The method is named or registered like a role of NDIS, but no attribute, role delegate or override of MiniportAdapter says so. "
        + "Its part in the life of the adapter is not verified until it declares the role.",
        HelpLink("NDIS0020"));

    public static readonly DiagnosticDescriptor NDIS0022 = new(
        "NDIS0022",
        "An opening role has no closing role",
        "'{0}' has the role {1}, but no method of '{2}' has the role {3}: what it allocates cannot be freed",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "What an opening role allocates lives as long as the adapter, and only the closing role can free it. "
        + "Declare the closing role: HaltEx for InitializeEx, ProtocolUnbindAdapterEx for ProtocolBindAdapterEx, FilterDetach for FilterAttach.",
        HelpLink("NDIS0022"));

    private static string HelpLink(string id) => $"https://github.com/ndisrules/ndisrules/blob/main/docs/rules/{id}.md";
}
