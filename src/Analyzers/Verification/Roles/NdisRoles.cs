using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>A role that NDIS defines.</summary>
/// <param name="Name">The name in the enum <c>MiniportRole</c> and of the member of its base class.</param>
/// <param name="Role">Where it stands in the life of an adapter.</param>
/// <param name="Closing">For an opening role, the one that must undo it.</param>
/// <param name="Distinctive">False where other code uses the same word, so that the name alone says little.</param>
/// <param name="OtherDelegate">The second delegate of a role that has two forms.</param>
sealed record NdisRole(string Name, Role Role, string? Closing = null, bool Distinctive = true, string? OtherDelegate = null)
{
    public string DelegateName { get; } =
        Name.StartsWith("Protocol", StringComparison.Ordinal) || Name.StartsWith("Filter", StringComparison.Ordinal) ? Name : "Miniport" + Name;

    /// <summary>The base class of the runtime that has it as a member.</summary>
    public string Declarer => Name.StartsWith("Protocol", StringComparison.Ordinal) ? NdisRoles.Binding
        : Name.StartsWith("Filter", StringComparison.Ordinal) ? NdisRoles.Module : NdisRoles.Adapter;
}

/// <summary>The roles of NDIS, and the names by which the runtime declares them. Types are recognised by full name, whichever assembly has them.</summary>
static class NdisRoles
{
    public const string Adapter = "MiniportAdapter";
    public const string Binding = "ProtocolBinding";
    public const string Module = "FilterModule";
    public const string Attribute = "MiniportRoleAttribute";
    public const string Characteristics = "MiniportDriverCharacteristics";

    public static readonly NdisRole[] All =
    [
        new("DriverEntry", Role.DriverEntry),
        new("SetOptions", Role.DriverEntry, Distinctive: false),
        new("InitializeEx", Role.Opening, Closing: "HaltEx"),
        new("HaltEx", Role.Closing),
        new("Pause", Role.Pause, Distinctive: false),
        new("Restart", Role.Restart, Distinctive: false),
        new("SendNetBufferLists", Role.Handler),
        new("ReturnNetBufferLists", Role.Handler),
        new("CancelSend", Role.Handler),
        new("CheckForHangEx", Role.Handler),
        new("ResetEx", Role.Handler),
        new("ShutdownEx", Role.Shutdown),
        new("DevicePnPEventNotify", Role.Handler),
        new("OidRequest", Role.Handler),
        new("CancelOidRequest", Role.Handler),
        new("Interrupt", Role.Handler, Distinctive: false),
        new("InterruptDpc", Role.Handler),
        new("DriverUnload", Role.DriverUnload),
        new("ProtocolBindAdapterEx", Role.Opening, Closing: "ProtocolUnbindAdapterEx"),
        new("ProtocolUnbindAdapterEx", Role.Closing, OtherDelegate: "ProtocolUnbindAdapterExWithContext"),
        new("ProtocolCloseAdapterCompleteEx", Role.Handler),
        new("ProtocolSendNetBufferListsComplete", Role.Handler),
        new("ProtocolReceiveNetBufferLists", Role.Handler),
        new("ProtocolNetPnPEvent", Role.Handler),
        new("ProtocolOidRequestComplete", Role.Handler),
        new("FilterAttach", Role.Opening, Closing: "FilterDetach"),
        new("FilterDetach", Role.Closing),
        new("FilterPause", Role.Pause),
        new("FilterRestart", Role.Restart),
        new("FilterSendNetBufferLists", Role.Handler),
        new("FilterSendNetBufferListsComplete", Role.Handler),
        new("FilterReceiveNetBufferLists", Role.Handler),
        new("FilterReturnNetBufferLists", Role.Handler),
        new("FilterCancelSendNetBufferLists", Role.Handler),
        new("FilterOidRequest", Role.Handler),
        new("FilterOidRequestComplete", Role.Handler),
        new("FilterCancelOidRequest", Role.Handler),
    ];

    static readonly Dictionary<string, NdisRole> ByName = All.ToDictionary(role => role.Name, StringComparer.Ordinal);

    static readonly Dictionary<string, NdisRole> ByDelegate = All
        .SelectMany(role => role.OtherDelegate is null ? [role.DelegateName] : new[] { role.DelegateName, role.OtherDelegate }, (role, name) => (role, name))
        .ToDictionary(named => named.name, named => named.role, StringComparer.Ordinal);

    public static NdisRole? Named(string name) => ByName.TryGetValue(name, out var role) ? role : null;

    /// <summary>The role of a delegate type, or null for every other type.</summary>
    public static NdisRole? OfDelegate(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Delegate } && IsRuntime(type) && ByDelegate.TryGetValue(type.Name, out var role) ? role : null;

    /// <summary>The roles that the attributes of the method, or of a method it overrides, declare.</summary>
    public static IEnumerable<NdisRole> OfAttributes(IMethodSymbol method)
    {
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            foreach (var attribute in declared.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: Attribute } type && IsRuntime(type) && OfValue(attribute) is { } role)
                    yield return role;
            }
        }
    }

    /// <summary>The role of a method that overrides a member of <c>MiniportAdapter</c>, <c>ProtocolBinding</c> or <c>FilterModule</c>, directly or through other overrides.</summary>
    public static NdisRole? OfOverride(IMethodSymbol method)
    {
        var root = method;
        while (root.OverriddenMethod is { } overridden)
            root = overridden;

        return method.IsOverride && IsInstance(root.ContainingType) ? Named(root.Name) : null;
    }

    /// <summary>Whether the type is a base class of what a driver is instance by instance: an adapter, a binding, a filter module.</summary>
    public static bool IsInstance(ITypeSymbol? type) => type is { Name: Adapter or Binding or Module } && IsRuntime(type);

    /// <summary>Whether the type is the runtime's own: it makes the rules for roles and plays none.</summary>
    public static bool IsRuntime(ITypeSymbol type) =>
        type.ContainingNamespace is { Name: "Runtime", ContainingNamespace: { Name: "NdisRules", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The runtime's type of that name; the first, should several assemblies declare it.</summary>
    public static INamedTypeSymbol? Find(Compilation compilation, string name) =>
        compilation.GetTypesByMetadataName("NdisRules.Runtime." + name).FirstOrDefault();

    /// <summary>Whether the runtime is among the references by the name of its assembly: where it is not, its types may have another home.</summary>
    public static bool IsRuntimeReferenced(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(static assembly => assembly.Name == "NdisRules.Runtime");

    public static bool AreKnownIn(Compilation compilation) =>
        Find(compilation, Attribute) is not null || Find(compilation, Adapter) is not null || Find(compilation, Binding) is not null || Find(compilation, Module) is not null || All.Any(role => Find(compilation, role.DelegateName) is not null);

    static NdisRole? OfValue(AttributeData attribute)
    {
        var argument = attribute.ConstructorArguments.FirstOrDefault();
        if (argument is not { Kind: TypedConstantKind.Enum, Type: { } type })
            return null;

        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, argument.Value));
        return member is null ? null : Named(member.Name);
    }
}
