namespace NdisRules.Runtime;

/// <summary>Owns pools and MDLs of code that is no driver of NDIS, or of a driver before it is registered.</summary>
/// <remarks>
/// <para>Duty: <see cref="Ndis.NdisFreeGenericObject"/> exactly once, after everything that was allocated under its handle (NDIS0009).</para>
/// <para>Threads: immutable. Source: NDIS_GENERIC_OBJECT.</para>
/// </remarks>
public sealed class NdisGenericObject
{
    int freed;

    internal NdisGenericObject(uint tag)
    {
        Tag = tag;
        Handle = new NdisHandle($"generic object '{NdisPool.TagText(tag)}'", this);
    }

    /// <summary>The four letters that it was made with, first letter in the lowest byte.</summary>
    /// <remarks>Threads: any. Source: the Tag of NdisAllocateGenericObject.</remarks>
    public uint Tag { get; }

    /// <summary>What takes the place of an adapter's handle where a pool or an MDL is allocated. Never null.</summary>
    /// <remarks>Threads: any. Source: a pointer to an NDIS_GENERIC_OBJECT is such a handle.</remarks>
    public NdisHandle Handle { get; }

    /// <summary>The handle of an object, null for null.</summary>
    /// <param name="genericObject">The object.</param>
    public static implicit operator NdisHandle?(NdisGenericObject? genericObject) => genericObject?.Handle;

    /// <summary>The name for messages.</summary>
    public override string ToString() => Handle.ToString();

    internal bool IsFreed => Volatile.Read(ref freed) != 0;

    /// <returns>False when it was freed before.</returns>
    internal bool TryFree() => Interlocked.Exchange(ref freed, 1) == 0;
}
