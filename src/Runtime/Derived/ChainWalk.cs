namespace NdisRules.Runtime;

/// <summary>A place in the data of an original, from which MDLs for a derived list are made: over its memory, nothing is copied.</summary>
unsafe struct ChainWalk
{
    Mdl mdl;
    int offset;

    ChainWalk(Mdl mdl, int offset)
    {
        this.mdl = mdl;
        this.offset = offset;
    }

    /// <summary>Checks that all of a NET_BUFFER's data lies in its chain, before anything is made of it.</summary>
    /// <exception cref="InvalidOperationException">Its fields contradict its chain.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: it or an MDL was freed.</exception>
    internal static void Check(NetBuffer netBuffer)
    {
        var run = DataRun.From(netBuffer, 0);
        if (netBuffer.DataLength < 0 || netBuffer.DataLength > run.Bytes)
            throw new InvalidOperationException($"{netBuffer} has {netBuffer.DataLength} bytes of data, its chain {run.Bytes} from its current offset on.");
    }

    /// <summary>The byte so far behind the data start.</summary>
    internal static ChainWalk At(NetBuffer netBuffer, int skip)
    {
        var walk = new ChainWalk(netBuffer.CurrentMdl, netBuffer.CurrentMdlOffset);
        walk.Advance(skip);
        return walk;
    }

    /// <summary>The first byte of a chain.</summary>
    internal static ChainWalk AtStart(Mdl chain) => new(chain, 0);

    /// <summary>Makes MDLs over the next bytes and appends them to a chain.</summary>
    /// <returns>False when memory ran short; those that were made are in the chain.</returns>
    internal bool TryDescribe(int bytes, ref DerivedChain chain)
    {
        while (bytes > 0)
        {
            SkipToByte();
            var length = Math.Min(bytes, mdl.ByteCount - offset);
            var part = MdlTable.AllocatePart(mdl, offset, length);
            if (!part) return false;
            chain.Append(part);
            offset += length;
            bytes -= length;
        }
        return true;
    }

    void Advance(int bytes)
    {
        while (bytes > 0)
        {
            SkipToByte();
            var length = Math.Min(bytes, mdl.ByteCount - offset);
            offset += length;
            bytes -= length;
        }
    }

    void SkipToByte()
    {
        while (offset >= mdl.ByteCount)
        {
            offset -= mdl.ByteCount;
            mdl = mdl.Next;
        }
    }
}

/// <summary>MDLs that were made for one NET_BUFFER or packet, linked twice: as its driver sees and changes them, and for their free.</summary>
unsafe struct DerivedChain
{
    /// <summary>The first, null when there is none.</summary>
    internal Mdl First { get; private set; }

    /// <summary>The last, null when there is none.</summary>
    internal Mdl Last { get; private set; }

    internal void Append(Mdl part)
    {
        if (Last) Last.Fields->Next = Last.Fields->NextDerived = part;
        else First = part;
        Last = part;
    }

    /// <summary>Frees all of a chain, wherever its driver has linked them.</summary>
    internal static void Free(Mdl first)
    {
        for (var part = first; part.IsLive;)
        {
            var next = part.Fields->NextDerived;
            MdlTable.FreePart(part);
            part = next;
        }
    }
}
