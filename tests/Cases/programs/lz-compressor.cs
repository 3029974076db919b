// case: A compressor with a hash table, a window and an output that grows
using System.Buffers.Binary;
using System.Numerics;

enum CompressionLevel
{
    Store,
    Fast,
    Best,
}

readonly record struct CompressionResult(int InputLength, int OutputLength, int Matches)
{
    public double Ratio => InputLength == 0 ? 1 : (double)OutputLength / InputLength;
}

sealed class Compressor
{
    const int MinimumMatch = 4;
    const int TableBits = 12;
    const int WindowSize = 1 << 15;

    readonly CompressionLevel level;
    readonly ArrayPool<byte> bytes;
    readonly ArrayPool<int> integers;

    public Compressor(CompressionLevel level, ArrayPool<byte>? bytes = null, ArrayPool<int>? integers = null)
    {
        if (!Enum.IsDefined(level))
            throw new ArgumentOutOfRangeException(nameof(level));
        this.level = level;
        this.bytes = bytes ?? ArrayPool<byte>.Shared;
        this.integers = integers ?? ArrayPool<int>.Shared;
    }

    public CompressionResult Compress(ReadOnlySpan<byte> input, Stream output)
    {
        if (level == CompressionLevel.Store || input.Length < MinimumMatch * 2)
            return Store(input, output);

        var table = integers.Rent(1 << TableBits);
        Array.Fill(table, -1, 0, 1 << TableBits);
        var buffer = bytes.Rent(1024);
        var length = 0;
        var matches = 0;
        var anchor = 0;
        var position = 0;
        while (position + MinimumMatch <= input.Length)
        {
            var slot = Hash(input[position..]);
            var candidate = table[slot];
            table[slot] = position;
            if (candidate < 0 || position - candidate > WindowSize || !SameStart(input, candidate, position))
            {
                position += level == CompressionLevel.Fast ? 2 : 1;
                continue;
            }

            var match = MatchLength(input, candidate, position);
            var literals = position - anchor;
            Ensure(ref buffer, length, literals + 16);
            length += WriteNumber(buffer.AsSpan(length), literals);
            input.Slice(anchor, literals).CopyTo(buffer.AsSpan(length));
            length += literals;
            length += WriteNumber(buffer.AsSpan(length), position - candidate);
            length += WriteNumber(buffer.AsSpan(length), match);
            matches++;
            position += match;
            anchor = position;
        }

        var rest = input.Length - anchor;
        Ensure(ref buffer, length, rest + 8);
        length += WriteNumber(buffer.AsSpan(length), rest);
        input[anchor..].CopyTo(buffer.AsSpan(length));
        length += rest;
        if (length < input.Length)
        {
            output.Write(buffer, 0, length);
        }
        else
        {
            length = Store(input, output).OutputLength;
        }

        bytes.Return(buffer);
        integers.Return(table);
        return new(input.Length, length, matches);
    }

    void Ensure(ref byte[] buffer, int length, int more)
    {
        if (buffer.Length - length >= more)
            return;
        var larger = bytes.Rent((int)BitOperations.RoundUpToPowerOf2((uint)(length + more)));
        buffer.AsSpan(0, length).CopyTo(larger);
        bytes.Return(buffer);
        buffer = larger;
    }

    static CompressionResult Store(ReadOnlySpan<byte> input, Stream output)
    {
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, input.Length);
        output.Write(header);
        output.Write(input);
        return new(input.Length, input.Length + 4, 0);
    }

    static int Hash(ReadOnlySpan<byte> data) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(data) * 2654435761u >> 32 - TableBits);

    static bool SameStart(ReadOnlySpan<byte> input, int left, int right) => input.Slice(left, MinimumMatch).SequenceEqual(input.Slice(right, MinimumMatch));

    static int MatchLength(ReadOnlySpan<byte> input, int left, int right)
    {
        var length = MinimumMatch;
        while (right + length < input.Length && input[left + length] == input[right + length])
            length++;
        return length;
    }

    static int WriteNumber(Span<byte> destination, int value)
    {
        var at = 0;
        for (var rest = (uint)value; ; rest >>= 7)
        {
            destination[at++] = (byte)(rest > 0x7F ? rest | 0x80 : rest);
            if (rest <= 0x7F)
                return at;
        }
    }
}
