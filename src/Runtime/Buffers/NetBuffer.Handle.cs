using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct NetBuffer
{
    /// <summary>Exists so that <c>null</c> can be written where a <see cref="NetBuffer"/> is meant. It has no instances.</summary>
    public sealed class Null
    {
        Null() { }
    }

    readonly ulong word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NetBuffer(ulong word) => this.word = word;

    internal ulong Word
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => word;
    }

    /// <summary>Whether this is the null handle. Never throws, any thread.</summary>
    public bool IsNull => word == 0;

    /// <summary>Whether the object is lent under this very generation. Never throws.</summary>
    internal bool IsLive => Handle.IsLive(word);

    /// <summary>Makes the null handle of <c>null</c>.</summary>
    /// <param name="_">Always null: no other value of the type exists.</param>
    public static implicit operator NetBuffer(Null? _) => default;

    /// <summary>True for every handle but the null one, stale handles included.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator true(NetBuffer handle) => handle.word != 0;

    /// <summary>True for the null handle only.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator false(NetBuffer handle) => handle.word == 0;

    /// <summary>True for the null handle only, so that <c>if (!handle)</c> reads as in C.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator !(NetBuffer handle) => handle.word == 0;

    /// <summary>Whether both name the same object in the same generation, or both are null. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(NetBuffer left, NetBuffer right) => left.word == right.word;

    /// <summary>Whether the two differ in object or generation. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(NetBuffer left, NetBuffer right) => left.word != right.word;

    /// <summary>Whether the other names the same object in the same generation.</summary>
    /// <param name="other">The handle to compare with.</param>
    public bool Equals(NetBuffer other) => word == other.word;

    /// <summary>Whether the other is a <see cref="NetBuffer"/> that names the same object in the same generation.</summary>
    /// <param name="obj">What to compare with.</param>
    public override bool Equals(object? obj) => obj is NetBuffer other && Equals(other);

    /// <summary>A hash of address and generation.</summary>
    public override int GetHashCode() => word.GetHashCode();

    /// <summary>Stores a handle and returns the one that was there, atomically.</summary>
    /// <param name="location">Where to store. Needs the alignment that the runtime gives every field.</param>
    /// <param name="value">What to store.</param>
    /// <returns>What was there before. Nothing is acquired or freed: a duty moves with its handle.</returns>
    public static NetBuffer Exchange(ref NetBuffer location, NetBuffer value) =>
        new(Interlocked.Exchange(ref Unsafe.As<NetBuffer, ulong>(ref location), value.word));

    /// <summary>Stores a handle if the location holds <paramref name="comparand"/>, atomically.</summary>
    /// <param name="location">Where to store.</param>
    /// <param name="value">What to store.</param>
    /// <param name="comparand">What has to be there for the store to happen.</param>
    /// <returns>What was there before; the store happened when it equals <paramref name="comparand"/>.</returns>
    public static NetBuffer CompareExchange(ref NetBuffer location, NetBuffer value, NetBuffer comparand) =>
        new(Interlocked.CompareExchange(ref Unsafe.As<NetBuffer, ulong>(ref location), value.word, comparand.word));

    /// <summary>Reads a handle; no later memory access moves before the read.</summary>
    /// <param name="location">Where to read.</param>
    /// <returns>The handle that is there, perhaps null.</returns>
    public static NetBuffer VolatileRead(ref readonly NetBuffer location) =>
        new(Volatile.Read(ref Unsafe.As<NetBuffer, ulong>(ref Unsafe.AsRef(in location))));

    /// <summary>Writes a handle; no earlier memory access moves behind the write.</summary>
    /// <param name="location">Where to write.</param>
    /// <param name="value">What to write, perhaps null.</param>
    public static void VolatileWrite(ref NetBuffer location, NetBuffer value) =>
        Volatile.Write(ref Unsafe.As<NetBuffer, ulong>(ref location), value.word);
}
