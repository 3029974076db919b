namespace NdisRules.Runtime;

public static unsafe partial class Ndis
{
    /// <summary>Grows the used data of every NET_BUFFER of a list toward the front; all of them, or none.</summary>
    /// <param name="netBufferList">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="dataOffsetDelta">Bytes to grow each by.</param>
    /// <param name="dataBackFill">Bytes of unused space to leave in front where memory has to be allocated.</param>
    /// <param name="allocateMdl">Makes the MDLs that are needed; null lets NDIS make them.</param>
    /// <param name="freeMdlHandler">Frees what <paramref name="allocateMdl"/> made before one of its calls failed.</param>
    /// <returns>Success; Resources when memory is short; Failure when a length would pass <see cref="int.MaxValue"/>.
    /// Unless it succeeds nothing changes. A list without NET_BUFFERs succeeds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">An MDL of the handler is too short, or the fields of a NET_BUFFER contradict its chain;
    /// nothing was changed.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER or an MDL was freed. NDIS0008: a call of
    /// <paramref name="allocateMdl"/> failed, and there is no handler to free what it made before; that stays the handler's.</exception>
    /// <remarks>
    /// <para>Duty: <see cref="NdisAdvanceNetBufferListDataStart"/> by the same size, before the list is freed or handed back.</para>
    /// <para>Threads: the owner's. Source: NdisRetreatNetBufferListDataStart; that nothing changes on failure is ours.</para>
    /// </remarks>
    public static NdisStatus NdisRetreatNetBufferListDataStart(
        NetBufferList netBufferList, int dataOffsetDelta, int dataBackFill,
        NetBufferAllocateMdl? allocateMdl = null, NetBufferFreeMdl? freeMdlHandler = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(dataBackFill);
        var needed = 0;
        foreach (var netBuffer in netBufferList.NetBuffers)
        {
            if (!DataRetreat.TryMeasure(netBuffer, dataOffsetDelta, dataBackFill, out var bytes)) return NdisStatus.Failure;
            if (bytes > 0) needed++;
        }
        if (!TryMakeFronts(needed, dataOffsetDelta, dataBackFill, allocateMdl, freeMdlHandler, out var fronts)) return NdisStatus.Resources;
        foreach (var netBuffer in netBufferList.NetBuffers)
        {
            Mdl front = null;
            if (dataOffsetDelta > netBuffer.DataOffset)
            {
                front = fronts;
                fronts = fronts.Next;
            }
            DataRetreat.Apply(netBuffer, dataOffsetDelta, front);
        }
        return NdisStatus.Success;
    }

    /// <summary>Shrinks the used data of every NET_BUFFER of a list from the front; all of them, or none.</summary>
    /// <param name="netBufferList">The list, owned by the caller; not those chained behind it.</param>
    /// <param name="dataOffsetDelta">Bytes to shrink each by.</param>
    /// <param name="freeMdl">Whether MDLs that a retreat made, and that hold no used data any more, are unlinked and freed.</param>
    /// <param name="freeMdlHandler">Frees those that a retreat's handler made.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative or above the length of some NET_BUFFER's data.</exception>
    /// <exception cref="InvalidOperationException">The fields of a NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list, a NET_BUFFER or an MDL was freed. NDIS0008: an MDL that a handler made
    /// is to be freed without a handler. NDIS0009: what was derived from the list uses an MDL that is to be freed. In every case nothing was
    /// changed.</exception>
    /// <remarks>MDLs of the driver itself are never freed. A receiver of packets passes false.
    /// Threads: the owner's. Source: NdisAdvanceNetBufferListDataStart.</remarks>
    public static void NdisAdvanceNetBufferListDataStart(
        NetBufferList netBufferList, int dataOffsetDelta, bool freeMdl, NetBufferFreeMdl? freeMdlHandler = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        foreach (var netBuffer in netBufferList.NetBuffers)
        {
            DataCursor.Adjust(netBuffer);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dataOffsetDelta, netBuffer.DataLength);
            if (freeMdl) DataRetreat.CheckAdvance(netBuffer, dataOffsetDelta, freeMdlHandler is not null, "NdisAdvanceNetBufferListDataStart");
        }
        foreach (var netBuffer in netBufferList.NetBuffers) NdisAdvanceNetBufferDataStart(netBuffer, dataOffsetDelta, freeMdl, freeMdlHandler);
    }

    /// <summary>Makes so many MDLs, linked in a chain, or none.</summary>
    static bool TryMakeFronts(
        int count, int dataOffsetDelta, int dataBackFill, NetBufferAllocateMdl? allocateMdl, NetBufferFreeMdl? freeMdlHandler, out Mdl fronts)
    {
        fronts = null;
        try
        {
            for (; count > 0; count--)
            {
                var front = DataRetreat.MakeFront(dataOffsetDelta + dataBackFill, allocateMdl);
                if (!front) break;
                front.Next = fronts;
                fronts = front;
            }
        }
        catch
        {
            DataRetreat.GiveBack(fronts, freeMdlHandler);
            throw;
        }
        if (count == 0) return true;
        DataRetreat.GiveBack(fronts, freeMdlHandler);
        return false;
    }
}
