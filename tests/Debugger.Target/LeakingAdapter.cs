using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Debugger.Target;

/// <summary>A driver that forgets one NET_BUFFER. The pool is everybody's, so that nothing notices at the halt.</summary>
internal sealed class LeakingAdapter(NetBufferPool pool) : MiniportAdapter
{
    NetBuffer greeting;
    NetBuffer goodbye;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        greeting = NdisAllocateNetBuffer(pool, null, 0, 0);
        if (!greeting) return NdisStatus.Resources;
        goodbye = NdisAllocateNetBuffer(pool, null, 0, 0);
        if (goodbye) return NdisStatus.Success;
        NdisFreeNetBuffer(greeting);
        greeting = null;
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (greeting) NdisFreeNetBuffer(greeting);
        greeting = null;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
}
