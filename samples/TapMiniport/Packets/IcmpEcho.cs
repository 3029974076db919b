using System.Buffers.Binary;

namespace TapMiniport.Packets;

/// <summary>A ping or the answer to one, RFC 792: this header, then whatever the sender wants to have back.</summary>
internal readonly record struct IcmpEcho(byte Type, ushort Identifier, ushort Sequence)
{
    public const int Size = 8;
    public const byte Reply = 0;
    public const byte Request = 8;

    /// <summary>The header of a message that fills the bytes. False for other kinds of message, and when the checksum is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out IcmpEcho echo)
    {
        echo = default;
        if (message.Length < Size || message[0] is not (Request or Reply) || message[1] != 0) return false;
        if (InternetChecksum.Of(message) != 0) return false;
        echo = new(message[0], BinaryPrimitives.ReadUInt16BigEndian(message[4..]), BinaryPrimitives.ReadUInt16BigEndian(message[6..]));
        return true;
    }

    /// <summary>Writes the header in front of the rest of the message, with the checksum over all of it.</summary>
    public void Write(Span<byte> message)
    {
        message[0] = Type;
        message[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], Identifier);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], Sequence);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Of(message));
    }
}
