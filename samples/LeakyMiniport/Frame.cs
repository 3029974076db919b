using System.Buffers.Binary;
using NdisRules.Runtime;

namespace LeakyMiniport;

/// <summary>The little that the adapters need to know of Ethernet.</summary>
internal static class Frame
{
    /// <summary>Bytes of destination, source and type.</summary>
    public const int HeaderSize = 14;

    /// <summary>Bytes of the longest frame, without its checksum.</summary>
    public const int MaximumSize = 1514;

    /// <summary>The type that is set aside for local experiments.</summary>
    public const ushort ExperimentalType = 0x88B5;

    const int AddressSize = 6;

    /// <summary>Whether the frame is for everybody: all bits of the destination are set.</summary>
    public static bool IsBroadcast(ReadOnlySpan<byte> frame) =>
        frame.Length >= AddressSize && !frame[..AddressSize].ContainsAnyExcept((byte)0xFF);

    /// <summary>Writes a header for a broadcast from the given address.</summary>
    public static void WriteHeader(Span<byte> frame, ReadOnlySpan<byte> source)
    {
        frame[..AddressSize].Fill(0xFF);
        source.CopyTo(frame[AddressSize..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(2 * AddressSize)..], ExperimentalType);
    }

    /// <summary>Copies the used data of a NET_BUFFER, however many MDLs it is spread over, and returns how many bytes that were.</summary>
    public static int Copy(NetBuffer source, Span<byte> destination)
    {
        var left = Math.Min(source.DataLength, destination.Length);
        var copied = 0;
        var offset = source.CurrentMdlOffset;
        foreach (var mdl in source.CurrentMdl.Chain)
        {
            if (left == 0) break;
            var part = mdl.Span[offset..];
            if (part.Length > left) part = part[..left];
            part.CopyTo(destination[copied..]);
            copied += part.Length;
            left -= part.Length;
            offset = 0;
        }
        return copied;
    }
}
