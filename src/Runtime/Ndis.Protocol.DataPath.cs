namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Sends packets. The lists come back through ProtocolSendNetBufferListsComplete, perhaps before this returns.</summary>
    /// <param name="binding">The handle of the binding; the SourceHandle of every list must be the same.</param>
    /// <param name="netBufferLists">The first of a chain of lists. From here on they are not the driver's to touch.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or a SourceHandle is wrong; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The driver has no ProtocolSendNetBufferListsComplete; nothing was sent.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed, a list or what hangs on it was freed, or a list is under way
    /// already and not held by the upper edge of the same intermediate driver; nothing was sent.</exception>
    /// <remarks>While the adapter is not Running the lists are completed with Paused. Threads: any. Source: NdisSendNetBufferLists.</remarks>
    public static void NdisSendNetBufferLists(NdisHandle binding, NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var sender = binding.BindingFor("NdisSendNetBufferLists");
        sender.Adapter.Send(sender, netBufferLists, portNumber, sendFlags);
    }

    /// <summary>Gives received lists back. From here on they are not the driver's to touch.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <param name="netBufferLists">The first of a chain of lists, of any indications, in any order.</param>
    /// <param name="returnFlags">What is true of the return.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or somebody changed a SourceHandle; nothing was returned.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the binding does not hold a list, or only had it lent; NDIS0004: the binding was
    /// closed, or a list was freed. Nothing was returned.</exception>
    /// <remarks>A list that others received too goes on when all gave it back. Threads: any. Source: NdisReturnNetBufferLists.</remarks>
    public static void NdisReturnNetBufferLists(NdisHandle binding, NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var receiver = binding.BindingFor("NdisReturnNetBufferLists");
        receiver.Adapter.Return(receiver, netBufferLists, returnFlags);
    }

    /// <summary>Asks the drivers below to complete queued sends with SendAborted.</summary>
    /// <param name="binding">The handle of the binding.</param>
    /// <param name="cancelId">The identifier that the sends carry, see <see cref="NDIS_SET_NET_BUFFER_LIST_CANCEL_ID"/>.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed.</exception>
    /// <remarks>Does nothing unless the adapter is Running or Pausing. Threads: any. Source: NdisCancelSendNetBufferLists.</remarks>
    public static void NdisCancelSendNetBufferLists(NdisHandle binding, nint cancelId)
    {
        ArgumentNullException.ThrowIfNull(binding);
        binding.BindingFor("NdisCancelSendNetBufferLists").Adapter.CancelDown(0, cancelId);
    }
}
