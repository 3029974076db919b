namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Gives sent lists back, with their Status set. From here on they are not the driver's to touch.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <param name="netBufferLists">The first of a chain of lists, in any order and grouping.</param>
    /// <param name="sendCompleteFlags">What is true of the completion.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is a driver's.</exception>
    /// <exception cref="InvalidOperationException">The adapter's state allows no completion.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: a list is not a send under way on this adapter; NDIS0004: a list was completed
    /// before. Lists before the offending one are completed.</exception>
    /// <remarks>Threads: any. Source: NdisMSendNetBufferListsComplete.</remarks>
    public static void NdisMSendNetBufferListsComplete(
        NdisHandle ndisMiniportHandle, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMSendNetBufferListsComplete").SendComplete(netBufferLists);
    }

    /// <summary>Hands received packets up. Unless Resources is set they come back through ReturnNetBufferLists, perhaps before this returns.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given; the SourceHandle of every list must be the same.</param>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port on which they arrived.</param>
    /// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
    /// <param name="receiveFlags">What is true of the indication.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is a driver's, the count is wrong, a SourceHandle is, or the NblFlags of a list
    /// contradict each other.</exception>
    /// <exception cref="InvalidOperationException">The adapter is neither Running nor Restarting.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: a list or what hangs on it was freed, or the list is indicated already.</exception>
    /// <remarks>Duty: with Resources the lists stay the driver's. Threads: any. Source: NdisMIndicateReceiveNetBufferLists.</remarks>
    public static void NdisMIndicateReceiveNetBufferLists(
        NdisHandle ndisMiniportHandle, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMIndicateReceiveNetBufferLists").Indicate(netBufferLists, numberOfNetBufferLists, receiveFlags);
    }
}
