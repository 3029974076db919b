namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Sends lists on to the drivers below: others' that the module was given, or its own.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given; the SourceHandle of the module's own lists, and of no other.</param>
    /// <param name="netBufferLists">The first of a chain of lists. From here on they are not the driver's to touch.</param>
    /// <param name="portNumber">The port to send from.</param>
    /// <param name="sendFlags">What is true of the send.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or a SourceHandle is wrong; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The module is Paused, or has no FilterSendNetBufferListsComplete; nothing was sent.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached, a list or what hangs on it was freed, or a list is under way
    /// and not with the module; nothing was sent.</exception>
    /// <remarks>Threads: any. Source: NdisFSendNetBufferLists.</remarks>
    public static void NdisFSendNetBufferLists(NdisHandle ndisFilterHandle, NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFSendNetBufferLists");
        filter.Adapter.Send(filter, netBufferLists, portNumber, sendFlags);
    }

    /// <summary>Passes completed sends of others up, or completes what the module was given to send, with its Status set.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="netBufferLists">The first of a chain of lists, none of them sent by the module itself.</param>
    /// <param name="sendCompleteFlags">What is true of the completion.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or somebody changed a SourceHandle; nothing was completed.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the module does not hold a list, or not as a send; NDIS0004: the module was detached,
    /// or a list was freed. Nothing was completed.</exception>
    /// <remarks>Threads: any. Source: NdisFSendNetBufferListsComplete.</remarks>
    public static void NdisFSendNetBufferListsComplete(
        NdisHandle ndisFilterHandle, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFSendNetBufferListsComplete");
        filter.Adapter.SendComplete(filter, netBufferLists, sendCompleteFlags);
    }

    /// <summary>Hands received lists up: others' that the module was given, or its own.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given; the SourceHandle of the module's own lists, and of no other.</param>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port on which they arrived.</param>
    /// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
    /// <param name="receiveFlags">What is true of the indication. With Resources the lists stay the module's; without, it must hold them, not
    /// only have them lent.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, the count or a SourceHandle is wrong, or the NblFlags of a list
    /// contradict each other; nothing was handed up.</exception>
    /// <exception cref="InvalidOperationException">The module is Paused, or has no FilterReturnNetBufferLists and Resources is not set.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached, a list or what hangs on it was freed, or a list is under way
    /// and not with the module, or only lent to it; nothing was handed up.</exception>
    /// <remarks>Threads: any. Source: NdisFIndicateReceiveNetBufferLists.</remarks>
    public static void NdisFIndicateReceiveNetBufferLists(
        NdisHandle ndisFilterHandle, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFIndicateReceiveNetBufferLists");
        filter.Adapter.Indicate(filter, netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags);
    }

    /// <summary>Passes returned lists of others down, or gives back what the module was handed from below.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="netBufferLists">The first of a chain of lists, none of them indicated by the module itself.</param>
    /// <param name="returnFlags">What is true of the return.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or somebody changed a SourceHandle; nothing was returned.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the module does not hold a list, or only had it lent; NDIS0004: the module was
    /// detached, or a list was freed. Nothing was returned.</exception>
    /// <remarks>Threads: any. Source: NdisFReturnNetBufferLists.</remarks>
    public static void NdisFReturnNetBufferLists(NdisHandle ndisFilterHandle, NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFReturnNetBufferLists");
        filter.Adapter.Return(filter, netBufferLists, returnFlags);
    }

    /// <summary>Passes a cancel of sends on to the drivers below.</summary>
    /// <param name="ndisFilterHandle">The handle that FilterAttach was given.</param>
    /// <param name="cancelId">The identifier that the sends carry.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the module was detached.</exception>
    /// <remarks>Threads: any. Source: NdisFCancelSendNetBufferLists.</remarks>
    public static void NdisFCancelSendNetBufferLists(NdisHandle ndisFilterHandle, nint cancelId)
    {
        ArgumentNullException.ThrowIfNull(ndisFilterHandle);
        var filter = ndisFilterHandle.FilterFor("NdisFCancelSendNetBufferLists");
        filter.Adapter.Cancel(filter, cancelId);
    }
}
