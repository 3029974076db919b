namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Makes an object that can own pools and MDLs where there is no adapter, binding or filter module to own them.</summary>
    /// <param name="driverObject">The driver that it is for; only passed on by the documents, and not looked at.</param>
    /// <param name="tag">Four letters for messages, first letter in the lowest byte.</param>
    /// <returns>The object. The documents allow null; here there always is one.</returns>
    /// <remarks>Duty: <see cref="NdisFreeGenericObject"/> exactly once (NDIS0001, NDIS0005). Threads: any. Source: NdisAllocateGenericObject,
    /// which also takes the size of a structure of the caller's that begins with the object.</remarks>
    public static NdisGenericObject NdisAllocateGenericObject(object? driverObject, uint tag) => new(tag);

    /// <summary>Frees an object.</summary>
    /// <param name="ndisGenericObject">An object from <see cref="NdisAllocateGenericObject"/>.</param>
    /// <exception cref="NdisViolationException">NDIS0003: it was freed before. NDIS0007: it is null. NDIS0009: pools or MDLs that were allocated
    /// under it are still there; it is freed all the same.</exception>
    /// <remarks>Threads: any. Source: NdisFreeGenericObject.</remarks>
    public static void NdisFreeGenericObject(NdisGenericObject ndisGenericObject)
    {
        if (ndisGenericObject is null) throw new NdisViolationException(RuleIds.NeverAcquired, "the null generic object is freed.");
        if (!ndisGenericObject.TryFree()) throw new NdisViolationException(RuleIds.FreedTwice, $"{ndisGenericObject} is freed twice.");
        var left = Leftovers.Under(ndisGenericObject.Handle);
        if (left.Count > 0) throw new NdisViolationException(RuleIds.OutOfOrder, $"{ndisGenericObject} is freed before what it owns:", left);
    }
}
