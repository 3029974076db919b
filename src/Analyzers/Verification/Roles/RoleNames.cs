namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Reads roles off names, as a person would.</summary>
static class RoleNames
{
    // "CancelOidRequest" ends with "OidRequest" too: the longest name is meant.
    static readonly NdisRole[] LongestFirst = [.. NdisRoles.All.OrderByDescending(role => role.Name.Length)];

    /// <summary>The role of a method called <c>HaltEx</c>, <c>MiniportHaltEx</c> or <c>NicHaltEx</c>.</summary>
    public static NdisRole? OfMethod(string name)
    {
        if (name.Length > 0 && char.IsUpper(name[0]))
            foreach (var role in LongestFirst)
                if (name.EndsWith(role.Name, StringComparison.Ordinal))
                    return role;
        return null;
    }

    /// <summary>The role that a member or parameter called <c>HaltEx</c>, <c>miniportHaltEx</c> or <c>HaltExHandler</c> is for.</summary>
    public static NdisRole? OfDestination(string name) =>
        NdisRoles.All.FirstOrDefault(role => Same(name, role.Name) || Same(name, role.DelegateName) || Same(name, role.Name + "Handler"));

    static bool Same(string name, string pascal) =>
        name.Length == pascal.Length && char.ToUpperInvariant(name[0]) == pascal[0] && string.CompareOrdinal(name, 1, pascal, 1, pascal.Length) == 0;
}
