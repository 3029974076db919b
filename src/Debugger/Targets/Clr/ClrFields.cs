using Microsoft.Diagnostics.Runtime;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Reads fields of objects of the process by the names that they have in our source.</summary>
internal static class ClrFields
{
    /// <summary>The field behind an automatic property.</summary>
    public static string Behind(string property) => $"<{property}>k__BackingField";

    /// <summary>An object that may not be there.</summary>
    public static ClrObject? Child(this ClrObject parent, string field) =>
        parent.TryReadObjectField(field, out var child) ? child.IsNull ? null : child : throw LayoutCheck.OtherVersion($"{parent.Type?.Name}.{field}");

    /// <summary>An object that has to be there.</summary>
    public static ClrObject Needed(this ClrObject parent, string field) =>
        parent.Child(field) ?? throw LayoutCheck.OtherVersion($"{parent.Type?.Name}.{field}");

    public static T Value<T>(this ClrObject parent, string field)
        where T : unmanaged => parent.TryReadField<T>(field, out var value) ? value : throw LayoutCheck.OtherVersion($"{parent.Type?.Name}.{field}");

    public static string? Text(this ClrObject parent, string field) => parent.Child(field)?.Text();

    /// <summary>A string, null for no object.</summary>
    public static string? Text(this ClrObject text) => text.IsNull ? null : text.AsString(maxLength: 64 * 1024);

    /// <summary>The objects of a <see cref="List{T}"/>.</summary>
    public static IEnumerable<ClrObject> ListedObjects(this ClrObject list)
    {
        var items = list.Needed("_items").AsArray();
        for (var at = 0; at < list.Value<int>("_size"); at++) yield return items.GetObjectValue(at);
    }

    /// <summary>The numbers of a <see cref="List{T}"/>.</summary>
    public static T[] ListedValues<T>(this ClrObject list)
        where T : unmanaged
    {
        var size = list.Value<int>("_size");
        return size == 0 ? [] : list.Needed("_items").AsArray().ReadValues<T>(0, size) ?? [];
    }

    /// <summary>The objects of an array, null entries left out.</summary>
    public static IEnumerable<ClrObject> ArrayObjects(this ClrObject array)
    {
        var items = array.AsArray();
        for (var at = 0; at < items.Length; at++)
        {
            if (items.GetObjectValue(at) is { IsNull: false } item) yield return item;
        }
    }

    /// <summary>The name of a type, without its namespace and type arguments.</summary>
    public static string ShortName(this ClrType type)
    {
        var name = type.Name ?? "?";
        var end = name.IndexOf('<', StringComparison.Ordinal);
        if (end > 0) name = name[..end];
        return name[(name.LastIndexOfAny(['.', '+']) + 1)..];
    }
}
