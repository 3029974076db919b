namespace NdisRules.Runtime;

/// <summary>Says which role of a driver a method plays.</summary>
/// <param name="role">The role.</param>
/// <remarks>Read by the analyzers, and by <see cref="MiniportDriverCharacteristics.FromAttributes"/> when a driver is registered. Source: the
/// role annotations of driver code, in the form of an attribute.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MiniportRoleAttribute(MiniportRole role) : Attribute
{
    /// <summary>The role that the method plays.</summary>
    public MiniportRole Role { get; } = role;
}
