namespace NdisRules.Runtime;

/// <summary>The host's own protocol: bound to every adapter, it carries what the host sends and records what arrives.</summary>
static class HostProtocol
{
    internal static RegisteredProtocol Driver { get; } = new(new ProtocolDriverCharacteristics
    {
        Name = "the host",
        ProtocolBindAdapterEx = (_, _, _) => NdisStatus.NotSupported,
        ProtocolUnbindAdapterEx = _ => { },
        ProtocolSendNetBufferListsComplete = (context, lists, _) => ((HostedAdapter)context!).HostSendComplete(lists),
        ProtocolReceiveNetBufferLists = (context, lists, _, _, flags) => ((HostedAdapter)context!).HostReceive(lists, flags),
    });
}
