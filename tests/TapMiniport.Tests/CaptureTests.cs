using System.Buffers.Binary;
using TapMiniport.Wires;

namespace TapMiniport.Tests;

public sealed class CaptureTests
{
    static readonly byte[][] frames = [KnownFrames.ArpRequest, [], KnownFrames.EchoRequest];

    [Fact]
    public void What_was_written_is_read()
    {
        var read = CaptureReader.Parse(Written(), "x");
        Assert.Equal(frames, read.Select(frame => frame.Bytes.ToArray()));
        Assert.Equal([1_700_000_000_000_001, 1_700_000_000_000_002, 1_700_000_000_999_999], read.Select(frame => frame.Microseconds));
    }

    /// <summary>The format by the book: magic, version 2.4, zone, accuracy, longest frame, Ethernet; then seconds, microseconds, two lengths, bytes.</summary>
    [Fact]
    public void A_written_capture_has_the_bytes_of_the_format() => Assert.Equal(
        KnownFrames.Hex("d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000  00f15365 01000000 2a000000 2a000000"),
        Written()[..40]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Both_byte_orders_and_both_resolutions_are_read(bool bigEndian, bool nanos)
    {
        var read = CaptureReader.Parse(Captured(bigEndian, nanos), "x");
        Assert.Equal(KnownFrames.EchoRequest, Assert.Single(read).Bytes.ToArray());
        Assert.Equal(1_000_123_456, read[0].Microseconds);
    }

    [Fact]
    public void A_capture_of_nothing_has_no_frames() => Assert.Empty(CaptureReader.Parse(Written()[..24], "x"));

    [Fact]
    public void A_capture_cut_anywhere_inside_a_frame_is_refused()
    {
        var whole = Captured(false, false);
        for (var length = 0; length < whole.Length; length++)
        {
            if (length == CaptureReader.FileHeaderSize) continue;
            var refusal = Assert.Throws<SetupException>(() => CaptureReader.Parse(whole.AsMemory(0, length), "x"));
            Assert.Equal(length < 24 ? $"'x' is no capture file: it has only {length} bytes." : "'x' ends in the middle of frame 1.", refusal.Message);
        }
    }

    [Theory]
    [InlineData(0, "0a0d0d0a", "'x' is a pcapng file; convert it with 'editcap -F pcap x NEW_FILE'.")]
    [InlineData(0, "50000000", "'x' is no capture file: it starts with 50000000.")]
    [InlineData(20, "71000000", "'x' holds no Ethernet frames but link type 113.")]
    [InlineData(32, "ffffffff", "'x' is damaged at frame 1: it cannot have 4294967295 bytes.")]
    [InlineData(32, "01000400", "'x' is damaged at frame 1: it cannot have 262145 bytes.")]
    [InlineData(32, "00000400", "'x' ends in the middle of frame 1.")]
    public void What_is_no_capture_of_Ethernet_is_refused_in_one_line(int at, string bytes, string message)
    {
        var file = Captured(false, false);
        KnownFrames.Hex(bytes).CopyTo(file, at);
        Assert.Equal(message, Assert.Throws<SetupException>(() => CaptureReader.Parse(file, "x")).Message);
    }

    /// <summary>The high half of the field tells whether a checksum ends each frame.</summary>
    [Fact]
    public void The_link_type_is_the_low_half_of_its_field()
    {
        var file = Captured(true, false);
        file[20] = 0x24;
        Assert.Single(CaptureReader.Parse(file, "x"));
    }

    [Fact]
    public void A_replay_gives_the_frames_and_then_ends_for_good()
    {
        using var wire = new ReplayWire(CaptureReader.Parse(Written(), "x"));
        var buffer = new byte[50];
        Assert.Equal(42, wire.Receive(buffer));
        Assert.Equal(1_700_000_000_000_001, wire.Now);
        Assert.Equal(50, wire.Receive(buffer)); // the empty record is skipped, the long frame is cut
        Assert.Equal(KnownFrames.EchoRequest[..50], buffer);
        Assert.Equal(IWire.Ended, wire.Receive(buffer));
        Assert.Equal(IWire.Ended, wire.Receive(buffer));
    }

    [Fact]
    public void A_record_holds_what_went_in_and_out_and_not_what_could_not()
    {
        var file = new MemoryStream();
        var inner = new TestWire();
        using (var wire = new RecordedWire(inner, new CaptureWriter(file)))
        {
            inner.Arrives(KnownFrames.EchoRequest);
            wire.Receive(new byte[2000]);
            wire.TrySend(KnownFrames.EchoReply);
            inner.IsDown = true;
            wire.TrySend(KnownFrames.ArpReply);
        }
        Assert.Equal([KnownFrames.EchoRequest, KnownFrames.EchoReply], CaptureReader.Parse(file.ToArray(), "x").Select(frame => frame.Bytes.ToArray()));
    }

    [Fact]
    public void A_record_that_cannot_be_written_ends_the_wire_and_says_why()
    {
        var inner = new TestWire();
        using var wire = new RecordedWire(inner, new CaptureWriter(new FullDisk(room: 100)));
        inner.Arrives(KnownFrames.ArpRequest);
        inner.Arrives(KnownFrames.ArpRequest);
        Assert.Equal(42, wire.Receive(new byte[2000]));
        Assert.Null(wire.Fault);
        Assert.Equal(IWire.Ended, wire.Receive(new byte[2000]));
        Assert.Equal("The capture file is not complete: no room", wire.Fault);
        Assert.True(wire.TrySend(KnownFrames.ArpReply));
    }

    static byte[] Written()
    {
        var file = new MemoryStream();
        using (var writer = new CaptureWriter(file))
        {
            writer.TryWrite(1_700_000_000_000_001, frames[0]);
            writer.TryWrite(1_700_000_000_000_002, frames[1]);
            writer.TryWrite(1_700_000_000_999_999, frames[2]);
        }
        return file.ToArray();
    }

    /// <summary>One ping, 1000.123456 seconds after the beginning of time.</summary>
    static byte[] Captured(bool bigEndian, bool nanos)
    {
        var bytes = KnownFrames.EchoRequest;
        return
        [
            .. Four(nanos ? 0xA1B23C4D : 0xA1B2C3D4), .. Two(2), .. Two(4), .. Four(0), .. Four(0), .. Four(65535), .. Four(1),
            .. Four(1000), .. Four(nanos ? 123_456_789u : 123_456u), .. Four((uint)bytes.Length), .. Four((uint)bytes.Length), .. bytes,
        ];

        byte[] Four(uint value)
        {
            var four = new byte[4];
            if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(four, value);
            else BinaryPrimitives.WriteUInt32LittleEndian(four, value);
            return four;
        }

        byte[] Two(byte value) => bigEndian ? [0, value] : [value, 0];
    }

    sealed class FullDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room) throw new IOException("no room");
            base.Write(buffer);
        }
    }
}
