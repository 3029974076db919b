namespace NdisRules.Runtime;

/// <summary>What a driver may do with a list that it hands over.</summary>
[Flags]
enum HandOver
{
    /// <summary>Send it off: the list is at rest, or held for it by the other half of the same intermediate driver.</summary>
    Originate = 1,

    /// <summary>Pass it on: the driver holds it from somebody else, and it is not on its way back.</summary>
    Pass = 2,

    /// <summary>Complete or return it: the driver holds it from somebody else.</summary>
    GiveBack = 4,
}

static unsafe partial class Transit
{
    /// <summary>Takes a chain from a driver, all of it or nothing.</summary>
    /// <param name="first">The first list.</param>
    /// <param name="from">The handle of the driver's layer.</param>
    /// <param name="ways">What the function lets a driver do.</param>
    /// <param name="kind">Send or Receive. Whoever passes received lists may hold copies instead.</param>
    /// <param name="function">The function, for messages.</param>
    /// <returns>How many lists there are.</returns>
    internal static int Take(NetBufferList first, NdisHandle from, HandOver ways, TransitKind kind, string function)
    {
        var count = 0;
        var now = Environment.TickCount64;
        try
        {
            var list = first;
            do
            {
                // The link is read before the list changes hands, and a chain that bites its tail ends at the list that is no longer the driver's.
                var next = list.Next;
                TakeOne(list, from, ways, kind, function, now);
                count++;
                list = next;
            }
            while (list);
            return count;
        }
        catch
        {
            GiveBack(first, count, from);
            throw;
        }
    }

    /// <summary>Undoes the taking of the first lists of a chain.</summary>
    internal static void GiveBack(NetBufferList first, int count, NdisHandle to)
    {
        var list = first;
        for (; count > 0; count--)
        {
            var next = list.Next;
            if (OriginatorOf(list) == to.Id) End(list);
            else Give(list, to);
            list = next;
        }
    }

    static void TakeOne(NetBufferList list, NdisHandle from, HandOver ways, TransitKind kind, string function, long now)
    {
        var fields = list.Fields;
        var word = Volatile.Read(ref fields->RestToRead->Transit);
        var taken = Taken(list, fields, word, from, ways, kind, function);
        CheckOriginator(list, fields, taken, function);
        var depth = DepthOf(taken);
        if (depth > MaximumDepth) throw new InvalidOperationException($"{function}: {list} is passed on by more than {MaximumDepth - 1} intermediate drivers.");
        // Written while the list is still the caller's: whoever wins the swap below may free it at once.
        var rest = fields->Rest;
        rest->Since = now;
        if (depth > DepthOf(word) && depth > 1) rest->Outer[depth - 2] = word;
        if (Interlocked.CompareExchange(ref rest->Transit, taken, word) != word) throw NotTheirs(list, fields, from, ways, function);
    }

    /// <summary>What the word becomes when NDIS takes the list from this driver.</summary>
    static ulong Taken(NetBufferList list, NetBufferListFields* fields, ulong word, NdisHandle from, HandOver ways, TransitKind kind, string function)
    {
        if (HolderOf(word) == from.Id && IsOf(KindOf(word), kind))
        {
            if ((ways & HandOver.GiveBack) != 0) return (word & ~IdMask) | Back;
            if ((ways & HandOver.Pass) != 0 && !IsBack(word)) return word & ~IdMask;
        }
        if ((ways & HandOver.Originate) != 0)
        {
            if (word == 0 || (IsOf(KindOf(word), kind) && IsHeldForPartner(word, from)))
            {
                CheckPackets(list, kind);
                return Word(0, from.Id, kind, DepthOf(word) + 1);
            }
        }
        throw NotTheirs(list, fields, from, ways, function);
    }

    static bool IsOf(TransitKind held, TransitKind kind) => held == kind || (kind == TransitKind.Receive && held == TransitKind.Copy);

    /// <summary>Whether the list is with the other edge of the intermediate driver that now passes it on.</summary>
    static bool IsHeldForPartner(ulong word, NdisHandle from) =>
        HolderOf(word) != 0 && NdisHandle.Find(HolderOf(word)) is { } holder && from.IsPartnerOf(holder);

    static void CheckOriginator(NetBufferList list, NetBufferListFields* fields, ulong taken, string function)
    {
        if (fields->SourceHandle == OriginatorOf(taken)) return;
        var wanted = NdisHandle.Find(OriginatorOf(taken));
        throw new ArgumentException($"{function}: the SourceHandle of {list} must be {wanted}, not {list.SourceHandle?.ToString() ?? "null"}.");
    }

    /// <summary>Looks at every packet of a list that sets out, so that nothing freed is handed over.</summary>
    static void CheckPackets(NetBufferList list, TransitKind kind)
    {
        if (kind != TransitKind.Send && !list.HasConsistentNblFlags(out var broken))
            throw new ArgumentException($"The NblFlags of {list} contradict each other: {broken}.");
        foreach (var netBuffer in list.NetBuffers)
        {
            var mdl = netBuffer.MdlChain;
            if (mdl) _ = mdl.Next;
        }
    }

    static NdisViolationException NotTheirs(NetBufferList list, NetBufferListFields* fields, NdisHandle from, HandOver ways, string function)
    {
        var word = Volatile.Read(ref fields->RestToRead->Transit);
        return ways == HandOver.GiveBack
            ? new NdisViolationException(RuleIds.FreedTwice, $"{function}: {list} is given back by {from}, but it is {Describe(word, fields)}.")
            : new NdisViolationException(RuleIds.UsedAfterFree, $"{function}: {list} is handed over by {from}, but it is {Describe(word, fields)}.");
    }
}
