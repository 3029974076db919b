namespace NdisRules.Runtime;

/// <summary>How a driver that gave no name is called.</summary>
static class DriverName
{
    /// <summary>The class in whose code a handler or factory is written, rather than one that the compiler made for it.</summary>
    internal static string Of(Delegate handler)
    {
        var type = handler.Method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<')) type = outer;
        return type?.Name ?? "?";
    }
}
