using Microsoft.Diagnostics.Runtime;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>The part of a collection's memory that holds what is in it.</summary>
/// <param name="Backing">The object that only this collection looks into; null when nothing was allocated yet.</param>
/// <param name="Ranges">Where what is in it lies, and how many bytes.</param>
internal sealed record InUse(ClrObject? Backing, IReadOnlyList<(ulong Start, long Bytes)> Ranges);

/// <summary>Knows the collections of .NET that leave the words of plain values where they were when the values are taken out.</summary>
internal sealed class Collections
{
    private const string Generic = "System.Collections.Generic.";

    /// <summary>What is in a collection; null for what is none of these, and where the collector itself follows the elements.</summary>
    public InUse? InUse(ClrObject found)
    {
        var name = found.Type!.Name ?? "";
        if (!name.StartsWith(Generic, StringComparison.Ordinal)) return null;
        var kind = name[Generic.Length..];
        return kind.StartsWith("List<", StringComparison.Ordinal) ? Front(found, "_items", "_size")
            : kind.StartsWith("Stack<", StringComparison.Ordinal) ? Front(found, "_array", "_size")
            : kind.StartsWith("Queue<", StringComparison.Ordinal) ? Ring(found)
            : kind.StartsWith("HashSet<", StringComparison.Ordinal) || kind.StartsWith("Dictionary<", StringComparison.Ordinal) ? Entries(found)
            : null;
    }

    private static InUse? Front(ClrObject found, string array, string size)
    {
        if (Backing(found, array) is not { } backing) return null;
        var items = backing.AsArray();
        return new InUse(backing, Range(backing, 0, Math.Min(found.ReadField<int>(size), items.Length)));
    }

    private static InUse? Ring(ClrObject found)
    {
        if (Backing(found, "_array") is not { } backing) return null;
        var (head, size, length) = (found.ReadField<int>("_head"), found.ReadField<int>("_size"), backing.AsArray().Length);
        var first = Math.Min(size, length - head);
        return new InUse(backing, [.. Range(backing, head, first), .. Range(backing, 0, size - first)]);
    }

    /// <summary>Entries that were removed are linked by numbers below -1.</summary>
    private static InUse? Entries(ClrObject found)
    {
        if (Backing(found, "_entries") is not { } backing) return null;
        var (array, ranges) = (backing.AsArray(), new List<(ulong, long)>());
        var nextField = backing.Type!.ComponentType!.Fields.FirstOrDefault(field => field.Name is "next" or "Next")?.Name;
        if (nextField is null) return null;
        for (var at = 0; at < Math.Min(found.ReadField<int>("_count"), array.Length); at++)
        {
            if (array.GetStructValue(at).ReadField<int>(nextField) >= -1) ranges.AddRange(Range(backing, at, 1));
        }
        return new InUse(backing, ranges);
    }

    /// <summary>The array of a collection, null when it has none or its elements hold references, which are cleared when they are taken out.</summary>
    private static ClrObject? Backing(ClrObject found, string array) =>
        found.TryReadObjectField(array, out var backing) && !backing.IsNull && backing.Type is { ContainsPointers: false, ComponentType.IsValueType: true } ? backing : null;

    private static IReadOnlyList<(ulong Start, long Bytes)> Range(ClrObject array, int from, int count) =>
        count <= 0 ? [] : [(array.Type!.GetArrayElementAddress(array.Address, from), (long)count * array.Type.ComponentSize)];
}
