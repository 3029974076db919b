namespace NdisRules.Runtime;

/// <summary>Reads packets across the MDLs of a chain.</summary>
static class PacketBytes
{
    /// <summary>A copy of the used data, from CurrentMdl on.</summary>
    internal static byte[] CopyOf(NetBuffer netBuffer)
    {
        var packet = new byte[netBuffer.DataLength];
        var copied = 0;
        var skip = netBuffer.CurrentMdlOffset;
        foreach (var mdl in netBuffer.CurrentMdl.Chain)
        {
            if (copied == packet.Length) break;
            var bytes = mdl.Span[skip..];
            skip = 0;
            var part = Math.Min(bytes.Length, packet.Length - copied);
            bytes[..part].CopyTo(packet.AsSpan(copied));
            copied += part;
        }
        return packet;
    }
}
