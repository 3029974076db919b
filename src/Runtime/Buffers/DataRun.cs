namespace NdisRules.Runtime;

/// <summary>Bytes of an MDL chain in their order, MDL by MDL: a place to start and how many are wanted.</summary>
/// <remarks>A value: a copy is a second walk from the same place.</remarks>
struct DataRun
{
    Mdl mdl;
    int offset;

    DataRun(Mdl mdl, int offset, long bytes)
    {
        this.mdl = mdl;
        this.offset = offset;
        Bytes = bytes;
    }

    /// <summary>How many bytes are still to come.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The bytes from so far behind the data start to the end of the chain, whether they are used or not.</summary>
    /// <exception cref="InvalidOperationException">CurrentMdlOffset lies outside CurrentMdl.</exception>
    internal static DataRun From(NetBuffer netBuffer, int skip)
    {
        var current = netBuffer.CurrentMdl;
        var start = netBuffer.CurrentMdlOffset;
        if (!current.IsNull && (start < 0 || start > current.ByteCount))
            throw new InvalidOperationException($"{netBuffer} has its current offset {start} outside {current}.");
        var bytes = -(long)start;
        foreach (var link in current.Chain) bytes += link.ByteCount;
        var run = new DataRun(current, start, bytes);
        run.Skip(skip);
        return run;
    }

    /// <summary>Wants no more than so many bytes.</summary>
    internal void Limit(long bytes) => Bytes = Math.Max(0, Math.Min(Bytes, bytes));

    /// <summary>The next bytes that lie in one piece, at most so many. Empty at the end.</summary>
    internal Span<byte> Take(long atMost = long.MaxValue)
    {
        atMost = Math.Min(atMost, Bytes);
        if (atMost <= 0) return default;
        while (offset >= mdl.ByteCount)
        {
            offset -= mdl.ByteCount;
            mdl = mdl.Next;
        }
        var piece = mdl.Span[offset..];
        if (piece.Length > atMost) piece = piece[..(int)atMost];
        offset += piece.Length;
        Bytes -= piece.Length;
        return piece;
    }

    /// <summary>Copies piece by piece from the front.</summary>
    internal static void Copy(DataRun from, DataRun to)
    {
        while (from.Bytes > 0)
        {
            var source = from.Take(to.Peek());
            source.CopyTo(to.Take(source.Length));
        }
    }

    /// <summary>Whether any byte is in both.</summary>
    internal static bool Overlap(DataRun one, DataRun other)
    {
        while (one.Bytes > 0)
        {
            var piece = one.Take();
            for (var walk = other; walk.Bytes > 0;)
                if (walk.Take().Overlaps(piece)) return true;
        }
        return false;
    }

    internal void CopyTo(Span<byte> storage)
    {
        for (var walk = this; walk.Bytes > 0;)
        {
            var piece = walk.Take();
            piece.CopyTo(storage);
            storage = storage[piece.Length..];
        }
    }

    internal void CopyFrom(ReadOnlySpan<byte> bytes)
    {
        for (var walk = this; walk.Bytes > 0;)
        {
            var piece = walk.Take();
            bytes[..piece.Length].CopyTo(piece);
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>How many bytes the next piece has.</summary>
    internal readonly int Peek()
    {
        var walk = this;
        return walk.Take().Length;
    }

    void Skip(long bytes)
    {
        if (bytes >= Bytes)
        {
            Bytes = 0;
            return;
        }
        while (bytes > 0) bytes -= Take(bytes).Length;
    }
}
