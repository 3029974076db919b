namespace NdisRules.Runtime;

static unsafe partial class Transit
{
    /// <summary>Takes a list that is lent for the length of one call, from a driver that has it at rest, holds it, or was lent it itself.</summary>
    /// <returns>What the word was, to be restored when the call ends.</returns>
    internal static ulong Lend(NetBufferList list, NdisHandle lender, string function, long now)
    {
        var fields = list.Fields;
        var word = Volatile.Read(ref fields->RestToRead->Transit);
        if (KindOf(word) == TransitKind.Send) throw NotTheirs(list, fields, lender, HandOver.Originate, function);
        var sameSource = word != 0 && HolderOf(word) == lender.Id;
        if (word != 0 && !sameSource && !IsHeldForPartner(word, lender)) throw NotTheirs(list, fields, lender, HandOver.Originate, function);
        var lent = Word(0, sameSource ? OriginatorOf(word) : lender.Id, TransitKind.Lent, Math.Max(1, DepthOf(word)));
        CheckOriginator(list, fields, lent, function);
        CheckPackets(list, TransitKind.Lent);
        var rest = fields->Rest;
        rest->Since = now;
        if (Interlocked.CompareExchange(ref rest->Transit, lent, word) != word) throw NotTheirs(list, fields, lender, HandOver.Originate, function);
        return word;
    }

    /// <summary>Makes a list that NDIS holds a lent one.</summary>
    internal static ulong LendFromNdis(NetBufferList list)
    {
        var word = list.Fields->RestToRead->Transit;
        Volatile.Write(ref list.Fields->RestToRead->Transit, Word(0, OriginatorOf(word), TransitKind.Lent, DepthOf(word)));
        return word;
    }

    /// <summary>Ends a lending: the word is what it was.</summary>
    internal static void Restore(NetBufferList list, ulong before) => Volatile.Write(ref list.Fields->RestToRead->Transit, before);

    internal static void TakeFromBorrower(NetBufferList list)
    {
        var fields = list.Fields;
        Volatile.Write(ref fields->RestToRead->Transit, fields->RestToRead->Transit & ~IdMask);
    }
}
