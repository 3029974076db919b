namespace NdisRules.Runtime;

/// <summary>The clones of requests that are not freed, and under whose handle each was allocated.</summary>
static class OidClones
{
    static readonly Lock gate = new();
    static readonly Dictionary<NdisOidRequest, NdisHandle> live = [];

    /// <summary>A clone; null when memory is short.</summary>
    internal static NdisOidRequest? Allocate(NdisOidRequest original, NdisHandle owner)
    {
        if (NdisVerifier.IsShort()) return null;
        var clone = new NdisOidRequest
        {
            RequestType = original.RequestType,
            Oid = original.Oid,
            RequestId = original.RequestId,
            InformationBuffer = original.InformationBuffer,
            BytesProcessed = original.BytesProcessed,
            BytesNeeded = original.BytesNeeded,
            ClonedFrom = original,
        };
        lock (gate) live.Add(clone, owner);
        return clone;
    }

    /// <exception cref="NdisViolationException">It cannot be freed: see <see cref="Ndis.NdisFreeCloneOidRequest"/>. Nothing changed.</exception>
    internal static void Free(NdisOidRequest clone, NdisHandle owner)
    {
        if (clone?.ClonedFrom is null)
            throw new NdisViolationException(RuleIds.NeverAcquired, $"{clone?.ToString() ?? "null"} is freed as a clone, but it is none.");
        if (Volatile.Read(ref clone.Trip) is { } trip) throw new NdisViolationException(RuleIds.OutOfOrder, $"a clone is freed while it is under way: {trip}.");
        lock (gate)
        {
            if (!live.TryGetValue(clone, out var allocator)) throw new NdisViolationException(RuleIds.FreedTwice, $"{clone} is freed twice.");
            if (allocator != owner)
                throw new NdisViolationException(RuleIds.WrongPartner, $"{clone} is freed under {owner}, but it was allocated under {allocator}.");
            live.Remove(clone);
        }
    }

    /// <exception cref="NdisViolationException">NDIS0004: it is a clone that was freed.</exception>
    internal static void ThrowIfFreed(NdisOidRequest request, string function)
    {
        if (request.ClonedFrom is null) return;
        lock (gate)
        {
            if (live.ContainsKey(request)) return;
        }
        throw new NdisViolationException(RuleIds.UsedAfterFree, $"{function}: {request} is used after it was freed.");
    }

    /// <summary>One line for each clone that was allocated under a handle.</summary>
    internal static List<string> NamesOf(NdisHandle owner)
    {
        lock (gate) return [.. live.Where(entry => entry.Value == owner).Select(entry => entry.Key.ToString())];
    }
}
