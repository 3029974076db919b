using System.Globalization;

namespace NdisRules.Runtime.Debugging;

/// <summary>Finds what a person names: an object by its address, a pool by number, tag or an address within it.</summary>
static class ObjectArguments
{
    /// <summary>An object of one kind, such as <c>7f40a0c0</c>, <c>0x7f40a0c0</c> or <c>7f40a0c0#3</c>.</summary>
    internal static Head Object(ObjectSpace space, string text, params ReadOnlySpan<HeadKind> kinds)
    {
        var (address, generation) = Address(text);
        if (space.FindHead(address) is not { } head) throw NoHead(space, address);
        if (!kinds.Contains(head.Kind))
            throw new DebugCommandException($"{text} is no {Names.Long(kinds[0])} but {head.Name}: '{Names.Prefix(head.Kind).ToLowerInvariant()} {address:x}' shows it");
        if (generation is { } wanted && wanted != Handle.Generation(head.Word))
            throw new DebugCommandException($"{text} was freed; its slot is {(head.IsLive ? "lent again as" : "idle and will be")} {Names.Of(head.Word)}");
        return head;
    }

    /// <summary>A pool of one kind, such as <c>3</c>, <c>Loop</c> or the address of an object of it.</summary>
    internal static StoreView Pool(ObjectSpace space, string text, bool lists)
    {
        var pools = space.Pools.Where(pool => pool.Pool!.IsListPool == lists).ToList();
        var byTag = pools.Where(pool => NdisPool.TagText(pool.Pool!.PoolTag) == text).ToList();
        if (byTag.Count > 1)
            throw new DebugCommandException($"several pools have the tag '{text}': say one of the numbers {string.Join(", ", byTag.Select(pool => pool.Facts.Number))}");
        if (byTag.Count == 1) return byTag[0];
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && pools.Find(pool => pool.Facts.Number == number) is { } numbered)
            return numbered;
        if (TryAddress(text, out var address, out _) && space.FindSlot(address)?.Slot.Store is { } store && pools.Contains(store)) return store;
        var kind = lists ? "nblpools" : "nbpools";
        throw new DebugCommandException($"'{text}' is no number, no tag and no address of such a pool: '{kind}' lists them");
    }

    static DebugCommandException NoHead(ObjectSpace space, ulong address)
    {
        if (space.FindSlot(address) is not var (slot, offset)) return new DebugCommandException($"{address:x} is no object: it lies in no slab of a pool");
        var (kind, at) = slot.Store.Heads.Last(head => head.Offset <= offset);
        return new DebugCommandException($"{address:x} is no object: it lies {offset - at} bytes behind the {Names.Long(kind)} at {slot.Address + (ulong)at:x}");
    }

    static (ulong Address, int? Generation) Address(string text) =>
        TryAddress(text, out var address, out var generation)
            ? (address, generation)
            : throw new DebugCommandException($"'{text}' is no address: an object is named as it is printed, such as 7f40a0c0 or 7f40a0c0#3");

    static bool TryAddress(string text, out ulong address, out int? generation)
    {
        var parts = text.Split('#');
        generation = null;
        address = 0;
        if (parts.Length == 2)
        {
            if (!ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            generation = number;
        }
        var digits = parts[0].StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? parts[0][2..] : parts[0];
        // As debuggers print them: 00007f40`a0c00000.
        return parts.Length <= 2 && ulong.TryParse(digits.Replace("`", ""), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
    }
}
