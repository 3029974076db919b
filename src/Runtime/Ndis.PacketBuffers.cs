namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Describes the caller's memory by a buffer and pins it there until the buffer is freed.</summary>
    /// <param name="status">Success; Resources when memory is short.</param>
    /// <param name="buffer">The buffer, null unless it succeeded.</param>
    /// <param name="poolHandle">The handle that the driver got when it was initialised, so that what is left at its halt is noticed; or null. A
    /// pool of buffers there is none: a buffer is an MDL.</param>
    /// <param name="memory">The memory. It stays the caller's.</param>
    /// <exception cref="ArgumentException">The memory cannot be pinned.</exception>
    /// <remarks>Duty: <see cref="NdisFreeBuffer"/> exactly once, after the last packet and list stopped using it, before HaltEx ends (NDIS0001).
    /// Threads: any. Source: NdisAllocateBuffer, which takes an address and a length where this takes memory.</remarks>
    public static void NdisAllocateBuffer(out NdisStatus status, out NdisBuffer buffer, NdisHandle? poolHandle, Memory<byte> memory)
    {
        buffer = NdisAllocateMdl(poolHandle, memory);
        status = buffer ? NdisStatus.Success : NdisStatus.Resources;
    }

    /// <summary>Frees a buffer and lets go of the memory, which stays the caller's.</summary>
    /// <param name="buffer">A buffer from <see cref="NdisAllocateBuffer"/>, or an MDL.</param>
    /// <exception cref="NdisViolationException">As <see cref="NdisFreeMdl"/>: NDIS0003, NDIS0007 or NDIS0009.</exception>
    /// <remarks>Only this buffer is freed, not those behind it. Threads: any. Source: NdisFreeBuffer.</remarks>
    public static void NdisFreeBuffer(NdisBuffer buffer) => NdisFreeMdl(buffer);

    /// <summary>The memory that a buffer describes: where it begins and how long it is.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="virtualAddress">The address of the first byte.</param>
    /// <param name="length">Bytes described.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the buffer was freed.</exception>
    /// <remarks>Threads: any. Source: NdisQueryBuffer.</remarks>
    public static void NdisQueryBuffer(NdisBuffer buffer, out nint virtualAddress, out int length) =>
        NdisQueryMdl(buffer, out virtualAddress, out length);

    /// <summary>The next buffer of a chain.</summary>
    /// <param name="currentBuffer">The buffer.</param>
    /// <param name="nextBuffer">The one behind it, null at the end.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the buffer was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisGetNextBuffer.</remarks>
    public static void NdisGetNextBuffer(NdisBuffer currentBuffer, out NdisBuffer nextBuffer) => nextBuffer = currentBuffer.Mdl.Next;

    /// <summary>Puts a buffer, and those linked behind it, in front of the buffers of a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="buffer">The first of the buffers. They stay the caller's to free.</param>
    /// <exception cref="NullReferenceException">A handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed. NDIS0009: a list that was made out of the packet
    /// lives. Nothing was changed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisChainBufferAtFront.</remarks>
    public static void NdisChainBufferAtFront(NdisPacket packet, NdisBuffer buffer) =>
        PacketChain.AddFirst(PacketChain.ToChange(packet, "NdisChainBufferAtFront"), buffer);

    /// <summary>Puts a buffer, and those linked behind it, behind the buffers of a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="buffer">The first of the buffers. They stay the caller's to free.</param>
    /// <exception cref="NullReferenceException">A handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed. NDIS0009: a list that was made out of the packet
    /// lives. Nothing was changed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisChainBufferAtBack.</remarks>
    public static void NdisChainBufferAtBack(NdisPacket packet, NdisBuffer buffer) =>
        PacketChain.AddLast(PacketChain.ToChange(packet, "NdisChainBufferAtBack"), buffer);

    /// <summary>Takes the first buffer off a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="buffer">The buffer, linked to nothing; null when the packet has none. It is not freed.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed. NDIS0009: a list that was made out of the packet
    /// lives. Nothing was changed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisUnchainBufferAtFront.</remarks>
    public static void NdisUnchainBufferAtFront(NdisPacket packet, out NdisBuffer buffer) =>
        buffer = PacketChain.RemoveFirst(PacketChain.ToChange(packet, "NdisUnchainBufferAtFront"));

    /// <summary>Takes the last buffer off a packet.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="buffer">The buffer, linked to nothing; null when the packet has none. It is not freed.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed. NDIS0009: a list that was made out of the packet
    /// lives. Nothing was changed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisUnchainBufferAtBack.</remarks>
    public static void NdisUnchainBufferAtBack(NdisPacket packet, out NdisBuffer buffer) =>
        buffer = PacketChain.RemoveLast(PacketChain.ToChange(packet, "NdisUnchainBufferAtBack"));

    /// <summary>What the buffers of a packet amount to.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="physicalBufferCount">Over how many pages of 4096 bytes the buffers lie.</param>
    /// <param name="bufferCount">How many buffers there are.</param>
    /// <param name="firstBuffer">The first, null when there is none.</param>
    /// <param name="totalPacketLength">Bytes of all together.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="OverflowException">The buffers have more bytes than an int can say.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed.</exception>
    /// <remarks>Counted at each call. Threads: the owner's. Source: NdisQueryPacket.</remarks>
    public static void NdisQueryPacket(
        NdisPacket packet, out int physicalBufferCount, out int bufferCount, out NdisBuffer firstBuffer, out int totalPacketLength)
    {
        (bufferCount, physicalBufferCount, totalPacketLength) = PacketChain.Count(packet.Fields);
        firstBuffer = packet.FirstBuffer;
    }

    /// <summary>Bytes of all buffers of a packet together.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="totalPacketLength">The bytes.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="OverflowException">The buffers have more bytes than an int can say.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed.</exception>
    /// <remarks>Counted at each call. Threads: the owner's. Source: NdisQueryPacketLength.</remarks>
    public static void NdisQueryPacketLength(NdisPacket packet, out int totalPacketLength) =>
        totalPacketLength = PacketChain.Count(packet.Fields).Bytes;

    /// <summary>The first buffer of a packet and where its bytes are.</summary>
    /// <param name="packet">The packet, owned by the caller.</param>
    /// <param name="firstBuffer">The first, null when there is none.</param>
    /// <param name="firstBufferVa">The address of its first byte, 0 without one.</param>
    /// <param name="firstBufferLength">Bytes of the first.</param>
    /// <param name="totalBufferLength">Bytes of all together.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="OverflowException">The buffers have more bytes than an int can say.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the packet or a buffer was freed.</exception>
    /// <remarks>Threads: the owner's. Source: NdisGetFirstBufferFromPacket.</remarks>
    public static void NdisGetFirstBufferFromPacket(
        NdisPacket packet, out NdisBuffer firstBuffer, out nint firstBufferVa, out int firstBufferLength, out int totalBufferLength)
    {
        (firstBufferVa, firstBufferLength) = (0, 0);
        firstBuffer = packet.FirstBuffer;
        if (firstBuffer) NdisQueryBuffer(firstBuffer, out firstBufferVa, out firstBufferLength);
        NdisQueryPacketLength(packet, out totalBufferLength);
    }
}
