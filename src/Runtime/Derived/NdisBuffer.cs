using System.Diagnostics;

namespace NdisRules.Runtime;

/// <summary>An NDIS_BUFFER of NDIS 5, which is an MDL under another name: the two convert into each other and nothing is made for it.</summary>
/// <remarks>
/// <para>Duty: one from <see cref="Ndis.NdisAllocateBuffer"/> goes to <see cref="Ndis.NdisFreeBuffer"/> exactly once. One that came with a
/// translated packet goes with it.</para>
/// <para>Threads: as for <see cref="Runtime.Mdl"/>. Source: the NDIS_BUFFER type, an alias of MDL.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct NdisBuffer : IEquatable<NdisBuffer>
{
    /// <summary>Exists so that <c>null</c> can be written where an <see cref="NdisBuffer"/> is meant. It has no instances.</summary>
    public sealed class Null
    {
        Null() { }
    }

    NdisBuffer(Mdl mdl) => Mdl = mdl;

    /// <summary>The same buffer under its NDIS 6 name.</summary>
    public Mdl Mdl { get; }

    /// <summary>Whether this is the null handle. Never throws, any thread.</summary>
    public bool IsNull => Mdl.IsNull;

    /// <summary>The bytes.</summary>
    public Span<byte> Span => Mdl.Span;

    /// <summary>The same buffer under its NDIS 5 name.</summary>
    /// <param name="mdl">The MDL, perhaps null.</param>
    public static implicit operator NdisBuffer(Mdl mdl) => new(mdl);

    /// <summary>The same buffer under its NDIS 6 name.</summary>
    /// <param name="buffer">The buffer, perhaps null.</param>
    public static implicit operator Mdl(NdisBuffer buffer) => buffer.Mdl;

    /// <summary>Makes the null handle of <c>null</c>.</summary>
    /// <param name="_">Always null: no other value of the type exists.</param>
    public static implicit operator NdisBuffer(Null? _) => default;

    /// <summary>True for every handle but the null one, stale handles included.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator true(NdisBuffer handle) => !handle.IsNull;

    /// <summary>True for the null handle only.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator false(NdisBuffer handle) => handle.IsNull;

    /// <summary>True for the null handle only, so that <c>if (!handle)</c> reads as in C.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator !(NdisBuffer handle) => handle.IsNull;

    /// <summary>Whether both name the same object in the same generation, or both are null. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(NdisBuffer left, NdisBuffer right) => left.Mdl == right.Mdl;

    /// <summary>Whether the two differ in object or generation. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(NdisBuffer left, NdisBuffer right) => left.Mdl != right.Mdl;

    /// <summary>Whether the other names the same object in the same generation.</summary>
    /// <param name="other">The handle to compare with.</param>
    public bool Equals(NdisBuffer other) => Mdl.Equals(other.Mdl);

    /// <summary>Whether the other is an <see cref="NdisBuffer"/> that names the same object in the same generation.</summary>
    /// <param name="obj">What to compare with.</param>
    public override bool Equals(object? obj) => obj is NdisBuffer other && Equals(other);

    /// <summary>A hash of address and generation.</summary>
    public override int GetHashCode() => Mdl.GetHashCode();

    /// <summary>The name for messages, that of the MDL. Never throws.</summary>
    public override string ToString() => Mdl.ToString();
}
