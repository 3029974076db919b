using NdisRules.Runtime;
using TapMiniport.Packets;
using TapMiniport.Wires;
using static NdisRules.Runtime.Ndis;

namespace TapMiniport;

/// <summary>A miniport over a wire. It answers who has its address, and pings of it; every other frame goes up.</summary>
/// <remarks>
/// What lives how long:
/// the pools from InitializeEx to HaltEx, the thread that receives from Restart to Pause,
/// a received list until it is dropped, comes back from above, or falls out of the tap-off, an answer for the length of one call.
/// </remarks>
internal sealed partial class TapAdapter(IWire wire, TapSettings settings) : MiniportAdapter
{
    private const uint ReceiveTag = 0x52706154; // "TapR"
    private const uint AnswerTag = 0x41706154; // "TapA"
    private const uint TapOffTag = 0x4F706154; // "TapO"

    private NetBufferListPool? receivePool;
    private NetBufferPool? answerPool;
    private NetBufferListPool? answerListPool;
    private NetBufferPool? clonePool;
    private NetBufferListPool? cloneListPool;
    private TapOff? tapOff;

    /// <summary>What was counted so far.</summary>
    public AdapterStatistics Statistics { get; } = new();

    /// <summary>What the tap-off held when the adapter was paused.</summary>
    public TapSummary LastTapped { get; private set; }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!AllocatePools())
        {
            FreePools();
            return NdisStatus.Resources;
        }
        tapOff = new TapOff(cloneListPool!, clonePool!, settings.TappedFrames);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => FreePools();

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        StartReceiving();
        return NdisStatus.Success;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        StopReceiving();
        LastTapped = tapOff!.Summarize();
        tapOff.Clear();
        // Frames that are still held above have to come back before the pause is over: see ReturnNetBufferLists.
        return FinishPause() ? NdisStatus.Success : NdisStatus.Pending;
    }

    private bool AllocatePools()
    {
        // A list, its NET_BUFFER, its MDL and the memory for one frame come and go as one.
        receivePool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters
        {
            PoolTag = ReceiveTag,
            AllocateNetBuffer = true,
            ContextSize = FrameContext.Size,
            DataSize = ReceiveSize,
            MaximumCount = settings.ReceiveBuffers,
        });
        answerPool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters
        {
            PoolTag = AnswerTag,
            DataSize = EthernetHeader.LongestFrame,
            MaximumCount = settings.AnswerBuffers,
        });
        answerListPool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = AnswerTag });
        clonePool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = TapOffTag });
        cloneListPool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = TapOffTag });
        return receivePool is not null && answerPool is not null && answerListPool is not null
            && clonePool is not null && cloneListPool is not null;
    }

    private void FreePools()
    {
        if (cloneListPool is not null) NdisFreeNetBufferListPool(cloneListPool);
        if (clonePool is not null) NdisFreeNetBufferPool(clonePool);
        if (answerListPool is not null) NdisFreeNetBufferListPool(answerListPool);
        if (answerPool is not null) NdisFreeNetBufferPool(answerPool);
        if (receivePool is not null) NdisFreeNetBufferListPool(receivePool);
        tapOff = null;
        cloneListPool = null;
        clonePool = null;
        answerListPool = null;
        answerPool = null;
        receivePool = null;
    }
}
