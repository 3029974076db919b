using System.Buffers;

namespace NdisRules.Runtime;

/// <summary>A chain that is lent for the length of one call: remembers what it was, and makes it so again.</summary>
/// <remarks>Not to be copied. Source: the duty to leave lent lists as they were, of the Resources flag.</remarks>
unsafe ref struct LentChain
{
    readonly string function;
    readonly (NetBufferList List, ulong Before)[] entries;
    readonly int count;

    LentChain(string function, (NetBufferList, ulong)[] entries, int count)
    {
        this.function = function;
        this.entries = entries;
        this.count = count;
    }

    internal readonly int Count => count;

    /// <summary>Takes a chain that its holder lends; it is his again when the chain is restored.</summary>
    internal static LentChain From(NetBufferList first, NdisHandle lender, string function)
    {
        var entries = ArrayPool<(NetBufferList, ulong)>.Shared.Rent(8);
        var count = 0;
        var now = Environment.TickCount64;
        try
        {
            var list = first;
            do
            {
                var next = list.Next;
                if (count == entries.Length) Grow(ref entries);
                entries[count] = (list, Transit.Lend(list, lender, function, now));
                count++;
                list = next;
            }
            while (list);
            return new LentChain(function, entries, count);
        }
        catch
        {
            new LentChain(function, entries, count).Dispose();
            throw;
        }
    }

    /// <summary>Takes a chain that NDIS itself holds, to lend it to a receiver that does not keep lists.</summary>
    internal static LentChain FromNdis(NetBufferList first)
    {
        var entries = ArrayPool<(NetBufferList, ulong)>.Shared.Rent(8);
        var count = 0;
        for (var list = first; list; list = list.Next)
        {
            if (count == entries.Length) Grow(ref entries);
            entries[count++] = (list, Transit.LendFromNdis(list));
        }
        return new LentChain("NdisMIndicateReceiveNetBufferLists", entries, count);
    }

    /// <summary>Lends the chain to a receiver.</summary>
    internal readonly void GiveTo(NdisHandle borrower)
    {
        foreach (var (list, _) in entries.AsSpan(0, count)) Transit.Give(list, borrower);
    }

    /// <summary>Takes the chain back from a receiver, linked as it was.</summary>
    internal readonly void TakeBack(NdisHandle borrower)
    {
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var list = entries[i].List;
            NetBufferList next = i + 1 < count ? entries[i + 1].List : null;
            changed |= list.Next != next;
            list.Next = next;
            Transit.TakeFromBorrower(list);
        }
        if (changed) NdisVerifier.Report(RuleIds.UsedAfterFree, $"{function}: {borrower} changed the chain of {entries[0].List}, which was only lent to it.");
    }

    /// <summary>Gives every list back to whoever lent it.</summary>
    public readonly void Dispose()
    {
        foreach (var (list, before) in entries.AsSpan(0, count)) Transit.Restore(list, before);
        ArrayPool<(NetBufferList, ulong)>.Shared.Return(entries);
    }

    static void Grow(ref (NetBufferList, ulong)[] entries)
    {
        var longer = ArrayPool<(NetBufferList, ulong)>.Shared.Rent(entries.Length * 2);
        entries.CopyTo(longer, 0);
        ArrayPool<(NetBufferList, ulong)>.Shared.Return(entries);
        entries = longer;
    }
}
