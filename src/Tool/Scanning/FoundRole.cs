using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Scanning;

/// <summary>A method that plays a role in the life of a context type.</summary>
/// <param name="Context">The type whose fields go from one role to the next.</param>
/// <param name="Role">Such as InitializeEx.</param>
/// <param name="Method">Type and name.</param>
/// <param name="Where">Where it says its name.</param>
internal sealed record FoundRole(string Context, string Role, string Method, Place Where)
{
    /// <summary>How a map file writes it.</summary>
    public string Line => $"{Context} {Role} = {Method}";
}

/// <summary>What a scan of a target has found.</summary>
/// <param name="Root">The folder that paths are relative to.</param>
/// <param name="Roles">In the order of contexts and of a life.</param>
/// <param name="Remarks">Missing and undeclared roles: what the role analyzer says.</param>
internal sealed record ScanResult(string Root, IReadOnlyList<FoundRole> Roles, IReadOnlyList<Defect> Remarks)
{
    /// <summary>Roles of one context that several methods play: a host calls one of them.</summary>
    public IEnumerable<IGrouping<(string Context, string Role), FoundRole>> Ambiguous => Roles.GroupBy(role => (role.Context, role.Role)).Where(group => group.Count() > 1);
}
