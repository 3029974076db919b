using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Debugging;

/// <summary>The memory of the process that is looked into.</summary>
interface INativeMemory
{
    /// <summary>Copies bytes of the process.</summary>
    /// <returns>False when not all of them can be read; what the span holds then means nothing.</returns>
    bool TryRead(ulong address, Span<byte> into);
}

static class NativeMemoryReading
{
    /// <summary>Copies one structure of the process.</summary>
    internal static bool TryRead<T>(this INativeMemory memory, ulong address, out T value)
        where T : unmanaged
    {
        value = default;
        return memory.TryRead(address, MemoryMarshal.AsBytes(new Span<T>(ref value)));
    }

    /// <summary>Copies one structure of the process, or says that it cannot.</summary>
    internal static T Read<T>(this INativeMemory memory, ulong address)
        where T : unmanaged =>
        memory.TryRead(address, out T value) ? value : throw new UnreadableException(address, Unsafe.SizeOf<T>());
}
