namespace NdisRules.Runtime;

/// <summary>Makes an MDL and its memory for a retreat that finds too little unused space.</summary>
/// <param name="bufferSize">Bytes that the MDL must describe at least.</param>
/// <returns>The MDL, null when memory is short: the retreat then gives <see cref="NdisStatus.Resources"/>.</returns>
/// <remarks>Source: NET_BUFFER_ALLOCATE_MDL_HANDLER.</remarks>
public delegate Mdl NetBufferAllocateMdl(int bufferSize);

/// <summary>Frees an MDL that the matching <see cref="NetBufferAllocateMdl"/> made, and its memory.</summary>
/// <param name="mdl">The MDL, unlinked from its chain.</param>
/// <remarks>Source: NET_BUFFER_FREE_MDL_HANDLER.</remarks>
public delegate void NetBufferFreeMdl(Mdl mdl);

public static unsafe partial class Ndis
{
    /// <summary>Sets CurrentMdl and CurrentMdlOffset from the chain and DataOffset, after the owner changed one of them.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="InvalidOperationException">DataOffset and DataLength do not fit the chain; nothing was changed.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER or an MDL of its chain was freed.</exception>
    /// <remarks>Without used data, an offset equal to the whole chain puts the cursor behind the last byte of the last MDL.
    /// Threads: the owner's. Source: NdisAdjustNetBufferCurrentMdl.</remarks>
    public static void NdisAdjustNetBufferCurrentMdl(NetBuffer netBuffer) => DataCursor.Adjust(netBuffer);

    /// <summary>Grows the used data toward the front, to make room for a header.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <param name="dataOffsetDelta">Bytes to grow by.</param>
    /// <param name="dataBackFill">Bytes of unused space to leave in front if memory has to be allocated.</param>
    /// <param name="allocateMdl">Makes the MDL if one is needed; null lets NDIS make it.</param>
    /// <returns>Success; Resources when memory is short; Failure when the length would pass <see cref="int.MaxValue"/>.
    /// Unless it succeeds nothing changes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">The handler's MDL is too short, or the fields of the NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER or an MDL of its chain was freed.</exception>
    /// <remarks>
    /// <para>When the unused space is too small, a new MDL of both sizes goes in front of the chain; the space that was unused before then
    /// lies between it and the old data, and the header may straddle two MDLs.</para>
    /// <para>Duty: <see cref="NdisAdvanceNetBufferDataStart"/> by the same size, before the NET_BUFFER is freed or handed back.</para>
    /// <para>Threads: the owner's. Source: NdisRetreatNetBufferDataStart.</para>
    /// </remarks>
    public static NdisStatus NdisRetreatNetBufferDataStart(
        NetBuffer netBuffer, int dataOffsetDelta, int dataBackFill, NetBufferAllocateMdl? allocateMdl = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(dataBackFill);
        if (!DataRetreat.TryMeasure(netBuffer, dataOffsetDelta, dataBackFill, out var bytes)) return NdisStatus.Failure;
        var front = bytes > 0 ? DataRetreat.MakeFront(bytes, allocateMdl) : null;
        if (bytes > 0 && !front) return NdisStatus.Resources;
        DataRetreat.Apply(netBuffer, dataOffsetDelta, front);
        return NdisStatus.Success;
    }

    /// <summary>Shrinks the used data from the front, to strip a header or to undo a retreat.</summary>
    /// <param name="netBuffer">The NET_BUFFER, owned by the caller.</param>
    /// <param name="dataOffsetDelta">Bytes to shrink by.</param>
    /// <param name="freeMdl">Whether MDLs that a retreat made, and that hold no used data any more, are unlinked and freed.</param>
    /// <param name="freeMdlHandler">Frees those that a retreat's handler made.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative or above the length of the data; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The fields of the NET_BUFFER contradict its chain.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the NET_BUFFER or an MDL of its chain was freed. NDIS0008: an MDL that a
    /// handler made is to be freed without a handler; NDIS0009: what was derived from the list uses an MDL that is to be freed. In both
    /// cases the data was advanced, the MDL is still in the chain.</exception>
    /// <remarks>MDLs of the driver itself are never freed. A receiver of packets passes false.
    /// Threads: the owner's. Source: NdisAdvanceNetBufferDataStart.</remarks>
    public static void NdisAdvanceNetBufferDataStart(
        NetBuffer netBuffer, int dataOffsetDelta, bool freeMdl, NetBufferFreeMdl? freeMdlHandler = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffsetDelta);
        DataCursor.Adjust(netBuffer);
        var fields = netBuffer.Fields;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dataOffsetDelta, fields->DataLength);
        fields->DataLength -= dataOffsetDelta;
        fields->DataOffset += dataOffsetDelta;
        DataCursor.Adjust(netBuffer);
        if (!freeMdl) return;
        while (IsSpentRetreat(fields)) UnlinkFirst(netBuffer, freeMdlHandler);
    }

    static bool IsSpentRetreat(NetBufferFields* fields) =>
        !fields->MdlChain.IsNull && DataRetreat.IsSpent(fields, fields->MdlChain, fields->DataOffset);

    static void UnlinkFirst(NetBuffer netBuffer, NetBufferFreeMdl? freeMdlHandler)
    {
        var fields = netBuffer.Fields;
        var mdl = fields->MdlChain;
        var byHandler = mdl.Fields->Retreated == RetreatMark.Handler;
        DataRetreat.ThrowIfNotToFree(mdl, freeMdlHandler is not null, "NdisAdvanceNetBufferDataStart");
        fields->MdlChain = mdl.Next;
        fields->DataOffset -= mdl.ByteCount;
        DataCursor.Adjust(netBuffer);
        mdl.Next = null;
        mdl.Fields->Retreated = RetreatMark.None;
        if (!byHandler && fields->RetreatMdls is > 0 and < byte.MaxValue) fields->RetreatMdls--;
        if (byHandler) freeMdlHandler!(mdl);
        else MdlTable.TryFree(mdl);
    }
}
