namespace NdisRules.Runtime;

/// <summary>A query, a setting or a method call for an adapter.</summary>
/// <remarks>Threads: belongs to who puts it before and after it is under way, and to the driver that it was given meanwhile. Source:
/// NDIS_OID_REQUEST.</remarks>
public sealed class NdisOidRequest
{
    /// <summary>The innermost of the ways that the request is on; null at rest.</summary>
    internal OidTrip? Trip;

    int clonesUnderWay;

    /// <summary>What the request wants.</summary>
    public NdisRequestType RequestType { get; init; }

    /// <summary>The object identifier.</summary>
    public uint Oid { get; init; }

    /// <summary>Names the request in a cancel.</summary>
    public nint RequestId { get; init; }

    /// <summary>Input and output of the request.</summary>
    public Memory<byte> InformationBuffer { get; init; }

    /// <summary>Bytes of <see cref="InformationBuffer"/> that the driver read or wrote.</summary>
    public int BytesProcessed { get; set; }

    /// <summary>Bytes that the buffer would have to have, if it is too small.</summary>
    public int BytesNeeded { get; set; }

    /// <summary>Whatever who puts the request wants to find when it is completed, such as what it was cloned of. Null at first.</summary>
    /// <remarks>Source: the SourceReserved of NDIS_OID_REQUEST.</remarks>
    public object? SourceReserved { get; set; }

    /// <summary>For a clone, what it was made of.</summary>
    internal NdisOidRequest? ClonedFrom { get; init; }

    /// <summary>How many clones of the request are under way.</summary>
    internal int ClonesUnderWay => Volatile.Read(ref clonesUnderWay);

    /// <summary>The request in messages.</summary>
    public override string ToString() => $"{(ClonedFrom is null ? "OID request" : "clone of OID request")} 0x{Oid:X8}, id {RequestId}";

    internal void CountClone(int change) => Interlocked.Add(ref clonesUnderWay, change);
}
