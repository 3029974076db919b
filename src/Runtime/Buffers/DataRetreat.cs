namespace NdisRules.Runtime;

/// <summary>The parts of a retreat: first what may fail, then what may not, so that lists can do all or nothing.</summary>
static unsafe class DataRetreat
{
    /// <summary>Whether the lengths allow a retreat, and the bytes of the MDL that it needs in front: 0 when the unused space is enough.</summary>
    internal static bool TryMeasure(NetBuffer netBuffer, int dataOffsetDelta, int dataBackFill, out int frontBytes)
    {
        DataCursor.Adjust(netBuffer);
        var fields = netBuffer.Fields;
        frontBytes = 0;
        if ((long)fields->DataLength + dataOffsetDelta > int.MaxValue) return false;
        if (dataOffsetDelta <= fields->DataOffset) return true;
        if ((long)dataOffsetDelta + dataBackFill + fields->DataOffset > int.MaxValue) return false;
        frontBytes = dataOffsetDelta + dataBackFill;
        return true;
    }

    /// <summary>Makes an MDL for the front of a chain and notes who made it. Null when memory is short.</summary>
    /// <exception cref="InvalidOperationException">The handler's MDL is too short.</exception>
    internal static Mdl MakeFront(int bytes, NetBufferAllocateMdl? allocateMdl)
    {
        var front = allocateMdl is null ? MdlTable.AllocateWithData(bytes) : allocateMdl(bytes);
        if (!front) return null;
        if (front.ByteCount < bytes) throw new InvalidOperationException($"{front} is shorter than the {bytes} bytes asked for.");
        front.Fields->Retreated = allocateMdl is null ? RetreatMark.Own : RetreatMark.Handler;
        front.Next = null;
        return front;
    }

    /// <summary>Moves the data start, with a new MDL in front if there is one. The lengths were measured.</summary>
    internal static void Apply(NetBuffer netBuffer, int dataOffsetDelta, Mdl front)
    {
        var fields = netBuffer.Fields;
        if (front)
        {
            front.Next = fields->MdlChain;
            fields->MdlChain = front;
            fields->DataOffset += front.ByteCount;
            if (front.Fields->Retreated == RetreatMark.Own && fields->RetreatMdls < byte.MaxValue) fields->RetreatMdls++;
        }
        fields->DataOffset -= dataOffsetDelta;
        fields->DataLength += dataOffsetDelta;
        DataCursor.Adjust(netBuffer);
    }

    /// <summary>Frees MDLs that were made and not used.</summary>
    /// <exception cref="NdisViolationException">NDIS0008: a handler made them, and there is none to free them.</exception>
    internal static void GiveBack(Mdl fronts, NetBufferFreeMdl? freeMdlHandler)
    {
        foreach (var front in fronts.Chain)
        {
            var byHandler = front.Fields->Retreated == RetreatMark.Handler;
            if (byHandler && freeMdlHandler is null)
                throw new NdisViolationException(RuleIds.WrongPartner,
                    $"NdisRetreatNetBufferListDataStart: {front} was made by a handler and cannot be given back without one.");
            front.Next = null;
            front.Fields->Retreated = RetreatMark.None;
            if (byHandler) freeMdlHandler!(front);
            else MdlTable.TryFree(front);
        }
    }

    /// <summary>Adds a line for each MDL in the chain that a retreat made with NDIS's own allocator, and one when others use the memory that
    /// came with the NET_BUFFER; makes the list when there is something to add.</summary>
    /// <remarks>Goes by what is live, so that it may read a NET_BUFFER whose chain or itself was freed.</remarks>
    internal static void AddNamesTo(ref List<string>? names, NetBufferFields* fields)
    {
        if (!fields->OwnMdl.IsNull && ((MdlFields*)Handle.Header(fields->OwnMdl.Word))->Sharers > 0)
            (names ??= []).Add($"what was derived from its list and uses {fields->OwnMdl}");
        if (fields->RetreatMdls == 0) return;
        for (var mdl = fields->MdlChain; mdl.IsLive; mdl = ((MdlFields*)Handle.Header(mdl.Word))->Next)
        {
            if (((MdlFields*)Handle.Header(mdl.Word))->Retreated == RetreatMark.Own)
                (names ??= []).Add($"{mdl}, made by a retreat");
        }
    }

    /// <summary>Refuses an advance that would come to free an MDL that it cannot free.</summary>
    /// <exception cref="NdisViolationException">As <see cref="ThrowIfNotToFree"/>.</exception>
    internal static void CheckAdvance(NetBuffer netBuffer, int dataOffsetDelta, bool hasHandler, string function)
    {
        var offset = (long)netBuffer.DataOffset + dataOffsetDelta;
        foreach (var mdl in netBuffer.MdlChain.Chain)
        {
            if (!IsSpent(netBuffer.Fields, mdl, offset)) return;
            ThrowIfNotToFree(mdl, hasHandler, function);
            offset -= mdl.ByteCount;
        }
    }

    /// <summary>Refuses to free an MDL that a retreat made.</summary>
    /// <exception cref="NdisViolationException">NDIS0008: a handler made it, and there is none to free it. NDIS0009: others use its memory.</exception>
    internal static void ThrowIfNotToFree(Mdl mdl, bool hasHandler, string function)
    {
        if (!hasHandler && mdl.Fields->Retreated == RetreatMark.Handler)
            throw new NdisViolationException(RuleIds.WrongPartner, $"{function}: {mdl} was made by a handler and is freed without one.");
        MdlTable.ThrowIfShared(mdl, function);
    }

    /// <summary>Whether an MDL at the front of the chain was made by a retreat of this NET_BUFFER and ends before the data at the offset.</summary>
    /// <remarks>A retreat of the original made an MDL that a clone shares: that one is not the clone's.</remarks>
    internal static bool IsSpent(NetBufferFields* fields, Mdl mdl, long offset) =>
        mdl.Fields->Retreated != RetreatMark.None && offset >= mdl.ByteCount && mdl != fields->RestToRead->DerivedMdls;
}
