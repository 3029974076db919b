namespace NdisRules.Runtime;

public static partial class Ndis
{
    /// <summary>Gives sent lists back, with their Status set. From here on they are not the driver's to touch.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given.</param>
    /// <param name="netBufferLists">The first of a chain of lists, in any order and grouping.</param>
    /// <param name="sendCompleteFlags">What is true of the completion.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, or somebody changed a SourceHandle; nothing was completed.</exception>
    /// <exception cref="InvalidOperationException">The adapter's state allows no completion.</exception>
    /// <exception cref="NdisViolationException">NDIS0003: the miniport does not hold a list, or not as a send; NDIS0004: a list was freed, such
    /// as one that went back to its sender before. Nothing was completed.</exception>
    /// <remarks>Threads: any. Source: NdisMSendNetBufferListsComplete.</remarks>
    public static void NdisMSendNetBufferListsComplete(
        NdisHandle ndisMiniportHandle, NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMSendNetBufferListsComplete").SendComplete(netBufferLists, sendCompleteFlags);
    }

    /// <summary>Hands received packets up. Unless Resources is set they come back through ReturnNetBufferLists, perhaps before this returns.</summary>
    /// <param name="ndisMiniportHandle">The handle that InitializeEx was given; the SourceHandle of every list must be the same.</param>
    /// <param name="netBufferLists">The first of a chain of lists.</param>
    /// <param name="portNumber">The port on which they arrived.</param>
    /// <param name="numberOfNetBufferLists">How many lists the chain has.</param>
    /// <param name="receiveFlags">What is true of the indication.</param>
    /// <exception cref="ArgumentNullException">The handle is null.</exception>
    /// <exception cref="ArgumentException">The handle is something else's, the count is wrong, a SourceHandle is, or the NblFlags of a list
    /// contradict each other.</exception>
    /// <exception cref="InvalidOperationException">The adapter is neither Running nor Restarting, nor Pausing with the miniport's Pause still to
    /// return.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: a list or what hangs on it was freed, or a list is under way already and not held
    /// by the lower edge of the same intermediate driver. Nothing was handed up.</exception>
    /// <remarks>Duty: with Resources the lists stay the driver's. Threads: any. Source: NdisMIndicateReceiveNetBufferLists.</remarks>
    public static void NdisMIndicateReceiveNetBufferLists(
        NdisHandle ndisMiniportHandle, NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        ArgumentNullException.ThrowIfNull(ndisMiniportHandle);
        ndisMiniportHandle.AdapterFor("NdisMIndicateReceiveNetBufferLists").Indicate(netBufferLists, portNumber, numberOfNetBufferLists, receiveFlags);
    }
}
