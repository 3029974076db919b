namespace NdisRules.Runtime.Tests;

/// <summary>A protocol driver whose every role can be replaced by a test. It sends from a pool of its own and notes what happens.</summary>
sealed class ScriptedProtocol : IDisposable
{
    internal readonly List<string> Played = [];
    internal readonly List<NetBufferList> Kept = [];
    internal readonly NetBufferListPool Pool = ListPool(dataSize: 60);
    internal readonly NdisHandle Driver;
    internal NdisHandle Handle = null!;

    internal Func<NdisHandle, NdisStatus> OnBind;
    internal Action OnUnbind;
    internal Action<NetBufferList> OnComplete;
    internal Action<NetBufferList, int, NdisReceiveFlags> OnReceive;
    internal Func<NetPnPEvent, NdisStatus> OnNetEvent = _ => NdisStatus.Success;
    internal Action<NdisOidRequest, NdisStatus> OnRequestComplete = (_, _) => { };

    internal ScriptedProtocol(string name = "test")
    {
        OnBind = context => NdisOpenAdapterEx(Driver!, this, context, out Handle);
        OnUnbind = () => NdisCloseAdapterEx(Handle);
        OnComplete = FreeAll;
        OnReceive = (lists, _, flags) =>
        {
            if (!flags.HasFlag(NdisReceiveFlags.Resources)) Return(lists);
        };
        var status = NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
        {
            Name = name,
            ProtocolBindAdapterEx = (_, context, _) => Play("Bind", () => OnBind(context)),
            ProtocolUnbindAdapterEx = _ => Play("Unbind", OnUnbind),
            ProtocolSendNetBufferListsComplete = (_, lists, _) => Play($"Complete {lists.Status}", () => OnComplete(lists)),
            ProtocolReceiveNetBufferLists = (_, lists, _, count, flags) => Play($"Receive {count}", () => OnReceive(lists, count, flags)),
            ProtocolNetPnPEvent = (_, netEvent) => Play(netEvent.ToString(), () => OnNetEvent(netEvent)),
            ProtocolOidRequestComplete = (_, request, status) => Play($"Completed {request.Oid} {status}", () => OnRequestComplete(request, status)),
        }, out Driver);
        Assert.Equal(NdisStatus.Success, status);
    }

    public void Dispose() => Pool.Dispose();

    /// <summary>A list of the protocol's own, ready to be sent.</summary>
    internal NetBufferList Packet(byte fill = 0, NetBufferList next = default)
    {
        var list = NdisAllocateNetBufferList(Pool, 0, 0);
        list.SourceHandle = Handle;
        list.FirstNetBuffer.MdlChain.Span.Fill(fill);
        list.Next = next;
        return list;
    }

    internal void Send(NetBufferList lists) => NdisSendNetBufferLists(Handle, lists, 0, NdisSendFlags.None);

    internal void Return(NetBufferList lists) => NdisReturnNetBufferLists(Handle, lists, NdisReturnFlags.None);

    /// <summary>Puts a request and gives what the call gave.</summary>
    internal NdisStatus Ask(NdisOidRequest request) => NdisOidRequest(Handle, request);

    internal NdisStatus Ask(uint oid) => Ask(new NdisOidRequest { Oid = oid, RequestId = (nint)oid });

    /// <summary>From now on received lists are kept, one by one.</summary>
    internal void Keep() => OnReceive = (lists, _, _) =>
    {
        foreach (var list in lists.Chain)
        {
            list.Next = null;
            Kept.Add(list);
        }
    };

    void Play(string role, Action action)
    {
        lock (Played) Played.Add(role);
        action();
    }

    NdisStatus Play(string role, Func<NdisStatus> action)
    {
        lock (Played) Played.Add(role);
        return action();
    }
}
