using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct Mdl
{
    /// <summary>Exists so that <c>null</c> can be written where an <see cref="Mdl"/> is meant. It has no instances.</summary>
    public sealed class Null
    {
        Null() { }
    }

    readonly ulong word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Mdl(ulong word) => this.word = word;

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
    public static implicit operator Mdl(Null? _) => default;

    /// <summary>True for every handle but the null one, stale handles included.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator true(Mdl handle) => handle.word != 0;

    /// <summary>True for the null handle only.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator false(Mdl handle) => handle.word == 0;

    /// <summary>True for the null handle only, so that <c>if (!handle)</c> reads as in C.</summary>
    /// <param name="handle">The handle to test.</param>
    public static bool operator !(Mdl handle) => handle.word == 0;

    /// <summary>Whether both name the same object in the same generation, or both are null. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Mdl left, Mdl right) => left.word == right.word;

    /// <summary>Whether the two differ in object or generation. Never throws.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Mdl left, Mdl right) => left.word != right.word;

    /// <summary>Whether the other names the same object in the same generation.</summary>
    /// <param name="other">The handle to compare with.</param>
    public bool Equals(Mdl other) => word == other.word;

    /// <summary>Whether the other is an <see cref="Mdl"/> that names the same object in the same generation.</summary>
    /// <param name="obj">What to compare with.</param>
    public override bool Equals(object? obj) => obj is Mdl other && Equals(other);

    /// <summary>A hash of address and generation.</summary>
    public override int GetHashCode() => word.GetHashCode();

    /// <summary>Stores a handle and returns the one that was there, atomically.</summary>
    /// <param name="location">Where to store. Needs the alignment that the runtime gives every field.</param>
    /// <param name="value">What to store.</param>
    /// <returns>What was there before. Nothing is acquired or freed: a duty moves with its handle.</returns>
    public static Mdl Exchange(ref Mdl location, Mdl value) =>
        new(Interlocked.Exchange(ref Unsafe.As<Mdl, ulong>(ref location), value.word));

    /// <summary>Stores a handle if the location holds <paramref name="comparand"/>, atomically.</summary>
    /// <param name="location">Where to store.</param>
    /// <param name="value">What to store.</param>
    /// <param name="comparand">What has to be there for the store to happen.</param>
    /// <returns>What was there before; the store happened when it equals <paramref name="comparand"/>.</returns>
    public static Mdl CompareExchange(ref Mdl location, Mdl value, Mdl comparand) =>
        new(Interlocked.CompareExchange(ref Unsafe.As<Mdl, ulong>(ref location), value.word, comparand.word));

    /// <summary>Reads a handle; no later memory access moves before the read.</summary>
    /// <param name="location">Where to read.</param>
    /// <returns>The handle that is there, perhaps null.</returns>
    public static Mdl VolatileRead(ref readonly Mdl location) =>
        new(Volatile.Read(ref Unsafe.As<Mdl, ulong>(ref Unsafe.AsRef(in location))));

    /// <summary>Writes a handle; no earlier memory access moves behind the write.</summary>
    /// <param name="location">Where to write.</param>
    /// <param name="value">What to write, perhaps null.</param>
    public static void VolatileWrite(ref Mdl location, Mdl value) =>
        Volatile.Write(ref Unsafe.As<Mdl, ulong>(ref location), value.word);
}
