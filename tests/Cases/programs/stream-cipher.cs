// case: A cipher stream gives its block back after an error and goes on with it
using System.Buffers.Binary;
using System.Security.Cryptography;

sealed class KeyStream
{
    readonly uint[] state = new uint[16];

    public KeyStream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        if (key.Length != 32 || nonce.Length != 12)
            throw new CryptographicException("A key has 32 bytes and a nonce 12.");
        for (var i = 0; i < 8; i++)
            state[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(i * 4)..]);
        for (var i = 0; i < 3; i++)
            state[13 + i] = BinaryPrimitives.ReadUInt32LittleEndian(nonce[(i * 4)..]);
    }

    public void Next(Span<byte> block)
    {
        Span<uint> work = stackalloc uint[16];
        state.CopyTo(work);
        for (var round = 0; round < 10; round++)
        {
            Quarter(ref work[0], ref work[4], ref work[8], ref work[12]);
            Quarter(ref work[1], ref work[5], ref work[9], ref work[13]);
            Quarter(ref work[2], ref work[6], ref work[10], ref work[14]);
            Quarter(ref work[3], ref work[7], ref work[11], ref work[15]);
        }

        for (var i = 0; i < 16; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(block[(i * 4)..], work[i] + state[i]);
        state[12]++;
    }

    static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        a += b; d = uint.RotateLeft(d ^ a, 16);
        c += d; b = uint.RotateLeft(b ^ c, 12);
        a += b; d = uint.RotateLeft(d ^ a, 8);
        c += d; b = uint.RotateLeft(b ^ c, 7);
    }
}

sealed class CipherStream : Stream
{
    readonly Stream inner;
    readonly KeyStream keys;
    readonly bool leaveOpen;
    byte[]? block;
    int used = 64;
    long position;
    bool hasFailed;

    public CipherStream(Stream inner, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, bool leaveOpen = false)
    {
        this.inner = inner;
        this.leaveOpen = leaveOpen;
        keys = new KeyStream(key, nonce);
        block = ArrayPool<byte>.Shared.Rent(64);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => block is not null;
    public override long Length => position;
    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(block is null, this);
        var copy = ArrayPool<byte>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            if (used == 64)
            {
                keys.Next(block); // NDIS0004
                used = 0;
            }

            copy[i] = (byte)(buffer[offset + i] ^ block[used++]);
        }

        try
        {
            inner.Write(copy, 0, count);
            position += count;
        }
        catch (IOException)
        {
            Fail();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy, clearArray: true);
        }
    }

    void Fail()
    {
        if (hasFailed || block is null)
            return;
        hasFailed = true;
        CryptographicOperations.ZeroMemory(block);
        ArrayPool<byte>.Shared.Return(block);
    }

    public override void Flush() => inner.Flush();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && block is not null)
        {
            CryptographicOperations.ZeroMemory(block.AsSpan(0, 64));
            ArrayPool<byte>.Shared.Return(block);
            block = null;
            if (!leaveOpen)
                inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
