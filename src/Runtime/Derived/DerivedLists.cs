namespace NdisRules.Runtime;

/// <summary>The end of derived lists, and what an original owes those that were derived from it.</summary>
static unsafe class DerivedLists
{
    /// <summary>Counts a list or packet that was derived from a list.</summary>
    internal static void AddChild(NetBufferList original) => Interlocked.Increment(ref original.Fields->Rest->Children);

    /// <summary>Ends the count of one. An original that was freed with its pool is past caring.</summary>
    internal static void RemoveChild(NetBufferList original)
    {
        if (original.IsLive) Interlocked.Decrement(ref original.Fields->RestToRead->Children);
    }

    /// <summary>Refuses the plain free of a list that was derived, or that others were derived from. What is not live is not looked at.</summary>
    internal static void ThrowIfNotPlain(NetBufferList list)
    {
        if (!list.IsLive) return;
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        if ((fields->Derivation | fields->RestToRead->Children) == 0) return;
        const string function = "NdisFreeNetBufferList";
        ThrowIfOther(list, DerivationKind.None, function);
        ThrowIfParent(list, function);
    }

    /// <summary>Frees a derived list, what was made with it, and its place with the original.</summary>
    /// <param name="list">The list.</param>
    /// <param name="kind">What it has to be.</param>
    /// <param name="dataOffsetDelta">The bytes that it has to have been retreated by.</param>
    /// <param name="function">The function that was called, for messages.</param>
    internal static void Free(NetBufferList list, DerivationKind kind, int dataOffsetDelta, string function)
    {
        if (kind == DerivationKind.Clone && OneMdlClone.TryFree(list)) return;
        var from = Claim(list, kind, dataOffsetDelta, function);
        List<string>? left = null;
        Dismantle(list, ref left);
        if (kind != DerivationKind.Packet) RemoveChild(new NetBufferList(from));
        Release(list, left, function);
    }

    /// <summary>Makes sure that the caller may free the list, and that nobody else does. Otherwise throws, and nothing was changed.</summary>
    /// <returns>What the list was derived from.</returns>
    internal static ulong Claim(NetBufferList list, DerivationKind kind, int dataOffsetDelta, string function)
    {
        // A handle that is not live is refused by the pool, in its words.
        if (!list.IsLive) NetBufferListPool.Release(list);
        // Read without a second check: the exchange succeeds for one call only, and only while the generation is the handle's.
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        var expected = Derivation.Of(kind, list);
        if (Interlocked.CompareExchange(ref fields->Derivation, Derivation.Of(DerivationKind.BeingFreed, list), expected) != expected)
        {
            ThrowIfOther(list, kind, function);
            throw FreedTwice(list, function);
        }
        try
        {
            Transit.ThrowIfOut(list, fields);
            ThrowIfOtherDelta(list, dataOffsetDelta, function);
            ThrowIfParent(list, function);
            NetBufferListPool.ReportLinks(list, fields, function);
            return fields->RestToRead->DerivedFrom;
        }
        catch
        {
            Volatile.Write(ref fields->Derivation, expected);
            throw;
        }
    }

    /// <summary>Gives back what a derived list consists of; the list itself stays, without NET_BUFFERs, for its pool.</summary>
    /// <param name="list">The list, of which only the caller disposes.</param>
    /// <param name="left">Gets a line for each MDL of a retreat that was not undone. It is freed all the same.</param>
    internal static void Dismantle(NetBufferList list, ref List<string>? left)
    {
        var fields = list.Fields;
        var own = NetBufferListPool.OwnNetBufferOf(list);
        // When the pool of the NET_BUFFERs was freed before, it took the MDLs along.
        for (var netBuffer = fields->Rest->DerivedNetBuffers; netBuffer.IsLive;)
        {
            var next = netBuffer.Fields->Rest->NextDerived;
            ReleaseMdls(netBuffer, ref left);
            if (netBuffer != own)
            {
                netBuffer.Fields->Parent = null;
                NetBufferPool.Release(netBuffer);
            }
            netBuffer = next;
        }
        fields->Rest->DerivedNetBuffers = null;
        fields->FirstNetBuffer = null;
        fields->Next = null;
        fields->ChildRefCount = 0;
        RestoreContext(list);
    }

    /// <summary>Lets go of the originals when a pool is freed before a derived list of its own.</summary>
    internal static void Abandon(NetBufferList list)
    {
        var fields = (NetBufferListFields*)Handle.Header(list.Word);
        var kind = Derivation.KindOf(fields->Derivation);
        if (kind == DerivationKind.None) return;
        List<string>? ignored = null;
        Dismantle(list, ref ignored);
        if (kind == DerivationKind.Packet) PacketLists.Detach(fields->Rest->DerivedFrom);
        else RemoveChild(new NetBufferList(fields->Rest->DerivedFrom));
    }

    /// <summary>Lets go of the originals when a pool is freed before a NET_BUFFER that it gave to a derived list.</summary>
    internal static void Abandon(NetBuffer netBuffer)
    {
        if (!netBuffer.Fields->Parent) return;
        List<string>? ignored = null;
        ReleaseMdls(netBuffer, ref ignored);
    }

    /// <summary>Gives a dismantled list to its pool, and says what was left undone for it.</summary>
    internal static void Release(NetBufferList list, List<string>? left, string function)
    {
        try
        {
            NetBufferListPool.Release(list);
        }
        catch (NdisViolationException violation) when (left is not null && violation.RuleId == RuleIds.OutOfOrder)
        {
            left.AddRange(violation.Outstanding);
        }
        if (left is not null) throw new NdisViolationException(RuleIds.OutOfOrder, $"{function}: {list} is freed before what is owed for it:", left);
    }

    static void ThrowIfOther(NetBufferList list, DerivationKind kind, string function)
    {
        var real = Derivation.KindOf(((NetBufferListFields*)Handle.Header(list.Word))->Derivation);
        if (real == DerivationKind.BeingFreed || !list.IsLive) throw FreedTwice(list, function);
        if (real != kind) throw new NdisViolationException(RuleIds.WrongPartner, $"{function}: {list} goes to {Derivation.FreeOf(real)}.");
    }

    static void ThrowIfOtherDelta(NetBufferList list, int dataOffsetDelta, string function)
    {
        var first = list.Fields->RestToRead->DerivedNetBuffers;
        if (first.IsLive && first.Fields->Rest->DataOffsetDelta != dataOffsetDelta)
            throw new NdisViolationException(RuleIds.WrongPartner,
                $"{function}: {list} was retreated by {first.Fields->Rest->DataOffsetDelta} bytes and is freed with {dataOffsetDelta}.");
    }

    static void ThrowIfParent(NetBufferList list, string function)
    {
        var children = ((NetBufferListFields*)Handle.Header(list.Word))->RestToRead->Children;
        if (children > 0)
            throw new NdisViolationException(RuleIds.OutOfOrder, $"{function}: {list} is freed before what was derived from it:",
                [$"{children} {(children == 1 ? "list or packet" : "lists or packets")}"], SlotStore.SiteOfStale(list.Word));
    }

    static NdisViolationException FreedTwice(NetBufferList list, string function) =>
        new(RuleIds.FreedTwice, $"{function}: {list} is freed again, or by another call at this moment.", allocationSite: SlotStore.SiteOfStale(list.Word));

    static void ReleaseMdls(NetBuffer netBuffer, ref List<string>? left)
    {
        var fields = netBuffer.Fields;
        if (fields->RetreatMdls > 0) FreeFronts(fields, ref left);
        if (fields->Rest->SharedMdls == 0) DerivedChain.Free(fields->Rest->DerivedMdls);
        else Unshare(fields->Rest->DerivedMdls, fields->Rest->SharedMdls);
        fields->MdlChain = fields->CurrentMdl = fields->Rest->DerivedMdls = null;
        fields->DataOffset = fields->DataLength = fields->CurrentMdlOffset = 0;
        fields->Rest->SharedMdls = fields->Rest->DataOffsetDelta = 0;
        fields->Rest->NextDerived = null;
        fields->Next = null;
    }

    /// <summary>Ends the use of MDLs of the original, as many as were linked when it began.</summary>
    static void Unshare(Mdl first, int count)
    {
        var mdl = first;
        for (; count > 0 && mdl.IsLive; count--)
        {
            var next = mdl.Fields->Next;
            MdlTable.Unshare(mdl);
            mdl = next;
        }
    }

    /// <summary>Frees the MDLs that retreats made in front. The advance that the free stands for leaves behind those that were owed.</summary>
    static void FreeFronts(NetBufferFields* fields, ref List<string>? left)
    {
        var offset = (long)fields->DataOffset + Math.Min(fields->Rest->DataOffsetDelta, fields->DataLength);
        for (var mdl = fields->MdlChain; fields->RetreatMdls > 0 && mdl.IsLive && mdl != fields->Rest->DerivedMdls;)
        {
            var next = mdl.Fields->Next;
            if (mdl.Fields->Retreated == RetreatMark.Own)
            {
                if (offset < mdl.ByteCount) (left ??= []).Add($"{mdl}, made by a retreat");
                fields->RetreatMdls--;
                offset -= mdl.ByteCount;
                MdlTable.TryFree(mdl);
            }
            mdl = next;
        }
        fields->RetreatMdls = 0;
    }

    /// <summary>Puts the block of context that lies in the slot behind those that the list's drivers reserved, where its pool looks for it.</summary>
    static void RestoreContext(NetBufferList list)
    {
        var layout = SlotStore.Of(list.Word)!.Layout;
        if (layout.Context <= 0) return;
        var own = (ContextBlock*)((byte*)list.Fields + layout.Context);
        var last = list.Fields->Context;
        while (last != null && last != own && last->Next != null && last->Next != own) last = last->Next;
        if (last == null) list.Fields->Context = own;
        else if (last != own) last->Next = own;
    }
}
