// case: A capture ring of packets in unmanaged memory, written out by a timer
using System.Buffers.Binary;
using System.Net;

unsafe struct RingHeader
{
    public int Head;
    public int Tail;
    public int Lost;
}

readonly struct CapturedPacket(long time, int length)
{
    public long Time { get; } = time;
    public int Length { get; } = length;
}

interface ICaptureWriter
{
    void Write(CapturedPacket packet, ReadOnlySpan<byte> data);
    void Flush();
}

sealed class PcapWriter(Stream stream, bool swap) : ICaptureWriter
{
    bool hasHeader;

    public void Write(CapturedPacket packet, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[24];
        if (!hasHeader)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header, swap ? 0xD4C3B2A1 : 0xA1B2C3D4);
            stream.Write(header);
            hasHeader = true;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(packet.Time / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(packet.Time % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], packet.Length);
        stream.Write(header[..16]);
        stream.Write(data);
    }

    public void Flush() => stream.Flush();
}

sealed unsafe class CaptureRing : IDisposable
{
    readonly ICaptureWriter writer;
    readonly IPAddress? only;
    readonly int slotSize;
    readonly int slots;
    readonly object gate = new();
    readonly Timer timer;
    byte* memory;
    RingHeader* header;

    public CaptureRing(ICaptureWriter writer, int slots, int slotSize, IPAddress? only = null)
    {
        if (slots <= 1 || slotSize < 64)
            throw new ArgumentException("The ring is too small.");
        this.writer = writer;
        this.only = only;
        this.slots = slots;
        this.slotSize = slotSize;
        header = (RingHeader*)NativeMemory.AllocZeroed((nuint)sizeof(RingHeader));
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)(slots * slotSize), 64);
        timer = new Timer(_ => Drain(), null, 100, 100);
    }

    public int Lost => header->Lost;

    public void Put(ReadOnlySpan<byte> packet, long time)
    {
        if (!IsWanted(packet))
            return;
        lock (gate)
        {
            var next = (header->Head + 1) % slots;
            if (next == header->Tail)
            {
                header->Lost++;
                return;
            }

            var slot = memory + header->Head * slotSize;
            *(long*)slot = time;
            *(int*)(slot + 8) = packet.Length;
            packet[..Math.Min(packet.Length, slotSize - 12)].CopyTo(new Span<byte>(slot + 12, slotSize - 12));
            header->Head = next;
        }
    }

    bool IsWanted(ReadOnlySpan<byte> packet)
    {
        if (only is null)
            return true;
        if (packet.Length < 34 || packet[12] != 8 || packet[13] != 0)
            return false;
        Span<byte> address = stackalloc byte[16];
        return only.TryWriteBytes(address, out var length) && packet.Slice(26, length).SequenceEqual(address[..length]);
    }

    void Drain()
    {
        lock (gate)
        {
            if (memory == null)
                return;
            while (header->Tail != header->Head)
            {
                var slot = memory + header->Tail * slotSize;
                var packet = new CapturedPacket(*(long*)slot, *(int*)(slot + 8));
                writer.Write(packet, new ReadOnlySpan<byte>(slot + 12, Math.Min(packet.Length, slotSize - 12)));
                header->Tail = (header->Tail + 1) % slots;
            }

            writer.Flush();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        Drain();
        lock (gate)
        {
            NativeMemory.AlignedFree(memory);
            memory = null;
            NativeMemory.Free(header);
            header = null;
        }
    }
}
