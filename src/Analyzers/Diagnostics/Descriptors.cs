using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Diagnostics;

/// <summary>Every diagnostic, in id order. An id names the kind of defect; the rule's name starts the message.</summary>
public static class Descriptors
{
    const string Category = "NdisRules";

    public static readonly DiagnosticDescriptor NDIS0001 = Pairing("NDIS0001",
        "An object is still allocated when the closing role ends",
        "Everything that a driver holds in its adapter context or in a static is freed when MiniportHaltEx ends, and when MiniportInitializeEx fails.");

    public static readonly DiagnosticDescriptor NDIS0002 = Pairing("NDIS0002",
        "An object is overwritten by another one while it is allocated",
        "Acquire and release are called in alternate order: before a name is given a new object, the old one is freed.");

    public static readonly DiagnosticDescriptor NDIS0003 = Pairing("NDIS0003",
        "An object is freed twice",
        "An object is freed exactly once.");

    public static readonly DiagnosticDescriptor NDIS0004 = Pairing("NDIS0004",
        "An object is used after it was freed",
        "A freed object, and every view of it, is left alone.");

    public static readonly DiagnosticDescriptor NDIS0005 = Pairing("NDIS0005",
        "An object is lost on a path",
        "On every path an object is freed or handed to somebody who will, before its last name ends.");

    public static readonly DiagnosticDescriptor NDIS0006 = Pairing("NDIS0006",
        "An object is lost when a call throws",
        "An object is freed or handed on even when a call between acquire and release throws. Asked only where a rule says that all exceptions count.");

    public static readonly DiagnosticDescriptor NDIS0007 = Pairing("NDIS0007",
        "Nothing was acquired that could be freed here",
        "Only what was acquired is freed.");

    public static readonly DiagnosticDescriptor NDIS0008 = Pairing("NDIS0008",
        "An object is freed by the wrong partner",
        "An object goes back the way it came: by its own partner, to its own pool, with the arguments it was taken with.");

    public static readonly DiagnosticDescriptor NDIS0009 = Pairing("NDIS0009",
        "An object is freed out of order",
        "What was taken last goes back first: objects before their pool, children before their parent, contexts newest first.");

    public static readonly DiagnosticDescriptor NDIS0010 = Pairing("NDIS0010",
        "An acquire that may fail is not tested for null",
        "The result of an acquire is tested for null before it is used or freed.");

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

    public static readonly DiagnosticDescriptor NDIS0021 = new(
        "NDIS0021",
        "A handler does not have the signature of its role",
        "'{0}' cannot be called in the role {1}: it must be {2}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A method that declares its role by an attribute has the parameters and the result of that role's delegate; an instance method leaves the context out, and may leave out the handle.",
        HelpLink("NDIS0021"));

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

    public static readonly DiagnosticDescriptor NDIS0030 = new(
        "NDIS0030",
        "A line of a rule file says nothing",
        "{0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Every line of a rule file can be read, and names a member that exists.",
        HelpLink("NDIS0030"));

    public static readonly DiagnosticDescriptor NDIS0031 = Pairing("NDIS0031",
        "A method was not verified",
        "A method that is beyond the budget of the analysis is named, so that silence never means too much work.");

    static DiagnosticDescriptor Pairing(string id, string title, string duty)
        => new(id, title, "{0}: {1}", Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, duty, HelpLink(id));

    static string HelpLink(string id) => $"https://github.com/ndisrules/ndisrules/blob/main/docs/rules/{id}.md";
}
