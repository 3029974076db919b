// case: A buffer of NDIS 5 hangs in its packet
static class Chained
{
    public static bool Add(NdisPacket packet, byte[] memory)
    {
        NdisAllocateBuffer(out var status, out var buffer, null, memory);
        if (status != NdisStatus.Success)
            return false;
        NdisChainBufferAtBack(packet, buffer);
        return true;
    }

    public static void Complete(NdisPacket packet)
    {
        NdisUnchainBufferAtFront(packet, out var buffer);
        if (buffer)
            NdisFreeBuffer(buffer);
    }

    public static bool Forgotten(NdisPacket packet, byte[] memory)
    {
        NdisAllocateBuffer(out var status, out var buffer, null, memory); // NDIS0005
        if (status != NdisStatus.Success)
            return false;
        return !buffer.IsNull;
    }
}
