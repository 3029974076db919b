namespace NdisRules.Runtime;

/// <summary>What is to be made of an original. Sizes are bytes.</summary>
readonly record struct DerivationPlan(DerivationKind Kind, int StartOffset = 0, int MaximumLength = 0, int DataOffsetDelta = 0, int DataBackFill = 0);

/// <summary>Makes derived lists: first all checks, which may throw, then all that may run short and is undone, then what cannot fail.</summary>
static class Deriver
{
    /// <summary>Makes a list out of another one. Null when memory runs short or there is nothing that could be made.</summary>
    internal static NetBufferList Make(
        NetBufferList original, NetBufferListPool? nblPool, NetBufferPool? nbPool, in DerivationPlan plan, string function)
    {
        if (plan.Kind == DerivationKind.Clone && OneMdlClone.TryMake(original, nblPool) is { IsNull: false } clone) return clone;
        if (!TryCount(original, plan, out var netBuffers)) return null;
        if (!ListBuilder.TryBegin(nblPool, nbPool, netBuffers, function, out var builder)) return null;
        var done = false;
        try
        {
            if (!TryFill(ref builder, original, plan)) return null;
            DerivedLists.AddChild(original);
            done = true;
        }
        finally
        {
            if (!done) builder.Undo();
        }
        return builder.Finish(plan.Kind, original.Word);
    }

    /// <summary>How many NET_BUFFERs the list will have, after a look at all that the original describes.</summary>
    /// <returns>False when no such list can be made.</returns>
    static bool TryCount(NetBufferList original, in DerivationPlan plan, out int netBuffers)
    {
        var (count, bytes) = (0L, 0L);
        netBuffers = 0;
        var isClone = plan.Kind is DerivationKind.Clone or DerivationKind.SharingClone;
        foreach (var netBuffer in original.NetBuffers)
        {
            ChainWalk.Check(netBuffer);
            var length = netBuffer.DataLength - plan.StartOffset;
            if (!isClone && length <= 0) return false;
            count += plan.Kind == DerivationKind.Fragment ? (length - 1) / plan.MaximumLength + 1 : 1;
            bytes += length;
        }
        if (plan.Kind == DerivationKind.Reassembled && bytes > int.MaxValue) return false;
        netBuffers = plan.Kind == DerivationKind.Reassembled ? 1 : (int)Math.Min(count, int.MaxValue);
        return isClone || count > 0;
    }

    static bool TryFill(ref ListBuilder builder, NetBufferList original, in DerivationPlan plan) => plan.Kind switch
    {
        DerivationKind.Clone => TryClone(ref builder, original),
        DerivationKind.SharingClone => TryCloneSharing(ref builder, original),
        DerivationKind.Fragment => TryFragment(ref builder, original, plan),
        _ => TryReassemble(ref builder, original, plan),
    };

    static bool TryClone(ref ListBuilder builder, NetBufferList original)
    {
        foreach (var netBuffer in original.NetBuffers)
        {
            var source = ChainWalk.At(netBuffer, 0);
            if (!builder.TryAdd(ref source, netBuffer.DataLength, 0, 0)) return false;
        }
        return true;
    }

    static bool TryCloneSharing(ref ListBuilder builder, NetBufferList original)
    {
        foreach (var netBuffer in original.NetBuffers)
        {
            if (!builder.TryAddSharing(netBuffer.CurrentMdl, netBuffer.CurrentMdlOffset, netBuffer.DataLength)) return false;
        }
        return true;
    }

    static bool TryFragment(ref ListBuilder builder, NetBufferList original, in DerivationPlan plan)
    {
        foreach (var netBuffer in original.NetBuffers)
        {
            var source = ChainWalk.At(netBuffer, plan.StartOffset);
            for (var left = netBuffer.DataLength - plan.StartOffset; left > 0; left -= plan.MaximumLength)
            {
                var bytes = Math.Min(left, plan.MaximumLength);
                if (!builder.TryAdd(ref source, bytes, plan.DataOffsetDelta, plan.DataBackFill)) return false;
            }
        }
        return true;
    }

    static bool TryReassemble(ref ListBuilder builder, NetBufferList fragments, in DerivationPlan plan)
    {
        var whole = builder.Add();
        if (!whole) return false;
        foreach (var netBuffer in fragments.NetBuffers)
        {
            var source = ChainWalk.At(netBuffer, plan.StartOffset);
            if (!builder.TryAppend(whole, ref source, netBuffer.DataLength - plan.StartOffset)) return false;
        }
        return ListBuilder.TryRetreat(whole, plan.DataOffsetDelta, plan.DataBackFill);
    }
}
