namespace NdisRules.Runtime;

/// <summary>Where data begins in an MDL chain: the arithmetic behind CurrentMdl.</summary>
static class DataCursor
{
    /// <summary>Finds the MDL in which the byte at <paramref name="dataOffset"/> lies, and checks that the data fits behind it.</summary>
    /// <returns>False when offset and length do not fit the chain. A null chain fits zero and zero only.</returns>
    internal static bool TryLocate(Mdl chain, int dataOffset, int dataLength, out Mdl current, out int offset)
    {
        current = chain;
        offset = dataOffset;
        if (!chain) return dataOffset == 0 && dataLength == 0;
        if (dataOffset < 0 || dataLength < 0) return false;
        while (offset >= current.ByteCount)
        {
            // Without used data the cursor may stand behind the last byte of the last MDL.
            if (!current.Next) return offset == current.ByteCount && dataLength == 0;
            offset -= current.ByteCount;
            current = current.Next;
        }
        return HasRoom(current, (long)offset + dataLength);
    }

    static bool HasRoom(Mdl mdl, long bytes)
    {
        if (bytes <= mdl.ByteCount) return true;
        foreach (var link in mdl.Chain)
        {
            bytes -= link.ByteCount;
            if (bytes <= 0) return true;
        }
        return false;
    }

    /// <summary>The cursor for arguments of a call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">Offset and length do not fit the chain.</exception>
    internal static (Mdl Current, int Offset) Locate(Mdl mdlChain, int dataOffset, int dataLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(dataLength);
        if (TryLocate(mdlChain, dataOffset, dataLength, out var current, out var offset)) return (current, offset);
        throw new ArgumentException(mdlChain
            ? $"Offset {dataOffset} and length {dataLength} reach beyond the chain of {Bytes(mdlChain)} bytes."
            : $"Without an MDL chain offset and length must be 0, not {dataOffset} and {dataLength}.", nameof(dataLength));
    }

    /// <summary>Sets CurrentMdl and CurrentMdlOffset from DataOffset.</summary>
    /// <exception cref="InvalidOperationException">The fields of the NET_BUFFER contradict its chain.</exception>
    internal static unsafe void Adjust(NetBuffer netBuffer)
    {
        var fields = netBuffer.Fields;
        if (!TryLocate(fields->MdlChain, fields->DataOffset, fields->DataLength, out var current, out var offset))
            throw new InvalidOperationException(
                $"{netBuffer} has offset {fields->DataOffset} and length {fields->DataLength} over a chain of {Bytes(fields->MdlChain)} bytes.");
        fields->CurrentMdl = current;
        fields->CurrentMdlOffset = offset;
    }

    static long Bytes(Mdl chain)
    {
        var bytes = 0L;
        foreach (var mdl in chain.Chain) bytes += mdl.ByteCount;
        return bytes;
    }
}
