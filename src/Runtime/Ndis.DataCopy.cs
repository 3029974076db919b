using System.Buffers;

namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Gives the first bytes of the used data in one piece: where they lie, or copied to the caller's storage.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller or lent to it.</param>
    /// <param name="bytesNeeded">Bytes wanted.</param>
    /// <param name="storage">Where to copy to when the bytes do not lie in one MDL, or not aligned. Empty, or shorter than
    /// <paramref name="bytesNeeded"/>: nowhere. Its own alignment is the caller's affair.</param>
    /// <param name="alignMultiple">A power of two of which the address, less <paramref name="alignOffset"/>, has to be a multiple. 1: any address.</param>
    /// <param name="alignOffset">Bytes that the address lies behind such a multiple.</param>
    /// <param name="data">The bytes: a view of the packet, or <paramref name="storage"/>. Writing to them need not reach the packet.
    /// Empty on failure. Do not keep a view beyond the free of the MDL.</param>
    /// <returns>False when the data has fewer bytes, or they do not lie in one aligned piece and there is no storage for them. 0 bytes are
    /// always to be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or <paramref name="alignMultiple"/> is no power of two.</exception>
    /// <exception cref="InvalidOperationException">CurrentMdlOffset lies outside CurrentMdl, or the chain ends before the data.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER or an MDL of its chain was freed.</exception>
    /// <remarks>The data start is that of CurrentMdl and CurrentMdlOffset; no field is changed. Threads: the owner's. Source: NdisGetDataBuffer.</remarks>
    public static bool NdisGetDataBuffer(
        NetBuffer netBuffer, int bytesNeeded, Span<byte> storage, int alignMultiple, int alignOffset, out Span<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesNeeded);
        ArgumentOutOfRangeException.ThrowIfNegative(alignOffset);
        if (!System.Numerics.BitOperations.IsPow2(alignMultiple))
            throw new ArgumentOutOfRangeException(nameof(alignMultiple), alignMultiple, "An alignment is a power of two.");
        data = default;
        if (bytesNeeded > netBuffer.DataLength) return false;
        if (bytesNeeded == 0) return true;
        var run = DataRun.From(netBuffer, 0);
        run.Limit(bytesNeeded);
        if (run.Bytes < bytesNeeded) throw new InvalidOperationException($"The chain of {netBuffer} ends before its data does.");
        var address = netBuffer.CurrentMdl.MappedSystemVa + netBuffer.CurrentMdlOffset;
        if (run.Peek() == bytesNeeded && ((address - alignOffset) & (alignMultiple - 1)) == 0) data = run.Take();
        else if (storage.Length >= bytesNeeded)
        {
            run.CopyTo(storage);
            data = storage[..bytesNeeded];
        }
        return !data.IsEmpty;
    }

    /// <summary>Copies bytes of one packet into the space of another.</summary>
    /// <param name="destination">Whose MDLs are written to, from its data start to the end of its chain; DataLength is no limit. Its fields
    /// stay as they are: the caller sets them.</param>
    /// <param name="destinationOffset">Bytes behind the data start of <paramref name="destination"/>.</param>
    /// <param name="bytesToCopy">Bytes to copy at most.</param>
    /// <param name="source">Whose used data is read; may share memory with <paramref name="destination"/>.</param>
    /// <param name="sourceOffset">Bytes behind the data start of <paramref name="source"/>.</param>
    /// <param name="bytesCopied">Bytes that were copied: fewer than asked for when the source's data or the destination's space ends.</param>
    /// <returns>Success, also after fewer bytes; Resources when there is no memory to copy between overlapping chains, and nothing was copied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">The CurrentMdlOffset of one lies outside its CurrentMdl.</exception>
    /// <exception cref="NullReferenceException">A handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: a NET_BUFFER or an MDL was freed.</exception>
    /// <remarks>The data starts are those of CurrentMdl and CurrentMdlOffset. Where the two share memory, the destination gets what the
    /// source held before. Threads: the owner's of both. Source: NdisCopyFromNetBufferToNetBuffer.</remarks>
    public static NdisStatus NdisCopyFromNetBufferToNetBuffer(
        NetBuffer destination, int destinationOffset, int bytesToCopy, NetBuffer source, int sourceOffset, out int bytesCopied)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(destinationOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesToCopy);
        ArgumentOutOfRangeException.ThrowIfNegative(sourceOffset);
        bytesCopied = 0;
        var to = DataRun.From(destination, destinationOffset);
        var from = DataRun.From(source, sourceOffset);
        from.Limit((long)source.DataLength - sourceOffset);
        to.Limit(Math.Min(bytesToCopy, from.Bytes));
        from.Limit(to.Bytes);
        if (!DataRun.Overlap(from, to)) DataRun.Copy(from, to);
        else if (!TryCopyThroughMemory(from, to)) return NdisStatus.Resources;
        bytesCopied = (int)from.Bytes;
        return NdisStatus.Success;
    }

    /// <summary>Over how many separate pages of 4096 bytes the MDLs of a packet lie: the most pieces that a device would have to be told.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller or lent to it.</param>
    /// <returns>The sum over all MDLs of its chain, used or not; 0 without a chain. An MDL over no bytes counts 0.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER or an MDL of its chain was freed.</exception>
    /// <remarks>Physical memory is not modelled: every page counts as a piece of its own. Threads: the owner's.
    /// Source: NdisQueryNetBufferPhysicalCount.</remarks>
    public static int NdisQueryNetBufferPhysicalCount(NetBuffer netBuffer)
    {
        var pages = 0;
        foreach (var mdl in netBuffer.MdlChain.Chain) pages += NDIS_MDL_TO_SPAN_PAGES(mdl);
        return pages;
    }

    static bool TryCopyThroughMemory(DataRun from, DataRun to)
    {
        byte[] between;
        try
        {
            between = ArrayPool<byte>.Shared.Rent((int)from.Bytes);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        from.CopyTo(between);
        to.CopyFrom(between);
        ArrayPool<byte>.Shared.Return(between);
        return true;
    }
}
