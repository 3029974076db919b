// case: A frame decoder of a hundred lines, every error with its own way out
enum DecodeStatus { Ok, NeedMore, BadMagic, BadLength, BadChecksum, TooLarge }

sealed class FrameDecoder(LeasePool pool, int maximum) : IDisposable
{
    const int HeaderSize = 8;
    byte[] pending = [];
    int pendingLength;
    int decoded, dropped;

    public DecodeStatus TryDecode(ReadOnlySpan<byte> input, out int consumed, out Lease? frame)
    {
        frame = null;
        consumed = 0;
        byte[]? joined = null;
        ReadOnlySpan<byte> data;
        if (pendingLength > 0)
        {
            joined = ArrayPool<byte>.Shared.Rent(pendingLength + input.Length);
            pending.AsSpan(0, pendingLength).CopyTo(joined);
            input.CopyTo(joined.AsSpan(pendingLength));
            data = joined.AsSpan(0, pendingLength + input.Length);
        }
        else
        {
            data = input;
        }

        try
        {
            if (data.Length < HeaderSize)
            {
                Keep(data);
                consumed = input.Length;
                return DecodeStatus.NeedMore;
            }

            if (data[0] != 0xCA || data[1] != 0xFE)
            {
                dropped++;
                consumed = 1;
                pendingLength = 0;
                return DecodeStatus.BadMagic;
            }

            var length = (data[2] << 8) | data[3];
            if (length > maximum)
            {
                dropped++;
                return DecodeStatus.TooLarge;
            }

            if (length == 0)
                return DecodeStatus.BadLength;
            if (data.Length < HeaderSize + length)
            {
                Keep(data);
                consumed = input.Length;
                return DecodeStatus.NeedMore;
            }

            var lease = pool.Rent(length);
            lease.Write(data.Slice(HeaderSize, length));
            var sum = 0;
            foreach (var b in lease.Span)
            {
                sum += b;
                if (sum > 0xFFFF)
                    sum -= 0xFFFF;
            }

            var expected = (data[4] << 8) | data[5];
            if (sum != expected)
            {
                pool.Return(lease);
                dropped++;
                consumed = HeaderSize + length;
                return DecodeStatus.BadChecksum;
            }

            decoded++;
            consumed = HeaderSize + length - pendingLength;
            pendingLength = 0;
            frame = lease;
            return DecodeStatus.Ok;
        }
        finally
        {
            if (joined is not null)
                ArrayPool<byte>.Shared.Return(joined);
        }
    }

    void Keep(ReadOnlySpan<byte> data)
    {
        if (pending.Length < data.Length)
        {
            if (pending.Length > 0)
                ArrayPool<byte>.Shared.Return(pending);
            pending = ArrayPool<byte>.Shared.Rent(data.Length);
        }

        data.CopyTo(pending);
        pendingLength = data.Length;
    }

    public int DecodeAll(ReadOnlySpan<byte> input)
    {
        var total = 0;
        while (!input.IsEmpty)
        {
            var status = TryDecode(input, out var consumed, out var frame);
            switch (status)
            {
                case DecodeStatus.Ok:
                    total += frame!.Length;
                    pool.Return(frame);
                    break;
                case DecodeStatus.NeedMore:
                    return total;
                case DecodeStatus.BadMagic or DecodeStatus.BadChecksum:
                    break;
                default:
                    throw new InvalidDataException(status.ToString());
            }

            input = input[Math.Max(1, consumed)..];
        }

        return total;
    }

    public int DecodeAllBadly(ReadOnlySpan<byte> input)
    {
        var total = 0;
        while (!input.IsEmpty)
        {
            var status = TryDecode(input, out var consumed, out var frame); // NDIS0005
            switch (status)
            {
                case DecodeStatus.Ok when frame!.Length < 16:
                    total += frame.Length;
                    pool.Return(frame);
                    break;
                case DecodeStatus.Ok:
                    total += frame!.Length;
                    break;
                default:
                    return total;
            }

            input = input[Math.Max(1, consumed)..];
        }

        return total;
    }

    public void Dispose()
    {
        if (pending.Length > 0)
            ArrayPool<byte>.Shared.Return(pending);
        pending = [];
        pendingLength = 0;
    }
}

// case: A block compressor with a hash table, a literal buffer and an output that grows
static class Blocks
{
    public static byte[] Compress(ReadOnlySpan<byte> input, int level)
    {
        if (input.IsEmpty)
            return [];
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        var table = ArrayPool<int>.Shared.Rent(1 << 12);
        var output = ArrayPool<byte>.Shared.Rent(input.Length + 64);
        byte[]? literals = level > 1 ? ArrayPool<byte>.Shared.Rent(256) : null;
        try
        {
            Array.Fill(table, -1, 0, 1 << 12);
            int written = 0, literalCount = 0, at = 0;
            while (at < input.Length)
            {
                if (at + 4 > input.Length)
                {
                    if (literals is not null && literalCount < literals.Length)
                        literals[literalCount++] = input[at];
                    Put(ref output, ref written, input[at++]);
                    continue;
                }

                var hash = ((input[at] << 4) ^ (input[at + 1] << 2) ^ input[at + 2]) & 0xFFF;
                var candidate = table[hash];
                table[hash] = at;
                if (candidate < 0 || input[candidate] != input[at] || input[candidate + 1] != input[at + 1])
                {
                    if (literals is not null)
                    {
                        if (literalCount == literals.Length)
                        {
                            var larger = ArrayPool<byte>.Shared.Rent(literals.Length * 2);
                            literals.CopyTo(larger, 0);
                            ArrayPool<byte>.Shared.Return(literals);
                            literals = larger;
                        }

                        literals[literalCount++] = input[at];
                    }

                    Put(ref output, ref written, input[at++]);
                    continue;
                }

                var length = 0;
                while (at + length < input.Length && length < 255 && input[candidate + length] == input[at + length])
                    length++;
                Put(ref output, ref written, 0xFF);
                Put(ref output, ref written, (byte)length);
                at += length;
            }

            return output.AsSpan(0, written).ToArray();
        }
        finally
        {
            if (literals is not null)
                ArrayPool<byte>.Shared.Return(literals);
            ArrayPool<byte>.Shared.Return(output);
            ArrayPool<int>.Shared.Return(table);
        }
    }

    static void Put(ref byte[] output, ref int written, byte value)
    {
        if (written == output.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(output.Length * 2);
            Buffer.BlockCopy(output, 0, larger, 0, written);
            var old = output;
            output = larger;
            ArrayPool<byte>.Shared.Return(old);
        }

        output[written++] = value;
    }

    public static byte[] CompressBadly(ReadOnlySpan<byte> input, int level)
    {
        var table = ArrayPool<int>.Shared.Rent(1 << 12);
        var output = ArrayPool<byte>.Shared.Rent(input.Length + 64);
        byte[]? literals = level > 1 ? ArrayPool<byte>.Shared.Rent(256) : null; // NDIS0005
        var written = 0;
        for (var at = 0; at < input.Length; at++)
        {
            var hash = input[at] & 0xFFF;
            if (table[hash] != at && literals is not null && at < literals.Length)
                literals[at] = input[at];
            table[hash] = at;
            Put(ref output, ref written, input[at]);
        }

        var result = output.AsSpan(0, written).ToArray();
        if (level > 2 && literals is not null)
            ArrayPool<byte>.Shared.Return(literals);
        ArrayPool<byte>.Shared.Return(output);
        ArrayPool<int>.Shared.Return(table);
        return result;
    }
}

// case: An index that stands at the end has found nothing
static class Found
{
    public static int Search(LeasePool pool, int[] keys)
    {
        Lease? lease = null;
        var i = 0;
        for (; i < keys.Length; i++)
        {
            if (keys[i] != 3)
                continue;
            lease = pool.Rent(i);
            break;
        }

        if (i == keys.Length)
            return 0;
        pool.Return(lease!);
        return i;
    }

    public static int Stopped(LeasePool pool, int n)
    {
        Lease? lease = null;
        int i;
        for (i = 0; i < n; i++)
        {
            lease = pool.Rent(i);
            if (lease.Length > 100)
                break;
            pool.Return(lease);
        }

        if (i != n)
            pool.Return(lease!);
        return i;
    }

    public static int OneTooFew(LeasePool pool, int n)
    {
        Lease? lease = null;
        int i;
        for (i = 0; i < n; i++)
        {
            lease = pool.Rent(i); // NDIS0005
            if (lease.Length > 100)
                break;
            pool.Return(lease);
        }

        if (i != n - 1)
            pool.Return(lease!); // NDIS0003
        return i;
    }
}

// case: A field counts what a loop has filled
sealed class Filled : IDisposable
{
    readonly LeasePool pool;
    readonly Lease[] ring = new Lease[16];
    int filled;

    public Filled(LeasePool pool)
    {
        this.pool = pool;
        for (filled = 0; filled < ring.Length; filled++)
            ring[filled] = pool.Rent(16);
    }

    public void Dispose()
    {
        while (filled > 0)
            pool.Return(ring[--filled]);
    }
}
