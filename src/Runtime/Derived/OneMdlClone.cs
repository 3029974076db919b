namespace NdisRules.Runtime;

/// <summary>The short way for the clone that is made most: of a list with one packet that lies in one MDL, out of a pool whose slots bring
/// all that it takes.</summary>
/// <remarks>Such a clone is one slot. It differs in nothing that its driver sees from one that <see cref="Deriver"/> makes, and what was done
/// to it since decides which way it is freed.</remarks>
static unsafe class OneMdlClone
{
    /// <summary>Makes a clone with an MDL of its own.</summary>
    /// <returns>Null, and nothing was taken, when the long way has to be gone: the list is not that simple, its fields contradict each other,
    /// or this thread has no slot at hand.</returns>
    internal static NetBufferList TryMake(NetBufferList original, NetBufferListPool? pool)
    {
        if (pool is null || pool.ContextSize > 0 || original.IsNull) return null;
        var from = original.Fields;
        if (from->FirstNetBuffer.IsNull) return null;
        var packet = from->FirstNetBuffer.Fields;
        if (!packet->Next.IsNull || packet->CurrentMdl.IsNull) return null;
        var whole = packet->CurrentMdl.Fields;
        if (!Fits(packet, whole) || whole->Origin == MdlOrigin.Derived || MdlTable.MayRunShort) return null;
        var list = pool.TakeForClone(out var part);
        if (list == 0) return null;
        var isOwn = packet->CurrentMdl.Word == original.Word + NetBufferListFields.Bytes + NetBufferFields.Bytes;
        if (!isOwn) Interlocked.Increment(ref whole->Sharers);
        ((MdlFields*)Handle.Header(part))->DescribePart(packet->CurrentMdl, whole, packet->CurrentMdlOffset, packet->DataLength, isSharer: !isOwn);
        Interlocked.Increment(ref from->Rest->Children);
        return Finish(list, part, packet->DataLength, original);
    }

    /// <summary>Frees a clone that was made so and is still as it was, but for the words of its drivers.</summary>
    /// <returns>False, and nothing happened, when the long way has to be gone.</returns>
    internal static bool TryFree(NetBufferList list)
    {
        if (!list.IsLive) return false;
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        var expected = Derivation.Of(DerivationKind.Clone, list);
        if (Interlocked.CompareExchange(ref fields->Derivation, Derivation.Of(DerivationKind.BeingFreed, list), expected) != expected) return false;
        if (!IsAsMade(list, fields))
        {
            Volatile.Write(ref fields->Derivation, expected);
            return false;
        }
        Dismantle(list, fields);
        NetBufferListPool.ReleaseClone(list);
        return true;
    }

    static bool Fits(NetBufferFields* packet, MdlFields* mdl) =>
        packet->DataLength > 0 && packet->CurrentMdlOffset >= 0 && (long)packet->CurrentMdlOffset + packet->DataLength <= mdl->ByteCount;

    static NetBufferList Finish(ulong list, ulong part, int bytes, NetBufferList original)
    {
        var fields = (NetBufferListFields*)Handle.Header(list);
        var netBuffer = (NetBufferFields*)((byte*)fields + NetBufferListFields.Bytes);
        netBuffer->MdlChain = netBuffer->CurrentMdl = new Mdl(part);
        netBuffer->DataLength = bytes;
        // What is kept for the free needs no mark: the free clears it by itself.
        netBuffer->RestToRead->DerivedMdls = new Mdl(part);
        fields->RestToRead->DerivedNetBuffers = fields->FirstNetBuffer;
        fields->RestToRead->DerivedFrom = original.Word;
        fields->Derivation = Derivation.Of(DerivationKind.Clone, new NetBufferList(list));
        return new NetBufferList(list);
    }

    static bool IsAsMade(NetBufferList list, NetBufferListFields* fields)
    {
        var rest = fields->RestToRead;
        var own = list.Word + NetBufferListFields.Bytes;
        if (((fields->Next.Word | (uint)fields->ChildRefCount | rest->Transit | (uint)rest->Children) != 0)
            || (fields->Marks & ~FieldMarks.Rest) != 0 || fields->FirstNetBuffer.Word != own || rest->DerivedNetBuffers.Word != own) return false;
        var netBuffer = (NetBufferFields*)((byte*)fields + NetBufferListFields.Bytes);
        var part = new Mdl(own + NetBufferFields.Bytes);
        return netBuffer->IsPlainInClone && netBuffer->Next.IsNull && netBuffer->RestToRead->DerivedMdls == part
            && netBuffer->RestToRead->NextDerived.IsNull && ((MdlFields*)Handle.Header(part.Word))->NextDerived.IsNull;
    }

    static void Dismantle(NetBufferList list, NetBufferListFields* fields)
    {
        var netBuffer = (NetBufferFields*)((byte*)fields + NetBufferListFields.Bytes);
        var part = (MdlFields*)((byte*)netBuffer + NetBufferFields.Bytes);
        var from = new NetBufferList(fields->RestToRead->DerivedFrom);
        if (part->IsSharer) MdlTable.Unshare(part->Original);
        netBuffer->RestToRead->DerivedMdls = null;
        fields->RestToRead->DerivedNetBuffers = null;
        fields->RestToRead->DerivedFrom = 0;
        if (fields->Marks != 0) fields->ClearRest(((NetBufferListPool)SlotStore.Of(list.Word)!.Pool!).ProtocolId);
        netBuffer->ClearRest();
        DerivedLists.RemoveChild(from);
    }
}
