namespace NdisRules.Runtime;

/// <summary>One request of the host on its way through a stack.</summary>
/// <remarks>Made by <see cref="HostedAdapter.Submit"/>. Threads: may be read from any thread while a driver completes it from another.
/// Source: ours.</remarks>
public sealed class HostRequest
{
    volatile uint status = (uint)NdisStatus.Pending;
    volatile bool completed;

    internal HostRequest(NdisOidRequest request) => Request = request;

    /// <summary>The request. What it brought is in it once it is completed.</summary>
    public NdisOidRequest Request { get; }

    /// <summary>How the request ended, Pending until then.</summary>
    public NdisStatus Status => (NdisStatus)status;

    /// <summary>Whether a driver answered the request.</summary>
    public bool IsCompleted => completed;

    internal void Hear(OidTrip trip, NdisStatus result)
    {
        trip.NoteTold();
        Complete(result);
    }

    internal void Complete(NdisStatus result)
    {
        status = (uint)result;
        completed = true;
    }
}
